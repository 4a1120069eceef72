import Contract

/// The binding of an action to a trigger.
public struct ActionBinding: Pageable, Hashable {
    public static let listName = "bindings"

    public var id: ID<ActionBinding>
    public var triggerID: ActionTriggerName
    public var action: Action
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var displayName: String

    public init(
        id: ID<ActionBinding>, triggerID: ActionTriggerName, action: Action, createdAt: Timestamp,
        updatedAt: Timestamp, displayName: String
    ) {
        self.id = id
        self.triggerID = triggerID
        self.action = action
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.displayName = displayName
    }

    enum CodingKeys: String, CodingKey {
        case id
        case triggerID = "trigger_id"
        case action
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case displayName = "display_name"
    }
}

/// The actions bound to a trigger, in order of execution.
public struct ActionBindings: Codable, Hashable, Sendable {
    public var bindings: [ActionBinding]

    public init(bindings: [ActionBinding]) { self.bindings = bindings }
}

/// The actions to bind to a trigger, in order of execution; they replace all existing bindings.
public struct ActionBindingSelection: Codable, Hashable, Sendable {
    /// A binding to create or keep.
    public struct Item: Codable, Hashable, Sendable {
        public var ref: Reference
        /// The name of the binding; by default the action's name.
        public var displayName: String?
        public var secrets: [ActionSecretDraft]?

        public init(ref: Reference, displayName: String? = nil, secrets: [ActionSecretDraft]? = nil) {
            self.ref = ref
            self.displayName = displayName
            self.secrets = secrets
        }

        enum CodingKeys: String, CodingKey {
            case ref
            case displayName = "display_name"
            case secrets
        }
    }

    /// A reference to an action or a binding.
    public struct Reference: Codable, Hashable, Sendable, Constrained {
        public static let refusesOtherMembers = false

        public var type: Kind?
        public var value: String

        public static func action(_ id: ID<Action>) -> Self { Self(type: .actionID, value: id.value) }
        public static func action(named name: String) -> Self { Self(type: .actionName, value: name) }
        public static func binding(_ id: ID<ActionBinding>) -> Self { Self(type: .bindingID, value: id.value) }
    }

    /// The kind of a reference.
    public struct Kind: OpenEnum {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let bindingID: Self = "binding_id"
        public static let actionID: Self = "action_id"
        public static let actionName: Self = "action_name"
        public static let known: [Self] = [.bindingID, .actionID, .actionName]
    }

    public var bindings: [Item]?

    public init(bindings: [Item]) { self.bindings = bindings }
}
