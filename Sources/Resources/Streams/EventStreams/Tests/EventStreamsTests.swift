import Contract
import ManagementClient
import StreamsAPI
import TestKit
import Testing

@Suite struct EventStreamsTests {
    private static let path = "/event-streams"

    private static func webhook(_ authorization: JSON) -> JSON {
        [
            "type": "webhook",
            "configuration": ["webhook_endpoint": "https://hook.example/in", "webhook_authorization": authorization],
        ]
    }

    @Test func aStreamsLife() async throws {
        let missing: JSON = .refusal(404, "The requested stream does not exist.")
        let given: JSON = [
            "name": "Hook", "subscriptions": [["event_type": "user.created"]],
            "destination": Self.webhook(["method": "bearer", "token": "hush-hush"]),
        ]
        let told: JSON = Self.webhook(["method": "bearer"])
        let token = "destination.configuration.webhook_authorization.token"
        try await eachEngine { tenant in
            try await tenant.run([
                .post(
                    Self.path, given, 201,
                    ["id": "~^est_[A-Za-z0-9]{22}$", "status": "enabled", "name": "Hook", "destination": told],
                    keeping: ["id": "id"], lacking: [token]),
                .get(Self.path, 200, ["eventStreams": [["id": "{id}"]]], lacking: ["next"]),
                .get(Self.path + "/{id}", 200, ["destination": told], lacking: [token]),
                .patch(
                    Self.path + "/{id}", ["status": "disabled", "subscriptions": [["event_type": "user.deleted"]]], 200,
                    ["status": "disabled", "subscriptions": [["event_type": "user.deleted"]], "destination": told]),
                .patch(
                    Self.path + "/{id}", ["destination": Self.webhook(["method": "basic", "username": "u"])], 400,
                    .invalidBody(
                        """
                        Payload validation error: 'Missing required property: password' on property \
                        destination.configuration.webhook_authorization.
                        """)),
                .patch(Self.path + "/{id}", ["destination": told], 200, ["destination": told]),
                .post(Self.path, ["destination": told], 400),
                .post(
                    Self.path,
                    ["subscriptions": [["event_type": "user.sneezed"]], "destination": given["destination"] ?? .null],
                    400),
                .delete(Self.path + "/{id}", 204), .delete(Self.path + "/{id}", 204),
                .get(Self.path + "/{id}", 404, missing), .get(Self.path + "/{id}/deliveries", 404, missing),
            ])
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains("hush-hush"))
        }
    }

    @Test func anActionMustBeThere() async throws {
        try await eachEngine(run: [
            .post(
                Self.path, ["destination": ["type": "action", "configuration": ["action_id": "no"]]], 400,
                .refusal(400, "The action does not exist."))
        ])
    }
}
