import Contract
import ManagementClient
import OrchestrationAPI
import Testing
import TestKit

@Suite struct FormsTests {
    @Test func formsAreMadeChangedAndDeleted() async throws {
        let text: JSON = [
            "id": "name", "category": "FIELD", "type": "TEXT", "label": "Name", "required": true,
            "config": ["max_length": 50],
        ]
        let step: JSON = ["id": "first", "type": "STEP", "config": ["components": [text], "next_node": "$ending"]]
        try await eachEngine(run: [
            .post(
                "/forms", ["name": "test", "languages": ["primary": "en"]], 201,
                ["id": "~^ap_[A-Za-z0-9]{22}$", "ending": ["resume_flow": true]], keeping: ["form": "id"],
                lacking: ["nodes", "style", "description"]),
            .post("/forms", ["name": "another", "start": ["next_node": "first"], "nodes": [step]], 201),
            .patch("/forms/{form}", ["name": "Zebra", "nodes": [step]], 200, ["name": "Zebra", "nodes": [step]]),
            .get("/forms/{form}", 200, ["nodes": [step], "languages": ["primary": "en"]]),
            .get("/forms", 200, [["name": "another"], ["name": "Zebra"]], lacking: ["0.nodes", "0.flow_count"]),
            .get("/forms?hydrate=flow_count", 200, [["flow_count": 0], ["flow_count": 0]]),
            .patch("/forms/{form}", ["languages": .null], 200, lacking: ["languages"]),
            .patch("/forms/{form}", ["name": .null], 400),
            .delete("/forms/{form}", 204), .delete("/forms/{form}", 404, .refusal(404, "Form not found")),
            .get("/forms/{form}", 404),
        ])
    }

    @Test func formsOfTheFirstVersionAreToldAsItToldThem() async throws {
        let early: JSON = [
            "name": "early", "description": "A form", "style": ["version": "MODERN"],
            "start": ["next_node": "$ending"],
        ]
        let told: JSON = [
            "description": "A form", "messages": ["custom": [:], "errors": [:]], "tags": [], "social": [],
            "start": ["nextNode": "$ending", "hiddenFields": [], "coordinates": .null],
            "ending": ["resumeFlow": true, "afterSubmit": ["flowId": .null]],
            "style": ["version": "MODERN", "css": .null], "submitted_at": .null,
        ]
        try await eachEngine(run: [
            .post("/forms", early, 200, told, keeping: ["form": "id"]), .get("/forms/{form}", 200, told),
            .get("/forms", 200, [["flow_count": 0, "embedded_at": .null]], lacking: ["0.nodes"]),
        ])
    }

    @Test func formsThatNobodyCouldShowAreRefused() async throws {
        func step(_ component: JSON) -> JSON {
            ["name": "f", "nodes": [["id": "s", "type": "STEP", "config": ["components": [component]]]]]
        }
        let rule: JSON = ["id": "r", "condition": ["operator": "AND"], "next_node": "s"]
        let router: JSON = ["id": "n", "type": "ROUTER", "config": ["rules": [rule], "fallback": "$ending"]]
        let card: JSON = ["value": "v", "label": "l", "image_url": "http://example.com"]
        try await eachEngine(run: [
            .post("/forms", step(["id": "a", "category": "BLOCK", "type": "DIVIDER"]), 201),
            .post("/forms", step(["id": "a", "category": "FIELD", "type": "DIVIDER"]), 400),
            .post("/forms", step(["id": "a", "category": "BLOCK", "type": "NEXT_BUTTON"]), 400),
            .post(
                "/forms", step(["id": "a", "category": "BLOCK", "type": "NEXT_BUTTON", "config": ["text": "Go"]]), 201),
            .post(
                "/forms", step(["id": "a", "category": "FIELD", "type": "CARDS", "config": ["options": [card]]]), 400),
            .post("/forms", ["name": "f", "nodes": [["id": "n", "type": "FLOW", "config": [:]]]], 400),
            .post("/forms", ["name": "f", "nodes": [router]], 201),
            .post("/forms", ["name": "f", "ending": ["redirection": ["delay": 1]]], 400),
            .post("/forms", ["languages": ["primary": "en"]], 400),
        ])
    }
}
