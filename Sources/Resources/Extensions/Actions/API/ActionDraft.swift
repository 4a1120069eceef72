import Contract

/// An action to create, or what can change of one.
public struct ActionDraft: Patchable, Constrained {
    /// What the action is called; no two actions of a tenant are called the same.
    public var name: String
    public var supportedTriggers: [ActionTrigger]
    /// JavaScript.
    public var code: String?
    public var dependencies: [ActionDependency]?
    /// As `node22`; the trigger's own, unless told.
    public var runtime: String?
    /// All secrets that the action is to have.
    public var secrets: [ActionSecretDraft]?
    public var modules: [ActionModuleReference]?
    /// Whether the action is deployed at once; it is not, unless told.
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

/// Which actions to list.
public struct ActionFilter: Codable, Sendable, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var triggerID: ActionTriggerName?
    /// The whole name.
    public var actionName: String?
    /// Whether a version of them runs.
    public var deployed: Bool?
    /// Whether they were installed from Auth0's marketplace.
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

/// How to delete an action.
public struct ActionDeletion: Codable, Sendable {
    /// Whether the action is taken from triggers that it is bound to, rather than kept for their sake.
    public var force: Bool?

    public init(force: Bool? = nil) { self.force = force }
}

/// What an action is tried with.
public struct ActionTest: Codable, Sendable {
    /// The event that the action is to see.
    public var payload: JSONObject

    public init(payload: JSONObject) { self.payload = payload }
}
