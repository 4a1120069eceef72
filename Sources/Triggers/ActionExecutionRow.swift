import Contract
import Events
import Scripts
import Secrets
import Storage

/// A stored execution of a trigger's actions.
public struct ActionExecutionRow: Sendable {
    public let id: String
    public let trigger: String
    /// `final`, `partial` if an action failed, or `suspended` if an action redirected the user.
    public internal(set) var status: String
    /// The result of each action that ran.
    public let results: [JSON]
    public let createdAt: Timestamp
    public let updatedAt: Timestamp

    /// The time for which executions are stored.
    static let lifetime: Duration = .seconds(10 * 86_400)

    /// Returns an identifier for an execution: 16 random bytes and the date, in Base64url.
    static func identifier(_ random: any RandomSource, at now: Timestamp) -> String {
        let day = now.description.prefix(10).filter { $0 != "-" }
        return Base64URL.text(random.bytes(16) + Array(day.utf8))
    }

    static func result(_ action: BoundScript, _ result: ScriptResult, total: Int, from start: Timestamp) -> JSON {
        let begin = start + .milliseconds(result.waited)
        var json: JSON = [
            "action_name": .string(action.script.name), "binding_id": action.binding.map(JSON.string) ?? .null,
            "version_id": action.version.map(JSON.string) ?? .null, "response": .object(result.response(total: total)),
            "started_at": .string("\(begin)"),
            "ended_at": .string("\(begin + .milliseconds(result.boot + result.ran))"),
        ]
        if let error = result.error { json["error"] = ["id": "invalid_argument", "msg": .string(error.message)] }
        return json
    }
}

extension ScriptResult {
    /// Returns the result of an action for the execution: its log output, its error and its durations.
    /// - Parameter total: the duration of the whole execution, in milliseconds.
    public func response(total: Int) -> JSONObject {
        var response: JSONObject = [:]
        if let error {
            var told: JSON = ["message": .string(error.message), "name": .string(error.name)]
            if let stack = error.stack { told["stack"] = .string(stack) }
            response["error"] = told
        }
        if !logs.isEmpty { response["logs"] = .string(logs) }
        let execution = boot + ran
        response["stats"] = [
            "total_request_duration_ms": .integer(Int64(total)),
            "total_runtime_execution_duration_ms": .integer(Int64(execution)),
            "runtime_processing_duration_ms": .integer(Int64(boot)), "action_duration_ms": .integer(Int64(ran)),
            "runtime_external_call_duration_ms": 0, "boot_duration_ms": .integer(Int64(boot)),
            "network_duration_ms": .integer(Int64(max(0, total - execution - waited))),
        ]
        return response
    }
}

extension ActionExecutionRow {
    init(row: Row) throws {
        let results: JSON = try row["results"]
        id = try row["id"]
        trigger = try row["trigger_id"]
        status = try row["status"]
        self.results = results.array ?? []
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
    }

    public static let migrations: [Migration] = [
        Migration(
            "action-executions-1",
            """
            CREATE TABLE action_executions (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, trigger_id \(.text) NOT NULL, status \(.text) NOT NULL,
                results \(.json) NOT NULL, created_at \(.text) NOT NULL, updated_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, id))
            """,
            "CREATE INDEX action_executions_by_age ON action_executions (tenant, created_at)")
    ]
}

extension Transaction {
    /// Inserts or updates an execution.
    public func record(_ execution: ActionExecutionRow) throws {
        let results = JSON.array(execution.results)
        try execute(
            """
            INSERT INTO action_executions (tenant, id, trigger_id, status, results, created_at, updated_at)
            VALUES (\(tenant), \(execution.id), \(execution.trigger), \(execution.status), \(results),
                \(execution.createdAt), \(execution.updatedAt))
            ON CONFLICT (tenant, id) DO UPDATE SET status = excluded.status, results = excluded.results,
                updated_at = excluded.updated_at
            """)
    }

    /// Returns an execution, unless it is too old.
    public func actionExecution(_ id: String, at now: Timestamp) throws -> ActionExecutionRow? {
        let oldest = now + (.zero - ActionExecutionRow.lifetime)
        return try row(
            "SELECT * FROM action_executions WHERE tenant = \(tenant) AND id = \(id) AND created_at > \(oldest)"
        ).map(ActionExecutionRow.init(row:))
    }

    /// Deletes executions that are too old.
    public func deleteOldActionExecutions(at now: Timestamp) throws {
        let oldest = now + (.zero - ActionExecutionRow.lifetime)
        try execute("DELETE FROM action_executions WHERE tenant = \(tenant) AND created_at <= \(oldest)")
    }
}

extension LoggedEvent {
    /// Adds the executions that belong to the log event to its details.
    public mutating func mention(_ outcomes: [FlowOutcome?]) {
        let executions = outcomes.compactMap { $0?.execution?.id }
        guard !executions.isEmpty else { return }
        var members = details?.object ?? [:]
        members["actions"] = ["executions": .array(executions.map(JSON.string))]
        details = .object(members)
    }
}
