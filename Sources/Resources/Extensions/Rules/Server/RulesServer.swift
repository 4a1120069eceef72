import Contract
import ExtensionsAPI
import Serving
import Storage
import Triggers

extension Rules: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "rules-1",
            """
            CREATE TABLE rules (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, stage \(.text) NOT NULL,
                position BIGINT NOT NULL, enabled INTEGER NOT NULL, script TEXT NOT NULL,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, name), UNIQUE (tenant, stage, position))
            """)
    ]

    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            let enabled: SQL = call.query.enabled.map { "AND enabled = \($0)" } ?? ""
            let listing = Listing(
                "*", from: "FROM rules WHERE tenant = \(call.tenant.id) \(enabled)", order: "stage, position", key: "id"
            )
            return try await call.read { try $0.page(listing, call.query.pageRequest(), item: Rule.init(row:)) }
        }
        routes.on(create) { call in
            let id: ID<Rule> = call.random.identifier("rul")
            return try await call.writeScripts { transaction in
                let order = try call.body.order ?? transaction.nextRuleOrder()
                let rule = Rule(
                    id: id, name: call.body.name, script: call.body.script, order: order,
                    enabled: call.body.enabled ?? true, stage: "login_success")
                try transaction.insert(rule)
                return rule
            }
        }
        routes.on(get) { call in try await call.read { try $0.rule(call.path) } }
        routes.on(update) { call in
            try await call.writeScripts { transaction in
                var rule = try transaction.rule(call.path)
                rule.apply(call.body)
                try transaction.update(rule)
                return rule
            }
        }
        routes.on(delete) { call in
            try await call.writeScripts { transaction in
                try transaction.execute("DELETE FROM rules WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            return NoContent()
        }
    }
}

extension Transaction {
    fileprivate func rule(_ id: ID<Rule>) throws -> Rule {
        guard let row = try row("SELECT * FROM rules WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)") else {
            throw APIError.ruleNotFound
        }
        return try Rule(row: row)
    }

    fileprivate func nextRuleOrder() throws -> Int {
        let last = try row("SELECT MAX(position) AS last FROM rules WHERE tenant = \(tenant)")
        let position: Int? = try last?["last"]
        return (position ?? 0) + 1
    }

    fileprivate func insert(_ rule: Rule) throws {
        try requireFree(rule)
        try insert(
            into: "rules",
            [
                "id": rule.id, "name": rule.name, "stage": rule.stage, "position": rule.order, "enabled": rule.enabled,
                "script": rule.script,
            ])
    }

    fileprivate func update(_ rule: Rule) throws {
        try requireFree(rule)
        try execute(
            """
            UPDATE rules SET name = \(rule.name), position = \(rule.order), enabled = \(rule.enabled),
                script = \(rule.script)
            WHERE tenant = \(tenant) AND id = \(rule.id)
            """)
    }

    private func requireFree(_ rule: Rule) throws {
        let others: SQL = "SELECT 1 FROM rules WHERE tenant = \(tenant) AND id <> \(rule.id)"
        if try exists("\(others) AND name = \(rule.name)") { throw APIError.ruleTaken("name") }
        if try exists("\(others) AND stage = \(rule.stage) AND position = \(rule.order)") {
            throw APIError.ruleTaken("order")
        }
    }
}

extension Rule {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], name: try row["name"], script: try row["script"], order: try row["position"],
            enabled: try row["enabled"], stage: try row["stage"])
    }

    fileprivate mutating func apply(_ changes: Patch<RuleDraft>) {
        if let name = changes.name { self.name = name }
        if let script = changes.script { self.script = script }
        if let order = changes.order { self.order = order }
        if let enabled = changes.enabled { self.enabled = enabled }
    }
}

extension APIError {
    fileprivate static let ruleNotFound = APIError.notFound("The rule does not exist", code: "inexistent_rule")

    fileprivate static func ruleTaken(_ member: String) -> APIError {
        .conflict("A rule with the same \(member) already exists", code: "rule_conflict")
    }
}
