import Contract

/// A permission: a scope of an API.
public struct Permission: Pageable, Hashable {
    public static let listName = "permissions"

    /// The identifier of the API, which is the audience of its access tokens.
    public var resourceServerIdentifier: String
    /// The scope.
    public var permissionName: String
    public var resourceServerName: String?
    public var description: String?

    public init(
        resourceServerIdentifier: String, permissionName: String, resourceServerName: String? = nil,
        description: String? = nil
    ) {
        self.resourceServerIdentifier = resourceServerIdentifier
        self.permissionName = permissionName
        self.resourceServerName = resourceServerName
        self.description = description
    }

    enum CodingKeys: String, CodingKey {
        case permissionName = "permission_name"
        case description
        case resourceServerName = "resource_server_name"
        case resourceServerIdentifier = "resource_server_identifier"
    }
}

/// A selection of permissions.
public struct PermissionSelection: Codable, Sendable, Constrained {
    /// A permission.
    public struct Item: Codable, Hashable, Sendable, Constrained {
        public var resourceServerIdentifier: String
        public var permissionName: String

        public init(resourceServerIdentifier: String, permissionName: String) {
            self.resourceServerIdentifier = resourceServerIdentifier
            self.permissionName = permissionName
        }

        enum CodingKeys: String, CodingKey {
            case resourceServerIdentifier = "resource_server_identifier"
            case permissionName = "permission_name"
        }

        public static var constraints: Constraints {
            ["resource_server_identifier": .string(1...600), "permission_name": .string(1...280)]
        }
    }

    public var permissions: [Item]

    public init(permissions: [Item]) { self.permissions = permissions }

    public static var constraints: Constraints { ["permissions": .array(of: .of(Item.self), 1...)] }
}
