import Contract

/// The results of running a trigger's actions.
public struct ActionExecution: Codable, Hashable, Sendable {
    public var id: ID<ActionExecution>
    public var triggerID: ActionTriggerName
    /// The status: `pending`, `final`, `partial`, `canceled` or `suspended`.
    public var status: String
    /// The result of each action.
    public var results: [JSON]
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<ActionExecution>, triggerID: ActionTriggerName, status: String, results: [JSON], createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.triggerID = triggerID
        self.status = status
        self.results = results
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case triggerID = "trigger_id"
        case status
        case results
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}
