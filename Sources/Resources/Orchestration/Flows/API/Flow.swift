import Contract

/// A flow: a sequence of actions that a form or an action starts.
public struct Flow: Pageable, Hashable, Identified {
    public static let listName = "flows"
    public static var identifierSchema: Schema { .string(1...30) }

    public var id: ID<Flow>
    public var name: String
    /// The actions; omitted in lists.
    public var actions: [FlowAction]?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// The time of the last execution.
    public var executedAt: Timestamp?
    /// A description; included for flows that were created with `description` or `synchronous`.
    public var description: String?
    /// Whether the caller waits for the flow to finish; included under the same condition as `description`.
    public var isSynchronous: Bool?
    /// The triggers of the flow, a member of the API's first version.
    public var triggers: JSON?
    /// The rate limits of the flow, a member of the API's first version.
    public var security: JSON?
    /// The number of forms that use the flow, if requested.
    public var formCount: Int?
    /// The forms that use the flow, if requested.
    public var forms: [FlowForm]?

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case actions
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case executedAt = "executed_at"
        case description
        case isSynchronous = "synchronous"
        case triggers
        case security
        case formCount = "form_count"
        case forms
    }
}

/// A form that uses a flow.
public struct FlowForm: Codable, Hashable, Sendable {
    public var id: String
    public var name: String?
}

/// A flow to create, or the members of an update.
public struct FlowDraft: Patchable, Constrained {
    public var name: String
    public var actions: [FlowAction]?
    /// A description. With this member or `isSynchronous`, responses have the format of the API's first version.
    public var description: String?
    /// Whether the caller waits for the flow to finish.
    public var isSynchronous: Bool?

    public init(name: String, actions: [FlowAction]? = nil) {
        self.name = name
        self.actions = actions
    }

    enum CodingKeys: String, CodingKey {
        case name
        case actions
        case description
        case isSynchronous = "synchronous"
    }

    public static var constraints: Constraints {
        ["name": .string(1...150), "actions": .array(of: .flowAction), "description": .string(...500)]
    }
    public static var patchConstraints: Constraints {
        constraints.merging(["actions": .array(of: .flowAction).nullable]) { $1 }
    }
}

/// An action of a flow.
public struct FlowAction: Codable, Hashable, Sendable {
    /// The identifier by which other actions refer to it.
    public var id: String
    /// The service that performs the action, such as `AUTH0`, `HTTP` or `SLACK`.
    public var type: String
    /// The operation, such as `SEND_REQUEST`.
    public var action: String
    /// The parameters of the operation.
    public var params: JSON?
    /// A human-readable name.
    public var alias: String?
    /// Whether the flow continues if the action fails.
    public var allowsFailure: Bool?
    /// Whether the output is omitted from the records of executions.
    public var masksOutput: Bool?

    public init(_ id: String, _ type: String, _ action: String, params: JSON? = nil) {
        self.id = id
        self.type = type
        self.action = action
        self.params = params
    }

    enum CodingKeys: String, CodingKey {
        case id
        case type
        case action
        case params
        case alias
        case allowsFailure = "allow_failure"
        case masksOutput = "mask_output"
    }
}

/// The page of a list of flows, and filters.
public struct FlowFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// Additional members to return for each flow.
    public var hydrate: [FlowCount]?
    /// Whether to list only synchronous or only asynchronous flows.
    public var isSynchronous: Bool?

    public init(hydrate: [FlowCount]? = nil, isSynchronous: Bool? = nil) {
        self.hydrate = hydrate
        self.isSynchronous = isSynchronous
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case hydrate
        case isSynchronous = "synchronous"
    }

    public static var constraints: Constraints { .orchestrationPaging }
}

/// An additional count of flows in a list.
public struct FlowCount: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let forms: Self = "form_count"
    public static let known: [Self] = [.forms]
}

/// The additional members of a flow to return.
public struct FlowQuery: Codable, Sendable {
    public var hydrate: [FlowHydration]?

    public init(hydrate: [FlowHydration]? = nil) { self.hydrate = hydrate }
}

/// An additional member of a flow.
public struct FlowHydration: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let formCount: Self = "form_count"
    public static let forms: Self = "forms"
    public static let known: [Self] = [.formCount, .forms]
}

extension Constraints {
    static let orchestrationPaging: Constraints = ["page": .integer(0...1000), "per_page": .integer(1...100)]
}
