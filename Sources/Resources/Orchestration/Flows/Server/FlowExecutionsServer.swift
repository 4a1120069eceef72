import Contract
import OrchestrationAPI
import Serving
import Storage

extension FlowExecutions: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "flow-executions-1",
            """
            CREATE TABLE flow_executions (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, flow_id \(.text) NOT NULL, trace_id \(.text) NOT NULL,
                journey_id \(.text), status \(.text) NOT NULL, created_at \(.text) NOT NULL,
                updated_at \(.text) NOT NULL, started_at \(.text), ended_at \(.text), debug \(.json) NOT NULL,
                PRIMARY KEY (tenant, id),
                FOREIGN KEY (tenant, flow_id) REFERENCES flows (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX flow_executions_by_flow ON flow_executions (tenant, flow_id, created_at, id)")
    ]

    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            let listing = Listing(
                "*", from: "FROM flow_executions WHERE tenant = \(call.tenant.id) AND flow_id = \(call.path)",
                order: "created_at DESC, id", key: "id")
            return try await call.read { transaction in
                _ = try transaction.flow(call.path)
                return try transaction.page(listing, call.query.pageRequest()) { try FlowExecution(row: $0) }
            }
        }
        routes.on(get) { call in
            let isDebugged = call.query.hydrate?.contains(.debug) ?? false
            return try await call.read { transaction in
                let row = try transaction.row(
                    """
                    SELECT * FROM flow_executions WHERE tenant = \(transaction.tenant)
                    AND flow_id = \(call.path.outer) AND id = \(call.path.inner)
                    """)
                guard let row else { throw APIError.executionNotFound }
                return try FlowExecution(row: row, isDebugged: isDebugged)
            }
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                let deleted = try transaction.execute(
                    """
                    DELETE FROM flow_executions WHERE tenant = \(transaction.tenant)
                    AND flow_id = \(call.path.outer) AND id = \(call.path.inner)
                    """)
                guard deleted > 0 else { throw APIError.executionNotFound }
            }
            return NoContent()
        }
    }
}

extension APIError {
    fileprivate static let executionNotFound = APIError.notFound("Execution not found")
}

extension FlowExecution {
    fileprivate init(row: Row, isDebugged: Bool = false) throws {
        self.init(
            id: try row["id"], traceID: try row["trace_id"], journeyID: try row["journey_id"],
            status: try row["status"], createdAt: try row["created_at"], updatedAt: try row["updated_at"],
            startedAt: try row["started_at"], endedAt: try row["ended_at"],
            debug: isDebugged ? try row["debug"] : nil)
    }
}
