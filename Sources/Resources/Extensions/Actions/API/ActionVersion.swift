import Contract

/// A version of an action, created by a deployment.
public struct ActionVersion: Pageable, Hashable {
    public static let listName = "versions"

    public var id: ID<ActionVersion>
    public var code: String
    public var dependencies: [ActionDependency]
    public var modules: [ActionModuleReference]?
    /// Whether the version is deployed.
    public var deployed: Bool
    /// The version number, starting at 1.
    public var number: Int
    public var secrets: [ActionSecret]
    public var status: ActionStatus
    public var builtAt: Timestamp?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var runtime: String
    public var supportedTriggers: [ActionTrigger]
    /// The action; omitted if the version is part of its action.
    public var action: ActionSummary?

    public init(
        id: ID<ActionVersion>, code: String, dependencies: [ActionDependency], modules: [ActionModuleReference]?,
        deployed: Bool, number: Int, secrets: [ActionSecret], status: ActionStatus, builtAt: Timestamp?,
        createdAt: Timestamp, updatedAt: Timestamp, runtime: String, supportedTriggers: [ActionTrigger]
    ) {
        self.id = id
        self.code = code
        self.dependencies = dependencies
        self.modules = modules
        self.deployed = deployed
        self.number = number
        self.secrets = secrets
        self.status = status
        self.builtAt = builtAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.runtime = runtime
        self.supportedTriggers = supportedTriggers
    }

    enum CodingKeys: String, CodingKey {
        case code
        case dependencies
        case modules
        case id
        case deployed
        case number
        case builtAt = "built_at"
        case secrets
        case status
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case runtime
        case supportedTriggers = "supported_triggers"
        case action
    }
}

/// A summary of an action's latest version.
public struct ActionCurrentVersion: Codable, Hashable, Sendable {
    public var id: ID<ActionVersion>
    public var code: String
    public var runtime: String
    /// The build status in upper case, such as `BUILT`.
    public var status: String
    public var number: Int
    public var buildTime: Timestamp?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    /// Creates a summary of a version.
    public init(_ version: ActionVersion) {
        id = version.id
        code = version.code
        runtime = version.runtime
        status = version.status.rawValue.uppercased()
        number = version.number
        buildTime = version.builtAt
        createdAt = version.createdAt
        updatedAt = version.updatedAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case code
        case runtime
        case status
        case number
        case buildTime = "build_time"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// A summary of an action.
public struct ActionSummary: Codable, Hashable, Sendable {
    public var id: ID<Action>
    public var name: String
    public var supportedTriggers: [ActionTrigger]
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// Always `false` here, as at Auth0; the action itself has the actual value.
    public var allChangesDeployed: Bool

    public init(
        id: ID<Action>, name: String, supportedTriggers: [ActionTrigger], createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.supportedTriggers = supportedTriggers
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        allChangesDeployed = false
    }

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case supportedTriggers = "supported_triggers"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case allChangesDeployed = "all_changes_deployed"
    }
}

/// The options of a rollback; the body may be empty.
public struct ActionRollback: Codable, Sendable, SchemaProviding {
    /// Whether the draft is restored from the version too; `false` by default.
    public var updatesDraft: Bool?

    public init(updatesDraft: Bool? = nil) { self.updatesDraft = updatesDraft }

    public static var schema: Schema { .object(["update_draft": .boolean]).nullable }

    public init(from decoder: any Decoder) throws {
        updatesDraft = try JSON(from: decoder)["update_draft"]?.bool
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(updatesDraft, forKey: .updatesDraft)
    }

    enum CodingKeys: String, CodingKey {
        case updatesDraft = "update_draft"
    }
}
