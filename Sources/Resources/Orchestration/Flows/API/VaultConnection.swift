import Contract

/// The credentials with which flows access an application. Its setup is write-only.
public struct VaultConnection: Pageable, Hashable, Identified {
    public static let listName = "connections"
    public static var identifierSchema: Schema { .string(1...30) }

    public var id: ID<VaultConnection>
    public var appID: VaultApplication
    public var name: String
    /// The environment of the application.
    public var environment: String?
    /// The name of the account at the application.
    public var accountName: String?
    /// Whether the connection is completely set up.
    public var isReady: Bool
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// The time of the last token refresh.
    public var refreshedAt: Timestamp?
    /// A fingerprint that changes with each update.
    public var fingerprint: String

    enum CodingKeys: String, CodingKey {
        case id
        case appID = "app_id"
        case name
        case environment
        case accountName = "account_name"
        case isReady = "ready"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case refreshedAt = "refreshed_at"
        case fingerprint
    }
}

/// A connection to create, or the members of an update.
public struct VaultConnectionDraft: Patchable, Constrained {
    public static let fixedMembers: Set<String> = ["app_id"]

    public var appID: VaultApplication
    public var name: String
    /// The credentials: a `type`, such as `API_KEY`, and its members.
    public var setup: JSON?

    public init(_ appID: VaultApplication, name: String, setup: JSON? = nil) {
        self.appID = appID
        self.name = name
        self.setup = setup
    }

    enum CodingKeys: String, CodingKey {
        case appID = "app_id"
        case name
        case setup
    }

    public static var constraints: Constraints {
        ["name": .string(1...150), "setup": .anyOf(VaultApplication.allSetups)]
    }
    public static var patchConstraints: Constraints { constraints }
}

/// An application that flows can access.
public struct VaultApplication: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let http: Self = "HTTP"
    public static let known: [Self] = Schema.vaultSetups.keys.map(Self.init(rawValue:))

    /// The schema of setups of connections to the application.
    public var setup: Schema { .anyOf(Schema.vaultSetups[rawValue] ?? []) }

    static let allSetups: [Schema] = Array(Schema.vaultSetups.values.joined())
}

/// The page of a list of connections.
public struct VaultConnectionFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
    }

    public static var constraints: Constraints { .orchestrationPaging }
}
