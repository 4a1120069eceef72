import Contract

/// An application (client) that can request tokens.
@dynamicMemberLookup
public struct Client: Pageable, Constrained {
    public static let listName = "clients"
    public static let refusesOtherMembers = false

    /// The identifier of the application.
    public var clientID: ClientID?
    /// The client secret. Only for callers with `read:client_keys`.
    public var clientSecret: String?
    /// The name of the tenant.
    public var tenant: String?
    /// Whether this is the tenant's global application.
    public var global: Bool?
    /// The certificates of the keys that sign its tokens.
    public var signingKeys: [JSON]?
    /// The URL of the client ID metadata document, for an application that is identified by it.
    public var externalClientID: String?
    /// The kind of the external metadata.
    public var externalMetadataType: String?
    /// The creator of the registration from external metadata.
    public var externalMetadataCreatedBy: String?
    /// The URL of the application's JSON Web Key Set.
    public var jwksURI: String?
    /// The former name of `crossOriginAuthentication`, for older clients.
    public var crossOriginAuth: Bool?
    /// The settable members, which are accessible as members of the application too.
    public var settings: ClientDraft

    public subscript<Value>(dynamicMember member: WritableKeyPath<ClientDraft, Value>) -> Value {
        get { settings[keyPath: member] }
        set { settings[keyPath: member] = newValue }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        clientID = try container.decodeIfPresent(ClientID.self, forKey: .clientID)
        clientSecret = try container.decodeIfPresent(String.self, forKey: .clientSecret)
        tenant = try container.decodeIfPresent(String.self, forKey: .tenant)
        global = try container.decodeIfPresent(Bool.self, forKey: .global)
        signingKeys = try container.decodeIfPresent([JSON].self, forKey: .signingKeys)
        externalClientID = try container.decodeIfPresent(String.self, forKey: .externalClientID)
        externalMetadataType = try container.decodeIfPresent(String.self, forKey: .externalMetadataType)
        externalMetadataCreatedBy = try container.decodeIfPresent(String.self, forKey: .externalMetadataCreatedBy)
        jwksURI = try container.decodeIfPresent(String.self, forKey: .jwksURI)
        crossOriginAuth = try container.decodeIfPresent(Bool.self, forKey: .crossOriginAuth)
        settings = try ClientDraft(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(clientID, forKey: .clientID)
        try container.encodeIfPresent(clientSecret, forKey: .clientSecret)
        try container.encodeIfPresent(tenant, forKey: .tenant)
        try container.encodeIfPresent(global, forKey: .global)
        try container.encodeIfPresent(signingKeys, forKey: .signingKeys)
        try container.encodeIfPresent(externalClientID, forKey: .externalClientID)
        try container.encodeIfPresent(externalMetadataType, forKey: .externalMetadataType)
        try container.encodeIfPresent(externalMetadataCreatedBy, forKey: .externalMetadataCreatedBy)
        try container.encodeIfPresent(jwksURI, forKey: .jwksURI)
        try container.encodeIfPresent(crossOriginAuth, forKey: .crossOriginAuth)
        try settings.encode(to: encoder)
    }

    enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case clientSecret = "client_secret"
        case tenant
        case global
        case signingKeys = "signing_keys"
        case externalClientID = "external_client_id"
        case externalMetadataType = "external_metadata_type"
        case externalMetadataCreatedBy = "external_metadata_created_by"
        case jwksURI = "jwks_uri"
        case crossOriginAuth = "cross_origin_auth"
    }
}
