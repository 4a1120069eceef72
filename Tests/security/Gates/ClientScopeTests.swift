import Contract
import TestKit
import Testing

/// What each scope shows and sets of applications.
@Suite("Scopes of applications") struct ClientScopeTests {
    private static let secrets = [
        "client_secret", "signing_keys", "encryption_key", "client_authentication_methods", "addons",
    ]

    private static let app: JSON = [
        "name": "App", "description": "d", "app_type": "regular_web", "callbacks": ["https://app.example/cb"],
        "encryption_key": ["cert": "c", "pub": "p", "subject": "s"], "addons": ["box": ["a": "b"]],
    ]
    private static func forbidden(_ fields: String) -> JSON {
        .refusal(403, "You cannot read the following fields: \(fields)", code: "insufficient_scope")
    }

    @Test func `what each scope shows`() async throws {
        try await eachEngine { tenant in
            let kept = try await tenant.run([.post("/clients", Self.app, 201, keeping: ["id": "client_id"])])
            let id = try #require(kept["id"]?.string)
            let full: JSON = ["callbacks": ["https://app.example/cb"], "name": "App"]
            try await tenant.run([
                .get("/clients/\(id)", 200, full, by: .scopes(["read:clients"]), lacking: Self.secrets),
                .get(
                    "/clients/\(id)", 200, ["client_secret": "~.", "callbacks": ["~."]],
                    by: .scopes(["read:client_keys"])),
                .get(
                    "/clients/\(id)", 200, ["client_secret": "~.", "name": "App"],
                    by: .scopes(["read:client_credentials"]),
                    lacking: ["callbacks", "tenant"]),
                .get(
                    "/clients/\(id)", 200,
                    ["client_id": .string(id), "name": "App", "description": "d", "app_type": "~."],
                    by: .scopes(["read:client_summary"]), lacking: Self.secrets + ["callbacks", "tenant", "global"]),
                .get(
                    "/clients/\(id)?fields=client_secret", 403, Self.forbidden("client_secret"),
                    by: .scopes(["read:clients"])),
                .get(
                    "/clients/\(id)?fields=name,signing_keys.cert,client_secret", 403,
                    Self.forbidden("signing_keys.cert,client_secret"), by: .scopes(["read:clients"])),
                .get(
                    "/clients?fields=client_secret", 403, Self.forbidden("client_secret"), by: .scopes(["read:clients"])
                ),
                .get(
                    "/clients?fields=callbacks", 403, Self.forbidden("callbacks"), by: .scopes(["read:client_summary"])),
                .get(
                    "/clients/\(id)?fields=client_secret&include_fields=false", 200, full,
                    by: .scopes(["read:clients"]),
                    lacking: Self.secrets),
                .get("/clients/\(id)?fields=client_secret", 200, ["client_secret": "~."]),
            ])
            for scope in ["read:clients", "read:client_summary", "read:client_credentials"] {
                let token = try await tenant.token(scopes: [scope])
                for query in ["", "?include_totals=true", "?take=5", "?fields=name,client_id"] {
                    let answer = try await tenant.request("GET", "/clients\(query)", token: token)
                    #expect(answer.status == 200)
                    let isShown = scope == "read:client_credentials" && !query.contains("fields")
                    #expect(answer.text.contains("client_secret") == isShown, "\(scope) \(query)")
                    #expect(
                        answer.text.contains("https://app.example/cb")
                            == (scope == "read:clients" && !query.contains("fields")))
                }
            }
        }
    }

    @Test func `what each scope sets, and is answered`() async throws {
        try await eachEngine { tenant in
            let kept = try await tenant.run([
                .post(
                    "/clients", Self.app, 201, ["client_secret": "~."], by: .scopes(["create:clients"]),
                    keeping: ["id": "client_id"])
            ])
            let id = try #require(kept["id"]?.string)
            func insufficient(_ scopes: String) -> JSON {
                .refusal(403, "Insufficient scope, expected any of: \(scopes)", code: "insufficient_scope")
            }
            try await tenant.run([
                .patch(
                    "/clients/\(id)", ["description": "e"], 200, ["description": "e"], by: .scopes(["update:clients"]),
                    lacking: Self.secrets),
                .patch(
                    "/clients/\(id)", ["client_secret": "a-new-secret-of-my-own"], 403,
                    insufficient("update:client_keys"),
                    by: .scopes(["update:clients"])),
                .patch(
                    "/clients/\(id)", ["callbacks": ["https://evil.example"]], 403, insufficient("update:clients"),
                    by: .scopes(["update:client_credentials"])),
                .patch(
                    "/clients/\(id)", ["callbacks": ["https://evil.example"]], 403, insufficient("update:clients"),
                    by: .scopes(["update:client_token_vault_privileged_access"])),
                .patch(
                    "/clients/\(id)", ["callbacks": ["https://evil.example"]], 403, insufficient("update:clients"),
                    by: .scopes(["update:client_keys"])),
                .patch(
                    "/clients/\(id)", ["client_authentication_methods": .null], 403,
                    insufficient("update:client_credentials"), by: .scopes(["update:clients"])),
                .patch(
                    "/clients/\(id)", ["client_authentication_methods": .null], 200,
                    by: .scopes(["update:client_credentials"]), lacking: ["client_secret", "callbacks"]),
                .patch(
                    "/clients/\(id)", ["client_secret": "a-new-secret-of-my-own"], 200,
                    by: .scopes(["update:client_keys"]),
                    lacking: ["callbacks", "client_secret"]),
                .get(
                    "/clients/\(id)", 200,
                    ["client_secret": "a-new-secret-of-my-own", "callbacks": ["https://app.example/cb"]]),
                .post(
                    "/clients/\(id)/rotate-secret", [:], 200, ["client_secret": "~."],
                    by: .scopes(["update:client_keys"]), lacking: ["signing_keys"]),
                .post("/clients/\(id)/rotate-secret", [:], 200, ["callbacks": ["https://app.example/cb"]]),
                .post("/clients/\(id)/rotate-secret", [:], 403, by: .scopes(["update:clients"])),
            ])
        }
    }

    @Test func `connections of an application keep their secrets`() async throws {
        try await eachEngine { tenant in
            let kept = try await tenant.run([.post("/clients", Self.app, 201, keeping: ["id": "client_id"])])
            let id = try #require(kept["id"]?.string)
            let options: JSON = ["client_id": "x", "client_secret": "planted-secret"]
            try await tenant.run([
                .post(
                    "/connections",
                    ["name": "g", "strategy": "google-oauth2", "options": options, "enabled_clients": [.string(id)]],
                    201)
            ])
            for (scope, isShown) in [
                ("read:connections", true), ("read:clients", false), ("read:client_summary", false),
            ] {
                let token = try await tenant.token(scopes: [scope])
                let answer = try await tenant.request("GET", "/clients/\(id)/connections", token: token)
                #expect(answer.status == 200)
                #expect(answer.text.contains("planted-secret") == isShown, "\(scope)")
            }
        }
    }

    @Test func `users' metadata, and nothing else, with the scopes for it`() async throws {
        try await eachEngine { tenant in
            let user: JSON = [
                "connection": "Username-Password-Authentication", "email": "a@example.com",
                "password": "Correct-Horse-9",
            ]
            let kept = try await tenant.run([.post("/users", user, 201, keeping: ["id": "user_id"])])
            let id = try #require(kept["id"]?.string)
            let path = "/users/" + id.replacing("|", with: "%7C")
            try await tenant.run([
                .patch(path, ["app_metadata": ["a": 1]], 200, by: .scopes(["update:users_app_metadata"])),
                .patch(
                    path, ["blocked": true], 403, ["errorCode": "insufficient_scope"],
                    by: .scopes(["update:users_app_metadata"])),
                .patch(path, ["blocked": true], 200, by: .scopes(["update:users"])),
            ])
            let own = try await tenant.token(of: id, scopes: ["update:current_user_metadata"])
            try await tenant.run([
                .patch(path, ["user_metadata": ["a": 1]], 200, by: .token(own)),
                .patch(path, ["app_metadata": ["a": 1]], 403, by: .token(own)),
                .patch(path, ["user_metadata": [:], "blocked": false], 403, by: .token(own)),
            ])
            // The same member twice: what is checked is what is stored.
            let twice = Array(#"{"user_metadata":{"b":1},"user_metadata":{"b":2},"blocked":false}"#.utf8)
            #expect(try await tenant.request("PATCH", path, bytes: twice, token: own).status == 403)
        }
    }
}
