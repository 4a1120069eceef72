import Contract
import ManagementClient
import Model
import PeopleAPI
import Secrets
import Storage
import TestKit
import Testing

@Suite struct AuthenticationMethodsTests {
    private static let path = "/users/auth0%7Cada/authentication-methods"
    private static let ada: Scenario = .post("/users", UserIdentitiesTests.user("ada"), 201)
    private static let totp: JSON = ["type": "totp", "name": "app", "totp_secret": "5HCWXIP2MJNSUBGYVUZFLRB2"]
    private static let phone: JSON = ["type": "phone", "name": "mine", "phone_number": "+44207183875044"]

    @Test func lifeOfAMethod() async throws {
        let masked: JSON = [
            "id": "~^email\\|dev_[A-Za-z0-9]{16}$", "type": "email", "name": "Test", "email": "chuc****@exam*******",
        ]
        try await eachEngine(run: [
            Self.ada,
            .post(
                Self.path, ["type": "email", "name": "Test", "email": "chuck334@example.com"], 201, masked,
                keeping: ["email": "id"], lacking: ["confirmed"]),
            .get(Self.path + "/{email}", 200, ["id": "{email}", "confirmed": true, "email": "chuc****@exam*******"]),
            .patch(Self.path + "/{email}", ["name": "Test2"], 200, ["name": "Test2"], lacking: ["confirmed"]),
            .patch(Self.path + "/{email}", ["preferred_authentication_method": "sms"], 400),
            .get(
                Self.path + "?include_totals=true", 200,
                ["authenticators": [["id": "{email}", "name": "Test2"]], "total": 1, "start": 0, "limit": 50]),
            .get(Self.path, 200, [["id": "{email}"]]),
            .delete(Self.path + "/{email}", 204),
            .delete(Self.path + "/{email}", 404),
            .get(Self.path + "/{email}", 404),
            .patch(Self.path + "/{email}", ["name": "x"], 404),
            .get("/users/auth0%7Cnone/authentication-methods", 404),
            .post("/users/auth0%7Cnone/authentication-methods", Self.phone, 404),
        ])
    }

    @Test func whatMethodsNeed() async throws {
        func lacks(_ type: JSON, _ name: String) -> Scenario {
            .post(
                Self.path, ["type": type], 400,
                .invalidBody("Payload validation error: 'Missing required property: \(name)'."))
        }
        try await eachEngine(run: [
            Self.ada, lacks("email", "email"), lacks("phone", "phone_number"), lacks("totp", "totp_secret"),
            lacks("passkey", "key_id"),
            .post(Self.path, ["type": "push"], 400),
            .post(Self.path, ["type": "totp", "totp_secret": "0189"], 400),
            .post(Self.path, Self.phone, 201, ["phone_number": "XXXXXXXXXXX5044"]),
            .post(Self.path, Self.phone, 409),
            .post(
                Self.path,
                [
                    "type": "passkey", "key_id": "k", "public_key": "p", "relying_party_identifier": "example.com",
                ], 201, ["type": "passkey", "key_id": "k", "public_key": "p"], keeping: ["passkey": "id"]),
            // The passkey may be the user's only way to log in.
            .delete(Self.path, 403), .put(Self.path, [Self.totp], 403),
            .delete("/users/auth0%7Cada/authenticators", 204), .get(Self.path, 200, [["id": "{passkey}"]]),
            .delete(Self.path + "/{passkey}", 204), .delete(Self.path, 204),
        ])
    }

