import Contract

/// The SCIM configuration of a connection, by which its users are provisioned.
public struct SCIMConfiguration: Pageable, Hashable {
    public static let listName = "scim_configurations"

    public var tenantName: String
    public var connectionID: ID<Connection>
    public var connectionName: String
    public var strategy: ConnectionStrategy
    public var mapping: [SCIMMapping]
    /// The SCIM attribute that identifies a user.
    public var userIDAttribute: String
    public var createdAt: Timestamp
    public var updatedOn: Timestamp

    public init(
        tenantName: String, connectionID: ID<Connection>, connectionName: String, strategy: ConnectionStrategy,
        mapping: [SCIMMapping], userIDAttribute: String, createdAt: Timestamp, updatedOn: Timestamp
    ) {
        self.tenantName = tenantName
        self.connectionID = connectionID
        self.connectionName = connectionName
        self.strategy = strategy
        self.mapping = mapping
        self.userIDAttribute = userIDAttribute
        self.createdAt = createdAt
        self.updatedOn = updatedOn
    }

    enum CodingKeys: String, CodingKey {
        case tenantName = "tenant_name"
        case connectionID = "connection_id"
        case connectionName = "connection_name"
        case strategy
        case mapping
        case userIDAttribute = "user_id_attribute"
        case createdAt = "created_at"
        case updatedOn = "updated_on"
    }
}

/// The mapping of a SCIM attribute to an attribute of the user.
public struct SCIMMapping: Codable, Hashable, Sendable, Constrained {
    public var scim: String?
    public var auth0: String?

    public init(scim: String, auth0: String) {
        self.scim = scim
        self.auth0 = auth0
    }

    public static let refusesOtherMembers = false
}

/// The default mapping of a SCIM configuration.
public struct SCIMDefaultMapping: Codable, Hashable, Sendable {
    public var mapping: [SCIMMapping]
    public init(mapping: [SCIMMapping]) { self.mapping = mapping }
}

/// A SCIM configuration to create. The whole body is optional.
public struct SCIMConfigurationDraft: Hashable, Sendable {
    public var userIDAttribute: String?
    public var mapping: [SCIMMapping]?

    public init(userIDAttribute: String? = nil, mapping: [SCIMMapping]? = nil) {
        self.userIDAttribute = userIDAttribute
        self.mapping = mapping
    }
}

extension SCIMConfigurationDraft: Codable, SchemaProviding {
    public static var schema: Schema {
        .object(["user_id_attribute": .string, "mapping": .array(of: .of(SCIMMapping.self))]).nullable
    }

    public init(from decoder: any Decoder) throws {
        let json = try JSON(from: decoder)
        userIDAttribute = json["user_id_attribute"]?.string
        mapping = try json["mapping"]?.decoded()
    }
    public func encode(to encoder: any Encoder) throws {
        var members = JSONObject()
        if let userIDAttribute { members["user_id_attribute"] = .string(userIDAttribute) }
        if let mapping { members["mapping"] = try JSON(encoding: mapping) }
        try JSON.object(members).encode(to: encoder)
    }
}

/// An update of a SCIM configuration.
public struct SCIMConfigurationUpdate: Codable, Hashable, Sendable {
    public var userIDAttribute: String
    public var mapping: [SCIMMapping]

    public init(userIDAttribute: String, mapping: [SCIMMapping]) {
        self.userIDAttribute = userIDAttribute
        self.mapping = mapping
    }

    enum CodingKeys: String, CodingKey {
        case userIDAttribute = "user_id_attribute"
        case mapping
    }
}
