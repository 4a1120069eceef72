import Contract

/// An action to create, or the members of an update.
public struct ActionDraft: Patchable, Constrained {
    /// The name of the action, unique in the tenant.
    public var name: String
    public var supportedTriggers: [ActionTrigger]
    /// The JavaScript code.
    public var code: String?
    public var dependencies: [ActionDependency]?
    /// The runtime, such as `node22`; by default that of the trigger.
    public var runtime: String?
    /// The complete list of the action's secrets.
    public var secrets: [ActionSecretDraft]?
    public var modules: [ActionModuleReference]?
    /// Whether the action is deployed immediately; `false` by default.
    public var deploy: Bool?

    public init(
        name: String, supportedTriggers: [ActionTrigger], code: String? = nil,
        dependencies: [ActionDependency]? = nil, runtime: String? = nil, secrets: [ActionSecretDraft]? = nil,
        modules: [ActionModuleReference]? = nil, deploy: Bool? = nil
    ) {
        self.name = name
        self.supportedTriggers = supportedTriggers
        self.code = code
        self.dependencies = dependencies
        self.runtime = runtime
        self.secrets = secrets
        self.modules = modules
        self.deploy = deploy
    }

    enum CodingKeys: String, CodingKey {
        case name
        case supportedTriggers = "supported_triggers"
        case code
        case dependencies
        case runtime
        case secrets
        case modules
        case deploy
    }

    public static let fixedMembers: Set<String> = ["deploy"]

    public static var constraints: Constraints {
        ["name": .string(1...255), "supported_triggers": .array(of: .of(ActionTrigger.self), 1...)]
    }
}

/// Filters for a list of actions.
public struct ActionFilter: Codable, Sendable, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var triggerID: ActionTriggerName?
    /// The exact name.
    public var actionName: String?
    /// Whether the actions have a deployed version.
    public var deployed: Bool?
    /// Whether the actions were installed from Auth0's marketplace.
    public var installed: Bool?

    public init(
        page: Int? = nil, perPage: Int? = nil, triggerID: ActionTriggerName? = nil, actionName: String? = nil,
        deployed: Bool? = nil, installed: Bool? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.triggerID = triggerID
        self.actionName = actionName
        self.deployed = deployed
        self.installed = installed
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case triggerID = "triggerId"
        case actionName
        case deployed
        case installed
    }

    public static var constraints: Constraints { .offsetPaging }
}

/// Options for the deletion of an action.
public struct ActionDeletion: Codable, Sendable {
    /// Whether an action that is bound to triggers is deleted together with its bindings, rather than kept.
    public var force: Bool?

    public init(force: Bool? = nil) { self.force = force }
}

/// The input of an action's test.
public struct ActionTest: Codable, Sendable {
    /// The event for the action.
    public var payload: JSONObject

    public init(payload: JSONObject) { self.payload = payload }
}