    @Test func replacingAll() async throws {
        let three: JSON = [["type": "email", "name": "e", "email": "foo@example.com"], Self.phone, Self.totp]
        try await eachEngine(run: [
            Self.ada,
            .post(Self.path, ["type": "email", "email": "old@example.com"], 201, keeping: ["old": "id"]),
            .put(
                Self.path, three, 200,
                [
                    ["email": "foo@example.com"],
                    [
                        "phone_number": "+44207183875044", "preferred_authentication_method": "sms",
                        "authentication_methods": [["id": "~^sms\\|dev_", "type": "sms"]],
                    ],
                    ["type": "totp", "name": "app"],
                ], lacking: ["2.totp_secret"]),
            .get(Self.path + "/{old}", 404),
            .get(Self.path + "?include_totals=true", 200, ["total": 3]),
            .put(Self.path, [["type": "passkey"]], 400),
            .put(Self.path, [["type": "email", "email": "a@example.com"], ["type": "phone"]], 400),
            .get(Self.path + "?include_totals=true", 200, ["total": 3]),
            .delete(Self.path, 204),
            .get(Self.path, 200, []),
        ])
    }

    @Test func usersSayWhetherThereIsASecondFactor() async throws {
        let has: Scenario = .get("/users/auth0%7Cada", 200, ["multifactor": ["guardian"]])
        let hasNone: Scenario = .get("/users/auth0%7Cada", 200, lacking: ["multifactor"])
        let found: Scenario = .get("/users?q=multifactor:guardian", 200, [["user_id": "auth0|ada"]])
        try await eachEngine(run: [
            Self.ada,
            .post(Self.path, ["type": "email", "email": "a@example.com"], 201), hasNone,
            .get("/users/auth0%7Cada/enrollments", 200, []),
            .post(Self.path, Self.totp, 201, keeping: ["totp": "id"]), has, found,
            .get(
                "/users/auth0%7Cada/enrollments", 200,
                [["id": "~^dev_", "status": "confirmed", "auth_method": "authenticator", "name": "app"]]),
            .delete(Self.path + "/{totp}", 204), hasNone,
            .post(Self.path, Self.totp, 201),
            .delete("/users/auth0%7Cada/multifactor/duo", 204), has,
            .delete("/users/auth0%7Cada/multifactor/google-authenticator", 204), hasNone,
            .delete("/users/auth0%7Cada/multifactor/other", 400),
            .delete("/users/auth0%7Cnone/multifactor/duo", 404),
            .put(Self.path, [Self.phone], 200), has,
            .delete("/users/auth0%7Cada/authenticators", 204), hasNone,
            .get("/users?q=multifactor:guardian", 200, []),
            .get(Self.path, 200, []),
        ])
    }

    @Test func secretsAreKeptAsSuch() async throws {
        try await eachEngine { tenant in
            try await tenant.run([Self.ada])
            let methods = tenant.client.authenticationMethods
            var draft = AuthenticationMethodDraft(type: .totp, name: "app")
            draft.totpSecret = "5HCWXIP2MJNSUBGYVUZFLRB2"
            let totp = try #require(try await methods.create("auth0|ada", draft).id)
            let row = try await tenant.store.read("local") { try $0.authenticationMethod(totp, of: "auth0|ada") }
            #expect(row?.secret == "5HCWXIP2MJNSUBGYVUZFLRB2" && row?.members == ["name": "app"])

            let first = try await methods.regenerateRecoveryCode("auth0|ada").recoveryCode
            let second = try await methods.regenerateRecoveryCode("auth0|ada").recoveryCode
            #expect(first != second && second.wholeMatch(of: /[A-Z0-9]{24}/) != nil)
            let codes = try await tenant.store.read("local") {
                try $0.authenticationMethods(of: "auth0|ada", types: ["recovery-code"])
            }
            #expect(codes.map(\.secret) == [secretDigest(second)])
            let listed = try await methods.list("auth0|ada").items
            #expect(listed.map(\.type) == [.recoveryCode, .totp] || listed.map(\.type) == [.totp, .recoveryCode])
            let change = Patch<AuthenticationMethodFields> { $0.name = "phone" }
            #expect(try await methods.update("auth0|ada", totp, change).name == "phone")
            let missing = try await refusal { try await methods.regenerateRecoveryCode("auth0|none") }
            #expect(missing == "404 The user does not exist. (inexistent_user)")
        }
    }
}
