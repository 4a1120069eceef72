import Contract

/// What is done, one thing after the other, when a form is filled in or an action starts it.
public struct Flow: Pageable, Hashable, Identified {
    public static let listName = "flows"
    public static var identifierSchema: Schema { .string(1...30) }

    public var id: ID<Flow>
    public var name: String
    /// Not told in lists.
    public var actions: [FlowAction]?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// When it was last run.
    public var executedAt: Timestamp?
    /// Told of flows that were made with one of `description` and `synchronous`.
    public var description: String?
    /// Whether whoever starts it waits for its end. Told as `description` is.
    public var isSynchronous: Bool?
    /// What starts it, as the API's first version told it.
    public var triggers: JSON?
    /// How often it may be started, as the API's first version told it.
    public var security: JSON?
    /// How many forms have it, where that was asked for.
    public var formCount: Int?
    /// The forms that have it, where that was asked for.
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

/// A form that has a flow.
public struct FlowForm: Codable, Hashable, Sendable {
    public var id: String
    public var name: String?
}

/// A flow to make, or what can change of one.
public struct FlowDraft: Patchable, Constrained {
    public var name: String
    public var actions: [FlowAction]?
    /// With this or `isSynchronous`, the flow is told as the API's first version told flows.
    public var description: String?
    /// Whether whoever starts it waits for its end.
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

/// One thing that a flow does.
public struct FlowAction: Codable, Hashable, Sendable {
    /// What other actions name it by.
    public var id: String
    /// Who does it, as `AUTH0`, `HTTP`, `SLACK`.
    public var type: String
    /// What is done, as `SEND_REQUEST`.
    public var action: String
    /// What it is done with.
    public var params: JSON?
    /// What people call it.
    public var alias: String?
    /// Whether the flow goes on where it fails.
    public var allowsFailure: Bool?
    /// Whether what it gives is left out of what is told of executions.
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

/// Asks for a page of flows.
public struct FlowFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// What else to tell of each.
    public var hydrate: [FlowCount]?
    /// Only flows whose end is waited for, or only others.
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

/// What can be counted of flows in a list.
public struct FlowCount: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let forms: Self = "form_count"
    public static let known: [Self] = [.forms]
}

/// Asks for more of a flow.
public struct FlowQuery: Codable, Sendable {
    public var hydrate: [FlowHydration]?

    public init(hydrate: [FlowHydration]? = nil) { self.hydrate = hydrate }
}

/// What else can be told of a flow.
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
