import Contract

/// The URL of a Client ID Metadata Document, which identifies the application.
public struct ClientMetadataAddress: Codable, Sendable, Constrained {
    /// An HTTPS URL of at most 120 bytes.
    public var externalClientID: String

    public init(externalClientID: String) { self.externalClientID = externalClientID }

    enum CodingKeys: String, CodingKey { case externalClientID = "external_client_id" }

    public static var constraints: Constraints {
        ["external_client_id": .string(1...120, format: .absoluteHTTPSURIOrEmpty)]
    }
}

/// The content of a metadata document, mapped to the members of an application.
public struct MappedClientFields: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var externalClientID: String?
    public var name: String?
    public var appType: String?
    public var callbacks: [String]?
    public var logoURI: String?
    public var description: String?
    public var grantTypes: [String]?
    public var tokenEndpointAuthMethod: String?
    public var jwksURI: String?
    /// The keys found at `jwksURI`, by authentication method.
    public var clientAuthenticationMethods: JSON?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case externalClientID = "external_client_id"
        case name
        case appType = "app_type"
        case callbacks
        case logoURI = "logo_uri"
        case description
        case grantTypes = "grant_types"
        case tokenEndpointAuthMethod = "token_endpoint_auth_method"
        case jwksURI = "jwks_uri"
        case clientAuthenticationMethods = "client_authentication_methods"
    }
}

/// The result of validating a metadata document.
public struct ClientMetadataValidation: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var valid: Bool
    /// The errors in the document.
    public var violations: [String]
    /// The warnings about ignored content.
    public var warnings: [String]

    public init(violations: [String], warnings: [String]) {
        valid = violations.isEmpty
        self.violations = violations
        self.warnings = warnings
    }
}

/// A preview of the application that a metadata document would create.
public struct ClientMetadataPreview: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// The identifier of the application that is already registered with this metadata.
    public var clientID: ClientID?
    /// The reasons why the document could not be read; the other members are then absent.
    public var errors: [String]?
    public var validation: ClientMetadataValidation?
    public var mappedFields: MappedClientFields?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case errors
        case validation
        case mappedFields = "mapped_fields"
    }
}

/// The result of registering an application from its metadata document.
public struct ClientMetadataRegistration: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var clientID: ClientID
    public var mappedFields: MappedClientFields
    public var validation: ClientMetadataValidation

    public init(clientID: ClientID, mappedFields: MappedClientFields, validation: ClientMetadataValidation) {
        self.clientID = clientID
        self.mappedFields = mappedFields
        self.validation = validation
    }

    enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case mappedFields = "mapped_fields"
        case validation
    }
}
