import Contract
import ManagementClient
import Model
import PeopleAPI
import Secrets
import Storage
import TestKit
import Testing

@Suite struct UserAccessTests {
    private static let user = UserIdentitiesTests.user

    @Test func rememberedBrowsersAndKnownDevices() async throws {
        try await eachEngine { tenant in
            try await tenant.run([.post("/users", Self.user("ada", [:]), 201)])
            let now = tenant.clock.now
            let known: @Sendable (Transaction) throws -> [Bool] = { transaction in
                [
                    try transaction.isRememberedBrowser("browser", of: "auth0|ada", at: now),
                    try transaction.isRememberedBrowser("browser", of: "auth0|ada", at: now + .seconds(60)),
                    try !transaction.recordDevice("device", of: "auth0|ada", on: "web", at: now),
                    try !transaction.recordDevice("device", of: "auth0|ada", on: "mobile", at: now),
                ]
            }
            try await tenant.store.write("local") { transaction in
                try transaction.rememberBrowser("browser", of: "auth0|ada", until: now + .seconds(60), at: now)
            }
            #expect(try await tenant.store.write("local", known) == [true, false, false, false])
            #expect(try await tenant.store.write("local", known) == [true, false, true, true])
            let reset: JSON = ["connection": "web", "assessors": ["new-device"]]
            try await tenant.run([
                .post("/users/auth0%7Cada/multifactor/actions/invalidate-remember-browser", nil, 204),
                .post("/users/auth0%7Cada/risk-assessments/clear", reset, 204),
                .post("/users/auth0%7Cnone/risk-assessments/clear", reset, 404),
                .post("/users/auth0%7Cada/risk-assessments/clear", ["connection": "web", "assessors": []], 400),
                .post("/users/auth0%7Cada/risk-assessments/clear", ["connection": "web", "assessors": ["x"]], 400),
            ])
            #expect(try await tenant.store.write("local", known) == [false, false, false, true])
        }
    }

    @Test func impersonation() async throws {
        try await eachEngine { tenant in
            let client = tenant.administrator.clientID
            let body: JSON = [
                "impersonator_id": "auth0|grace", "protocol": "oauth2", "clientId": .string(client),
                "client_id": .string(client), "token": "unused",
                "additionalParameters": ["scope": "openid", "state": "x"],
            ]
            try await tenant.run([
                .post("/users", Self.user("ada", [:]), 201), .post("/users", Self.user("grace", [:]), 201),
                .post("/users/auth0%7Cnone/impersonate", body, 404),
                .post("/users/auth0%7Cada/impersonate", ["impersonator_id": "auth0|grace", "protocol": "oauth2"], 400),
                .post("/users/auth0%7Cada/impersonate", body, 403, by: .scopes(["read:users"])),
            ])
            let impersonation = Impersonation(
                impersonatorID: "auth0|grace", clientID: ClientID(client), additionalParameters: ["scope": "openid"])
            let link = try await tenant.client.users.impersonate("auth0|ada", impersonation)
            let prefix = "http://localhost:3000/forensics/impersonation?ticket="
            #expect(link.hasPrefix(prefix))
            let digest = secretDigest(String(link.dropFirst(prefix.count)))
            let now = tenant.clock.now
            let ticket = try await tenant.store.write("local") { try $0.redeemImpersonation(digest, at: now) }
            #expect(ticket?.userID == "auth0|ada" && ticket?.impersonatorID == "auth0|grace")
            #expect(ticket?.clientID.value == client && ticket?.parameters == ["scope": "openid"])
            let again = try await tenant.store.write("local") { try $0.redeemImpersonation(digest, at: now) }
            #expect(again == nil)
            let late = try await tenant.client.users.impersonate("auth0|ada", impersonation)
            let lateDigest = secretDigest(String(late.dropFirst(prefix.count)))
            let redeemed = try await tenant.store.write("local") {
                try $0.redeemImpersonation(lateDigest, at: now + .seconds(300))
            }
            #expect(redeemed == nil)
        }
    }

    /// Older clients call the operation at the root of the domain, and expect the plain link.
    @Test func impersonationAtTheRoot() async throws {
        try await TestTenant.with(.sqlite) { tenant in
            try await tenant.run([.post("/users", Self.user("ada", [:]), 201)])
            let body: JSON = [
                "impersonator_id": "auth0|ada", "protocol": "oauth2",
                "client_id": .string(tenant.administrator.clientID),
            ]
            let refused = try await tenant.request(
                "POST", "/users/auth0%7Cada/impersonate", body: body, token: nil, root: "")
            #expect(refused.status == 401)
            let token = try await tenant.token(scopes: ["read:nothing"])
            try await tenant.run(
                [.post("/users/auth0%7Cada/impersonate", body, 403, by: .token(token))], root: "")
        }
    }
}
