import Contract
import ManagementClient
import ProtectionAPI
import Testing
import TestKit

@Suite struct GuardianTests {
    private static let root = "/guardian/factors"
    private static let push = root + "/push-notification/providers"

    @Test func factorsAndPolicies() async throws {
        let names = [
            "sms", "push-notification", "otp", "email", "duo", "webauthn-roaming", "webauthn-platform",
            "recovery-code",
        ]
        let factors = JSON.array(
            names.map { ["name": .string($0), "enabled": .bool($0 == "otp"), "trial_expired": false] })
        try await eachEngine { tenant in
            try await tenant.run([
                .get("/guardian/policies", 200, []),
                .put("/guardian/policies", ["all-applications"], 200, ["all-applications"]),
                .get("/guardian/policies", 200, ["all-applications"]),
                .put("/guardian/policies", ["none"], 400), .put("/guardian/policies", [], 200, []),
                .put(Self.root + "/otp", ["enabled": true], 200, ["enabled": true]),
                .put(Self.root + "/sms", ["enabled": true], 200), .put(Self.root + "/sms", ["enabled": false], 200),
                .get(Self.root, 200, factors), .put(Self.root + "/carrier-pigeon", ["enabled": true], 400),
                .put(Self.root + "/otp", [:], 400), .get(Self.root, 403, by: .scopes(["read:mfa_policies"])),
            ])
            let enabled = try await tenant.client.guardian.factors().filter(\.enabled).map(\.name)
            #expect(enabled == [.otp])
        }
    }

    @Test func phones() async throws {
        let templates: JSON = ["enrollment_message": "a {{code}}", "verification_message": "b {{code}}"]
        let twilio: JSON = ["from": "+15550100", "sid": "AC1", "auth_token": "hush-hush"]
        try await eachEngine(run: [
            .get(Self.root + "/phone/message-types", 200, ["message_types": ["sms"]]),
            .put(Self.root + "/phone/message-types", ["message_types": ["voice"]], 200, ["message_types": ["voice"]]),
            .put(Self.root + "/phone/message-types", ["message_types": ["pigeon"]], 400),
            .get(Self.root + "/phone/selected-provider", 200, ["provider": "auth0"]),
            .put(Self.root + "/sms/selected-provider", ["provider": "twilio"], 200, ["provider": "twilio"]),
            .get(Self.root + "/phone/selected-provider", 200, ["provider": "twilio"]),
            .put(Self.root + "/phone/templates", templates, 200, templates),
            .get(Self.root + "/sms/templates", 200, templates),
            .put(Self.root + "/sms/templates", ["enrollment_message": "a"], 400),
            .put(Self.root + "/phone/providers/twilio", twilio, 200, ["sid": "AC1"]),
            .put(Self.root + "/phone/providers/twilio", ["sid": "AC2"], 200, ["sid": "AC2"], lacking: ["from"]),
            .get(Self.root + "/sms/providers/twilio", 200, ["sid": "AC2"]),
        ])
    }

    @Test func providersOfNotifications() async throws {
        let sns: JSON = [
            "aws_access_key_id": "a", "aws_secret_access_key": "hush-hush", "aws_region": "us-west-1",
        ]
        try await eachEngine { tenant in
            try await tenant.run([
                .get(Self.root + "/push-notification/selected-provider", 200, ["provider": "guardian"]),
                .put(Self.root + "/push-notification/selected-provider", ["provider": "sns"], 200),
                .put(Self.push + "/sns", sns, 200, sns),
                .patch(
                    Self.push + "/sns", ["aws_access_key_id": "b"], 200, ["aws_region": "us-west-1"],
                    lacking: ["aws_secret_access_key"]),
                .get(Self.push + "/sns", 200, ["aws_access_key_id": "b"], lacking: ["aws_secret_access_key"]),
                .put(Self.push + "/sns", ["aws_region": "moon-west-1"], 400),
                .get(Self.push + "/apns", 200, ["enabled": false, "sandbox": false, "bundle_id": .null]),
                .put(Self.push + "/apns", ["p12": "hush-hush", "bundle_id": "com.example"], 200, lacking: ["p12"]),
                .get(Self.push + "/apns", 200, ["enabled": true, "bundle_id": "com.example"], lacking: ["p12"]),
                .patch(Self.push + "/apns", ["p12": .null], 200), .get(Self.push + "/apns", 200, ["enabled": false]),
                .put(Self.push + "/apns", ["enabled": true], 400),
                .put(Self.push + "/fcm", ["server_key": "hush-hush"], 200, [:], lacking: ["server_key"]),
                .patch(Self.push + "/fcm", ["server_key": .null], 200),
                .put(
                    Self.push + "/fcmv1", ["server_credentials": "hush-hush"], 200, [:], lacking: ["server_credentials"]
                ),
                .patch(Self.push + "/fcmv1", ["credentials": "c"], 400),
            ])
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains("hush"))
        }
    }

    @Test func duoAndWebAuthn() async throws {
        let platform = Self.root + "/webauthn-platform/settings"
        try await eachEngine(run: [
            .put(Self.root + "/duo/settings", ["host": "h", "ikey": "i", "skey": "s"], 200, ["host": "h"]),
            .patch(Self.root + "/duo/settings", ["host": "g"], 200, ["host": "g", "ikey": "i"]),
            .put(Self.root + "/duo/settings", ["skey": ""], 400),
            .put(Self.root + "/duo/settings", ["host": "h"], 200, ["host": "h"], lacking: ["ikey"]),
            .get(platform, 200, ["overrideRelyingParty": false]),
            .put(platform, ["overrideRelyingParty": true, "relyingPartyIdentifier": "example.com"], 200),
            .get(platform, 200, ["relyingPartyIdentifier": "example.com"]),
            .get(Self.root + "/webauthn-roaming/settings", 200, ["userVerification": "preferred"]),
            .put(Self.root + "/webauthn-roaming/settings", ["userVerification": "never"], 400),
        ])
    }

    @Test func enrollments() async throws {
        let missing: JSON = .refusal(404, "Enrollment not found", code: "enrollment_not_found")
        try await eachEngine { tenant in
            let kept = try await tenant.run([
                .get("/guardian/enrollments/dev_0000000000000001", 404, missing),
                .post(
                    "/users",
                    [
                        "connection": "Username-Password-Authentication", "email": "ada@example.com",
                        "password": "Long-Enough-9",
                    ],
                    201, keeping: ["user": "user_id"]),
                .post(
                    "/users/{user}/authentication-methods", ["type": "phone", "phone_number": "+15550105044"], 201,
                    keeping: ["method": "id"]),
            ])
            let device = try #require(kept["method"]?.string?.split(separator: "|").last)
            let path = "/guardian/enrollments/\(device)"
            try await tenant.run([
                .get(
                    path, 200,
                    ["id": .string(String(device)), "status": "confirmed", "phone_number": "~^X+5044$"]),
                .delete(path, 204), .get(path, 404, missing), .delete(path, 204),
            ])
        }
    }
}
