import Contract
import OrchestrationAPI
import OrderedCollections
import Serving
import Storage

extension Forms: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "forms-1",
            """
            CREATE TABLE forms (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, id))
            """,
            "CREATE INDEX forms_by_name ON forms (tenant, LOWER(name), id)")
    ]

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let listing = Listing(
                "document", from: "FROM forms WHERE tenant = \(call.tenant.id)", order: "LOWER(name), id", key: "id")
            let hydration = call.query.hydrate ?? []
            let page = try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest(), of: Form.self) { row in
                    StoredForm(try row["document"]).summary(hydration)
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(create) { call in
            let id: ID<Form> = call.random.identifier("ap", 22)
            let form = StoredForm(new: id, call.members, at: call.now)
            try await call.write { try $0.insert(form, id) }
            return OperationResponse(form.told(), status: form.isEarly ? 200 : nil)
        }
        routes.onStored(get) { call in
            let form = try await call.read { try $0.form(call.path) }
            return OperationResponse(form.told(call.query.hydrate ?? []))
        }
        routes.onStored(update) { call in
            let form = try await call.write { transaction in
                var form = try transaction.form(call.path)
                form.change(call.members, at: call.now)
                try transaction.update(form, call.path)
                return form
            }
            return OperationResponse(form.told())
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                let deleted = try transaction.execute(
                    "DELETE FROM forms WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
                guard deleted > 0 else { throw APIError.formNotFound }
                try transaction.clearFlows(of: call.path)
            }
            return NoContent()
        }
    }
}

extension APIError {
    fileprivate static let formNotFound = APIError.notFound("Form not found")
}

extension Transaction {
    fileprivate func form(_ id: ID<Form>) throws -> StoredForm {
        let row = try row("SELECT document FROM forms WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        guard let row else { throw APIError.formNotFound }
        return StoredForm(try row["document"])
    }

    fileprivate func insert(_ form: StoredForm, _ id: ID<Form>) throws {
        try insert(into: "forms", ["id": id, "name": form.name, "document": form.json])
        try setFlows(form.flows, of: id)
    }

    fileprivate func update(_ form: StoredForm, _ id: ID<Form>) throws {
        try execute(
            """
            UPDATE forms SET name = \(form.name), document = \(form.json) WHERE tenant = \(tenant) AND id = \(id)
            """)
        try clearFlows(of: id)
        try setFlows(form.flows, of: id)
    }

    fileprivate func clearFlows(of form: ID<Form>) throws {
        try execute("DELETE FROM form_flows WHERE tenant = \(tenant) AND form_id = \(form)")
    }

    private func setFlows(_ flows: Set<String>, of form: ID<Form>) throws {
        for flow in flows { try insert(into: "form_flows", ["form_id": form, "flow_id": flow]) }
    }
}
