import Contract

/// What flows get access to an application with. What it was set up with is never told.
public struct VaultConnection: Pageable, Hashable, Identified {
    public static let listName = "connections"
    public static var identifierSchema: Schema { .string(1...30) }

    public var id: ID<VaultConnection>
    public var appID: VaultApplication
    public var name: String
    /// Which of the application's environments it is to.
    public var environment: String?
    /// Whose account it is to.
    public var accountName: String?
    /// Whether it is set up.
    public var isReady: Bool
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// When its tokens were last renewed.
    public var refreshedAt: Timestamp?
    /// Differs after each change.
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

/// A connection to make, or what can change of one.
public struct VaultConnectionDraft: Patchable, Constrained {
    public static let fixedMembers: Set<String> = ["app_id"]

    public var appID: VaultApplication
    public var name: String
    /// What the application lets it in with: a `type`, as `API_KEY`, and what belongs to it.
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

/// An application that flows can get access to.
public struct VaultApplication: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let http: Self = "HTTP"
    public static let known: [Self] = Schema.vaultSetups.keys.map(Self.init(rawValue:))

    /// What connections to the application can be set up with.
    public var setup: Schema { .anyOf(Schema.vaultSetups[rawValue] ?? []) }

    static let allSetups: [Schema] = Array(Schema.vaultSetups.values.joined())
}

/// Asks for a page of connections.
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
