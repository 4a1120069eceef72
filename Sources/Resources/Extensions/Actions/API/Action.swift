import Contract

/// Code that runs at a trigger.
public struct Action: Pageable, Hashable {
    public static let listName = "actions"

    public var id: ID<Action>
    public var name: String
    public var supportedTriggers: [ActionTrigger]
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// The draft's code, JavaScript.
    public var code: String?
    public var dependencies: [ActionDependency]?
    public var modules: [ActionModuleReference]?
    /// As `node22`.
    public var runtime: String?
    /// Whether the draft can be deployed.
    public var status: ActionStatus?
    /// What is wrong with the draft, where it cannot.
    public var errors: [ActionBuildError]?
    /// The draft's secrets, without their values.
    public var secrets: [ActionSecret]?
    /// The version made last, in short.
    public var currentVersion: ActionCurrentVersion?
    /// The version that runs.
    public var deployedVersion: ActionVersion?
    /// Whether the version that runs is the draft.
    public var allChangesDeployed: Bool

    public init(
        id: ID<Action>, name: String, supportedTriggers: [ActionTrigger], createdAt: Timestamp, updatedAt: Timestamp,
        allChangesDeployed: Bool
    ) {
        self.id = id
        self.name = name
        self.supportedTriggers = supportedTriggers
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.allChangesDeployed = allChangesDeployed
    }

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case supportedTriggers = "supported_triggers"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case code
        case dependencies
        case modules
        case runtime
        case status
        case errors
        case secrets
        case currentVersion = "current_version"
        case deployedVersion = "deployed_version"
        case allChangesDeployed = "all_changes_deployed"
    }
}

/// Why code cannot run.
public struct ActionBuildError: Codable, Hashable, Sendable {
    /// What kind of problem it is, as `SyntaxError`.
    public var id: String
    public var msg: String

    public init(id: String, msg: String) {
        self.id = id
        self.msg = msg
    }
}

/// How far the making of something that can run has come.
public struct ActionStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let pending: Self = "pending"
    public static let building: Self = "building"
    public static let packaged: Self = "packaged"
    public static let built: Self = "built"
    public static let retrying: Self = "retrying"
    public static let failed: Self = "failed"

    public static let known: [Self] = [.pending, .building, .packaged, .built, .retrying, .failed]
}

/// A package that code needs.
public struct ActionDependency: Codable, Hashable, Sendable {
    public var name: String
    public var version: String?
    /// Where the package comes from. Nobody is told once the code is built.
    public var registryURL: String?

    public init(name: String, version: String? = nil, registryURL: String? = nil) {
        self.name = name
        self.version = version
        self.registryURL = registryURL
    }

    enum CodingKeys: String, CodingKey {
        case name
        case version
        case registryURL = "registry_url"
    }
}

/// A secret, without its value.
public struct ActionSecret: Codable, Hashable, Sendable {
    public var name: String
    public var updatedAt: Timestamp?

    public init(name: String, updatedAt: Timestamp? = nil) {
        self.name = name
        self.updatedAt = updatedAt
    }

    enum CodingKeys: String, CodingKey {
        case name
        case updatedAt = "updated_at"
    }
}

/// A secret to keep.
public struct ActionSecretDraft: Codable, Hashable, Sendable, Constrained {
    // What was read can be sent back, with the time of its last change.
    public static let refusesOtherMembers = false

    public var name: String
    /// Where it is absent, the secret keeps the value that it has.
    public var value: String?

    public init(name: String, value: String? = nil) {
        self.name = name
        self.value = value
    }
}

/// A version of a module that an action uses.
public struct ActionModuleReference: Codable, Hashable, Sendable {
    public var moduleID: ID<ActionModule>?
    public var moduleName: String?
    public var moduleVersionID: ID<ActionModuleVersion>?
    public var moduleVersionNumber: Int?

    public init(
        moduleID: ID<ActionModule>? = nil, moduleName: String? = nil, moduleVersionID: ID<ActionModuleVersion>? = nil,
        moduleVersionNumber: Int? = nil
    ) {
        self.moduleID = moduleID
        self.moduleName = moduleName
        self.moduleVersionID = moduleVersionID
        self.moduleVersionNumber = moduleVersionNumber
    }

    enum CodingKeys: String, CodingKey {
        case moduleID = "module_id"
        case moduleName = "module_name"
        case moduleVersionID = "module_version_id"
        case moduleVersionNumber = "module_version_number"
    }
}
