import Contract

/// The directory provisioning of a connection: how users and groups of a Google Workspace are synchronized.
public struct DirectoryProvisioning: Pageable, Hashable {
    public static let listName = "directory_provisionings"

    public var connectionID: ID<Connection>
    public var connectionName: String
    public var strategy: ConnectionStrategy
    public var mapping: [DirectoryMapping]
    /// Whether the directory is synchronized periodically, not only on request.
    public var synchronizeAutomatically: Bool
    /// The synchronization of groups: `all`, `off` or `selected`.
    public var synchronizeGroups: String?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var lastSynchronizationAt: Timestamp?
    public var lastSynchronizationStatus: String?
    public var lastSynchronizationError: String?

    public init(
        connectionID: ID<Connection>, connectionName: String, strategy: ConnectionStrategy,
        mapping: [DirectoryMapping], synchronizeAutomatically: Bool, synchronizeGroups: String?, createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.connectionID = connectionID
        self.connectionName = connectionName
        self.strategy = strategy
        self.mapping = mapping
        self.synchronizeAutomatically = synchronizeAutomatically
        self.synchronizeGroups = synchronizeGroups
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    enum CodingKeys: String, CodingKey {
        case connectionID = "connection_id"
        case connectionName = "connection_name"
        case strategy
        case mapping
        case synchronizeAutomatically = "synchronize_automatically"
        case synchronizeGroups = "synchronize_groups"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case lastSynchronizationAt = "last_synchronization_at"
        case lastSynchronizationStatus = "last_synchronization_status"
        case lastSynchronizationError = "last_synchronization_error"
    }
}

/// The mapping of an attribute of the directory to an attribute of the user.
public struct DirectoryMapping: Codable, Hashable, Sendable {
    public var idp: String
    public var auth0: String

    public init(idp: String, auth0: String) {
        self.idp = idp
        self.auth0 = auth0
    }
}

/// The default mapping of a directory.
public struct DirectoryDefaultMapping: Codable, Hashable, Sendable {
    public var mapping: [DirectoryMapping]
    public init(mapping: [DirectoryMapping]) { self.mapping = mapping }
}

/// A directory provisioning to create, or the members of an update. The whole body is optional.
public struct DirectoryProvisioningDraft: Hashable, Sendable {
    public var mapping: [DirectoryMapping]?
    public var synchronizeAutomatically: Bool?
    /// The synchronization of groups: `all`, `off` or `selected`.
    public var synchronizeGroups: String?

    public init(
        mapping: [DirectoryMapping]? = nil, synchronizeAutomatically: Bool? = nil, synchronizeGroups: String? = nil
    ) {
        self.mapping = mapping
        self.synchronizeAutomatically = synchronizeAutomatically
        self.synchronizeGroups = synchronizeGroups
    }
}

extension DirectoryProvisioningDraft: Codable, SchemaProviding {
    public static var schema: Schema {
        .object([
            "mapping": .array(of: .of(DirectoryMapping.self), 1...), "synchronize_automatically": .boolean,
            "synchronize_groups": .one(of: "all", "off", "selected"),
        ]).nullable
    }

    public init(from decoder: any Decoder) throws {
        let json = try JSON(from: decoder)
        mapping = try json["mapping"]?.decoded()
        synchronizeAutomatically = json["synchronize_automatically"]?.bool
        synchronizeGroups = json["synchronize_groups"]?.string
    }
    public func encode(to encoder: any Encoder) throws {
        var members = JSONObject()
        if let mapping { members["mapping"] = try JSON(encoding: mapping) }
        if let synchronizeAutomatically { members["synchronize_automatically"] = .bool(synchronizeAutomatically) }
        if let synchronizeGroups { members["synchronize_groups"] = .string(synchronizeGroups) }
        try JSON.object(members).encode(to: encoder)
    }
}

/// A group of the directory that is synchronized.
public struct SynchronizedGroup: Pageable, Hashable, Constrained {
    public static let listName = "groups"

    public var id: String

    public init(id: String) { self.id = id }

    public static var constraints: Constraints { ["id": .string(1...32, pattern: "^[A-Za-z0-9]+$")] }
}

/// All groups of the directory that are synchronized.
public struct SynchronizedGroups: Codable, Hashable, Sendable {
    public var groups: [SynchronizedGroup]
    public init(groups: [SynchronizedGroup]) { self.groups = groups }
}
