import Contract
import ManagementClient
import OrchestrationAPI
import Testing
import TestKit

@Suite struct FlowsTests {
    private static let hello: JSON = [
        "id": "greet", "type": "HTTP", "action": "SEND_REQUEST", "params": ["url": "https://example.com"],
    ]

    @Test func flowsAreMadeChangedAndDeleted() async throws {
        try await eachEngine(run: [
            .post("/flows", ["name": "Zebra"], 201, ["id": "~^af_[A-Za-z0-9]{22}$"], keeping: ["zebra": "id"]),
            .post("/flows", ["name": "ant", "actions": [Self.hello]], 201, ["actions": [Self.hello]]),
            .get("/flows/{zebra}", 200, ["name": "Zebra"], lacking: ["actions", "description", "executed_at"]),
            .get(
                "/flows?include_totals=true", 200,
                ["flows": [["name": "ant"], ["name": "Zebra"]], "total": 2, "start": 0, "limit": 50],
                lacking: ["flows.0.actions"]),
            .patch("/flows/{zebra}", ["name": "Bee", "actions": [Self.hello]], 200, ["name": "Bee"]),
            .get("/flows/{zebra}", 200, ["name": "Bee", "actions": [Self.hello]]),
            .delete("/flows/{zebra}", 204),
            .delete("/flows/{zebra}", 404, .refusal(404, "Flow not found")),
            .get("/flows/{zebra}", 404), .patch("/flows/{zebra}", ["name": "x"], 404),
            .get("/flows", 403, by: .scopes(["read:forms"])),
        ])
    }

    @Test func flowsOfTheFirstVersionAreToldAsItToldThem() async throws {
        let early: JSON = ["name": "early", "description": "A flow", "synchronous": false]
        try await eachEngine(run: [
            .post(
                "/flows", early, 200,
                [
                    "description": "A flow", "synchronous": false, "actions": [], "executed_at": .null,
                    "triggers": ["webhook": ["enabled": false, "secret": .null]], "security": ["rateLimits": []],
                ], keeping: ["early": "id"]),
            .post("/flows", ["name": "now"], 201),
            .get("/flows/{early}", 200, ["security": ["rateLimits": []]]),
            .get("/flows?synchronous=false", 200, [["name": "early", "executed_at": .null]]),
            .get("/flows?synchronous=true", 200, [["name": "now"]]),
        ])
    }

    @Test func actionsThatNobodyCouldRunAreRefused() async throws {
        let wrong = JSON.invalidBody(
            "Payload validation error: 'Data does not match any schemas from 'anyOf'' on property actions[0].")
        func flow(_ action: JSON) -> JSON { ["name": "f", "actions": [action]] }
        func condition(_ then: JSON) -> JSON {
            flow([
                "id": "c", "type": "FLOW", "action": "BOOLEAN_CONDITION",
                "params": ["if": ["operator": "AND"], "then": [then]],
            ])
        }
        let inner: JSON = [
            "id": "d", "type": "FLOW", "action": "BOOLEAN_CONDITION", "params": ["if": .null, "else": [Self.hello]],
        ]
        let mail: JSON = ["to": "{{fields.email}}", "subject": "s", "body": "b"]
        try await eachEngine(run: [
            .post("/flows", flow(["id": "a", "type": "HTTP", "action": "DANCE", "params": [:]]), 400, wrong),
            .post("/flows", flow(["id": "a", "type": "HTTP", "action": "SEND_REQUEST", "params": [:]]), 400, wrong),
            .post("/flows", flow(["id": "a b", "type": "FLOW", "action": "DO_NOTHING"]), 400, wrong),
            .post("/flows", flow(["id": "a", "type": "FLOW", "action": "DO_NOTHING"]), 201),
            .post("/flows", flow(["id": "a", "type": "AUTH0", "action": "SEND_EMAIL", "params": mail]), 201),
            .post("/flows", condition(Self.hello), 201), .post("/flows", condition(inner), 201),
            .post("/flows", condition(["id": "x"]), 400, wrong),
            .post("/flows", ["name": ""], 400), .post("/flows", ["name": "x", "color": "red"], 400),
        ])
    }

    @Test func formsOfAFlow() async throws {
        let client =
            [
                "id": "n", "type": "FLOW", "config": ["flow_id": "{flow}", "next_node": "$ending"],
            ] as JSON
        try await eachEngine(run: [
            .post("/flows", ["name": "f"], 201, keeping: ["flow": "id"]),
            .post("/forms", ["name": "One", "nodes": [client]], 201, keeping: ["form": "id"]),
            .get(
                "/flows/{flow}?hydrate=form_count&hydrate=forms", 200,
                [
                    "form_count": 1, "forms": [["id": "{form}", "name": "One"]],
                ]),
            .get("/flows?hydrate=form_count", 200, [["form_count": 1]]),
            .get("/forms/{form}?hydrate=flow_count,links", 200, ["flow_count": 1]),
            .patch("/forms/{form}", ["nodes": .null, "ending": ["after_submit": ["flow_id": "{flow}"]]], 200),
            .get("/flows/{flow}?hydrate=form_count", 200, ["form_count": 1]),
            .patch("/forms/{form}", ["ending": .null], 200, lacking: ["nodes", "ending"]),
            .get("/flows/{flow}?hydrate=form_count", 200, ["form_count": 0]),
            .get("/flows/{flow}?hydrate=colors", 400), .get("/flows?hydrate=forms", 400),
        ])
    }

    @Test func executionsOfAFlow() async throws {
        try await eachEngine { tenant in
            let flow = try await tenant.client.flows.create(FlowDraft(name: "f"))
            let root = "/flows/\(flow.id)/executions"
            try await tenant.run([
                .get(root, 200, []), .get(root + "?include_totals=true", 200, ["executions": [], "total": 0]),
                .get(root + "?take=1", 200, ["executions": []]),
                .get("/flows/af_none/executions", 404, .refusal(404, "Flow not found")),
                .get(root + "/none", 404, .refusal(404, "Execution not found")), .delete(root + "/none", 404),
            ])
            let now = tenant.clock.now
            try await tenant.store.write("local") { transaction in
                try transaction.insert(
                    into: "flow_executions",
                    [
                        "id": "ex_1", "flow_id": flow.id, "trace_id": "t", "journey_id": String?.none,
                        "status": "done", "created_at": now, "updated_at": now, "started_at": now,
                        "ended_at": Timestamp?.none, "debug": JSON.object(["step": 1]),
                    ])
            }
            try await tenant.run([
                .get(root, 200, [["id": "ex_1", "status": "done"]], lacking: ["0.debug", "0.ended_at"]),
                .get(root + "/ex_1?hydrate=debug", 200, ["debug": ["step": 1]]),
                .delete(root + "/ex_1", 204), .get(root, 200, []),
            ])
        }
    }
}
