import Contract

/// An execution of a flow.
public struct FlowExecution: Pageable, Hashable, Identified {
    public static let listName = "executions"
    public static var identifierSchema: Schema { .string(1...30) }

    public var id: ID<FlowExecution>
    public var traceID: String
    /// The identifier of the visit to a form that started the execution.
    public var journeyID: String?
    public var status: String
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var startedAt: Timestamp?
    public var endedAt: Timestamp?
    /// The inputs and outputs, if requested.
    public var debug: JSON?

    public init(
        id: ID<FlowExecution>, traceID: String, journeyID: String?, status: String, createdAt: Timestamp,
        updatedAt: Timestamp, startedAt: Timestamp?, endedAt: Timestamp?, debug: JSON?
    ) {
        self.id = id
        self.traceID = traceID
        self.journeyID = journeyID
        self.status = status
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.debug = debug
    }

    enum CodingKeys: String, CodingKey {
        case id
        case traceID = "trace_id"
        case journeyID = "journey_id"
        case status
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case startedAt = "started_at"
        case endedAt = "ended_at"
        case debug
    }
}

/// The additional members of an execution to return.
public struct FlowExecutionQuery: Codable, Sendable {
    public var hydrate: [FlowExecutionHydration]?

    public init(hydrate: [FlowExecutionHydration]? = nil) { self.hydrate = hydrate }
}

/// An additional member of an execution.
public struct FlowExecutionHydration: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let debug: Self = "debug"
    public static let known: [Self] = [.debug]
}
