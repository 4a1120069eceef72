import Contract

/// An action module: code that several actions share.
public struct ActionModule: Pageable, Hashable {
    public static let listName = "modules"

    public var id: ID<ActionModule>
    public var name: String
    /// The JavaScript code of the draft.
    public var code: String
    public var dependencies: [ActionDependency]
    /// The secrets of the draft, without their values.
    public var secrets: [ActionSecret]
    /// The number of actions whose deployed version uses the module.
    public var actionsUsingModuleTotal: Int
    /// Whether the latest version equals the draft.
    public var allChangesPublished: Bool
    /// The number of the latest version, if there is one.
    public var latestVersionNumber: Int?
    /// The latest version; omitted in lists.
    public var latestVersion: ActionModuleVersion?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<ActionModule>, name: String, code: String, dependencies: [ActionDependency], secrets: [ActionSecret],
        actionsUsingModuleTotal: Int, allChangesPublished: Bool, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.code = code
        self.dependencies = dependencies
        self.secrets = secrets
        self.actionsUsingModuleTotal = actionsUsingModuleTotal
        self.allChangesPublished = allChangesPublished
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case code
        case dependencies
        case secrets
        case actionsUsingModuleTotal = "actions_using_module_total"
        case allChangesPublished = "all_changes_published"
        case latestVersionNumber = "latest_version_number"
        case latestVersion = "latest_version"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// A published version of a module.
public struct ActionModuleVersion: Pageable, Hashable {
    public static let listName = "versions"

    public var id: ID<ActionModuleVersion>
    /// The module; omitted if the version is part of its module.
    public var moduleID: ID<ActionModule>?
    /// The version number, starting at 1.
    public var versionNumber: Int
    public var code: String
    public var dependencies: [ActionDependency]
    public var secrets: [ActionSecret]
    public var createdAt: Timestamp

    public init(
        id: ID<ActionModuleVersion>, moduleID: ID<ActionModule>?, versionNumber: Int, code: String,
        dependencies: [ActionDependency], secrets: [ActionSecret], createdAt: Timestamp
    ) {
        self.id = id
        self.moduleID = moduleID
        self.versionNumber = versionNumber
        self.code = code
        self.dependencies = dependencies
        self.secrets = secrets
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case moduleID = "module_id"
        case versionNumber = "version_number"
        case code
        case dependencies
        case secrets
        case createdAt = "created_at"
    }
}

/// An action whose deployed version uses a module.
public struct ActionModuleUse: Pageable, Hashable {
    public static let listName = "actions"

    public var actionID: ID<Action>
    public var actionName: String
    public var moduleVersionID: ID<ActionModuleVersion>
    public var moduleVersionNumber: Int
    public var supportedTriggers: [ActionTrigger]

    public init(
        actionID: ID<Action>, actionName: String, moduleVersionID: ID<ActionModuleVersion>, moduleVersionNumber: Int,
        supportedTriggers: [ActionTrigger]
    ) {
        self.actionID = actionID
        self.actionName = actionName
        self.moduleVersionID = moduleVersionID
        self.moduleVersionNumber = moduleVersionNumber
        self.supportedTriggers = supportedTriggers
    }

    enum CodingKeys: String, CodingKey {
        case actionID = "action_id"
        case actionName = "action_name"
        case moduleVersionID = "module_version_id"
        case moduleVersionNumber = "module_version_number"
        case supportedTriggers = "supported_triggers"
    }
}

/// A module to create, or the members of an update.
public struct ActionModuleDraft: Patchable, Constrained {
    /// An npm package that the code requires.
    public struct Dependency: Codable, Hashable, Sendable, Constrained {
        public var name: String
        public var version: String

        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }

        public static var constraints: Constraints { ["name": .string(...255), "version": .string(...50)] }
    }

    /// A secret to store.
    public struct Secret: Codable, Hashable, Sendable, Constrained {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        public static var constraints: Constraints { ["name": .string(...255), "value": .string(...4096)] }
    }

    /// The name by which actions import the module; it cannot be changed.
    public var name: String
    /// The JavaScript code.
    public var code: String
    public var dependencies: [Dependency]?
    /// The complete list of the module's secrets.
    public var secrets: [Secret]?
    public var apiVersion: String?
    /// Whether a version is published immediately; `false` by default.
    public var publish: Bool?

    public init(
        name: String, code: String, dependencies: [Dependency]? = nil, secrets: [Secret]? = nil,
        publish: Bool? = nil
    ) {
        self.name = name
        self.code = code
        self.dependencies = dependencies
        self.secrets = secrets
        self.publish = publish
    }

    enum CodingKeys: String, CodingKey {
        case name
        case code
        case dependencies
        case secrets
        case apiVersion = "api_version"
        case publish
    }

    public static let fixedMembers: Set<String> = ["name", "publish", "api_version"]

    public static var constraints: Constraints {
        ["name": .string(1...255), "code": .string(...65536), "api_version": .string(...20)]
    }
}

/// The version to roll back to.
public struct ActionModuleRollback: Codable, Sendable {
    public var moduleVersionID: ID<ActionModuleVersion>

    public init(moduleVersionID: ID<ActionModuleVersion>) { self.moduleVersionID = moduleVersionID }

    enum CodingKeys: String, CodingKey {
        case moduleVersionID = "module_version_id"
    }
}
