import Contract
import OrchestrationAPI
import OrderedCollections
import Serving
import Storage

extension Flows: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "flows-1",
            """
            CREATE TABLE flows (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, synchronous INTEGER NOT NULL,
                document \(.json) NOT NULL, PRIMARY KEY (tenant, id))
            """,
            "CREATE INDEX flows_by_name ON flows (tenant, LOWER(name), id)",
            """
            CREATE TABLE form_flows (
                tenant \(.text) NOT NULL, form_id \(.text) NOT NULL, flow_id \(.text) NOT NULL,
                PRIMARY KEY (tenant, form_id, flow_id))
            """,
            "CREATE INDEX form_flows_by_flow ON form_flows (tenant, flow_id)")
    ]

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            var source: SQL = "FROM flows WHERE tenant = \(call.tenant.id)"
            if let synchronous = call.query.isSynchronous { source = source + " AND synchronous = \(synchronous)" }
            let listing = Listing("document", from: source, order: "LOWER(name), id", key: "id")
            let counts = call.query.hydrate?.contains(.forms) ?? false
            let page = try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest(), of: Flow.self) { row in
                    var flow: JSON = try row["document"]
                    flow["actions"] = nil
                    if FlowForms.isEarly(flow) { flow["executed_at"] = flow["executed_at"] ?? .null }
                    return counts ? try transaction.hydrate(flow, [.formCount]) : flow
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(create) { call in
            let id: ID<Flow> = call.random.identifier("af", 22)
            var flow: JSONObject = ["id": .string(id.value)]
            for (name, value) in call.members { flow[name] = value }
            flow["created_at"] = .string(call.now.description)
            flow["updated_at"] = .string(call.now.description)
            let made = JSON.object(flow)
            try await call.write { try $0.insert(made, id) }
            return OperationResponse(FlowForms.told(made), status: FlowForms.isEarly(made) ? 200 : nil)
        }
        routes.onStored(get) { call in
            let flow = try await call.read { transaction in
                try transaction.hydrate(FlowForms.told(try transaction.flow(call.path)), call.query.hydrate ?? [])
            }
            return OperationResponse(flow)
        }
        routes.onStored(update) { call in
            let flow = try await call.write { transaction in
                var flow = try transaction.flow(call.path)
                for (name, value) in call.members { flow[name] = value.isNull ? nil : value }
                flow["updated_at"] = .string(call.now.description)
                try transaction.update(flow, call.path)
                return flow
            }
            return OperationResponse(FlowForms.told(flow))
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                let deleted = try transaction.execute(
                    "DELETE FROM flows WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
                guard deleted > 0 else { throw APIError.flowNotFound }
            }
            return NoContent()
        }
    }
}

/// The wire formats of flows in the versions of the API.
private enum FlowForms {
    /// Whether responses have the format of the API's first version, which callers expect who create flows with its
    /// members.
    static func isEarly(_ flow: JSON) -> Bool { flow["description"] != nil || flow["synchronous"] != nil }

    /// Returns a flow in wire format.
    static func told(_ flow: JSON) -> JSON {
        guard isEarly(flow) else { return flow }
        let early: JSONObject = [
            "id": .null, "name": .null, "description": .null, "synchronous": true, "actions": [],
            "triggers": ["webhook": ["enabled": false, "secret": .null]], "security": ["rateLimits": []],
            "created_at": .null, "updated_at": .null, "executed_at": .null,
        ]
        return .object(early.merging(flow.object ?? [:]) { $1 })
    }
}

extension APIError {
    static let flowNotFound = APIError.notFound("Flow not found")
}

extension Transaction {
    /// Returns a flow as it is stored.
    /// - Throws: `APIError`, 404, if the flow does not exist.
    func flow(_ id: ID<Flow>) throws -> JSON {
        let row = try row("SELECT document FROM flows WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        guard let row else { throw APIError.flowNotFound }
        return try row["document"]
    }

    fileprivate func insert(_ flow: JSON, _ id: ID<Flow>) throws {
        try insert(
            into: "flows",
            [
                "id": id, "name": flow["name"]?.string ?? "", "synchronous": flow["synchronous"]?.bool ?? true,
                "document": flow,
            ])
    }

    fileprivate func update(_ flow: JSON, _ id: ID<Flow>) throws {
        try execute(
            """
            UPDATE flows SET name = \(flow["name"]?.string ?? ""), synchronous = \(flow["synchronous"]?.bool ?? true),
                document = \(flow)
            WHERE tenant = \(tenant) AND id = \(id)
            """)
    }

    /// Returns a flow with the requested additional members: the forms that use it.
    fileprivate func hydrate(_ flow: JSON, _ wanted: [FlowHydration]) throws -> JSON {
        guard !wanted.isEmpty else { return flow }
        let rows = try rows(
            """
            SELECT f.id, f.name FROM form_flows u JOIN forms f ON f.tenant = u.tenant AND f.id = u.form_id
            WHERE u.tenant = \(tenant) AND u.flow_id = \(flow["id"]?.string ?? "") ORDER BY LOWER(f.name), f.id
            """)
        var hydrated = flow
        if wanted.contains(.formCount) { hydrated["form_count"] = .integer(Int64(rows.count)) }
        if wanted.contains(.forms) {
            hydrated["forms"] = .array(
                try rows.map { ["id": .string(try $0["id"]), "name": .string(try $0["name"])] })
        }
        return hydrated
    }
}
