import Contract

/// An action: code that runs at a trigger.
public struct Action: Pageable, Hashable {
    public static let listName = "actions"

    public var id: ID<Action>
    public var name: String
    public var supportedTriggers: [ActionTrigger]
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// The JavaScript code of the draft.
    public var code: String?
    public var dependencies: [ActionDependency]?
    public var modules: [ActionModuleReference]?
    /// The runtime, such as `node22`.
    public var runtime: String?
    /// The build status of the draft.
    public var status: ActionStatus?
    /// The build errors of the draft.
    public var errors: [ActionBuildError]?
    /// The secrets of the draft, without their values.
    public var secrets: [ActionSecret]?
    /// A summary of the latest version.
    public var currentVersion: ActionCurrentVersion?
    /// The deployed version.
    public var deployedVersion: ActionVersion?
    /// Whether the deployed version equals the draft.
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

/// An error in an action's code.
public struct ActionBuildError: Codable, Hashable, Sendable {
    /// The kind of error, such as `SyntaxError`.
    public var id: String
    public var msg: String

    public init(id: String, msg: String) {
        self.id = id
        self.msg = msg
    }
}

/// The build status of an action or version.
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

/// An npm package that code requires.
public struct ActionDependency: Codable, Hashable, Sendable {
    public var name: String
    public var version: String?
    /// The registry of the package; omitted once the code is built.
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

/// A secret to store.
public struct ActionSecretDraft: Codable, Hashable, Sendable, Constrained {
    // Secrets that were read, with the time of their last change, can be sent back.
    public static let refusesOtherMembers = false

    public var name: String
    /// The value; `nil` keeps the existing value.
    public var value: String?

    public init(name: String, value: String? = nil) {
        self.name = name
        self.value = value
    }
}

/// A reference to a module's version that an action uses.
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
