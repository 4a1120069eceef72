import Contract
import ManagementClient
import PeopleAPI
import TestKit
import Testing

@Suite struct UserIdentitiesTests {
    static let connection: JSON = "Username-Password-Authentication"

    static func user(_ id: String, _ more: JSONObject = [:]) -> JSON {
        let user: JSONObject = [
            "connection": connection, "email": .string("\(id)@example.com"), "password": "Correct-Horse-9",
            "user_id": .string(id),
        ]
        return .object(user.merging(more) { $1 })
    }

    static func entry(_ id: String) -> JSON {
        ["provider": "auth0", "user_id": .string(id), "connection": connection, "isSocial": false]
    }

    static let unowned: JSON = .refusal(
        403, "User to be acted on does not match subject in bearer token.", code: "unowned_resource")

    @Test func linkingAndUnlinking() async throws {
        let linked: JSON = [
            Self.entry("ada"),
            [
                "user_id": "grace", "provider": "auth0",
                "profileData": ["email": "grace@example.com", "email_verified": true, "given_name": "Grace"],
            ],
        ]
        try await eachEngine(run: [
            .post("/users", Self.user("ada", ["user_metadata": ["color": "blue"]]), 201),
            .post(
                "/users",
                Self.user(
                    "grace",
                    ["given_name": "Grace", "email_verified": true, "app_metadata": ["plan": "gold"], "blocked": true]),
                201),
            .post("/roles", ["name": "reader"], 200, keeping: ["role": "id"]),
            .post("/users/auth0%7Cgrace/roles", ["roles": ["{role}"]], 204),
            .post("/users/auth0%7Cada/identities", ["provider": "auth0", "user_id": "grace"], 201, linked),
            .get("/users/auth0%7Cgrace", 404),
            .get("/roles/{role}/users", 200, []),
            .get(
                "/users/auth0%7Cada", 200,
                ["email": "ada@example.com", "user_metadata": ["color": "blue"], "identities": linked],
                lacking: ["given_name", "app_metadata", "identities.1.profileData.app_metadata", "blocked"]),
            .get("/users?q=identities.user_id:grace", 200, [["user_id": "auth0|ada"]]),
            .get("/users?q=identities.profileData.email:%22grace%40example.com%22", 200, [["user_id": "auth0|ada"]]),
            .get("/users?q=app_metadata.plan:gold", 200, []),
            .post("/users", Self.user("grace"), 409),
            .delete("/users/auth0%7Cada/identities/auth0/grace", 200, [Self.entry("ada")]),
            .get(
                "/users/auth0%7Cgrace", 200,
                [
                    "user_id": "auth0|grace", "email": "grace@example.com", "email_verified": true,
                    "given_name": "Grace", "identities": [Self.entry("grace")],
                ], lacking: ["app_metadata", "user_metadata", "blocked", "identities.0.profileData"]),
            .get("/users?q=identities.user_id:grace", 200, [["user_id": "auth0|grace"]]),
            .get("/users/auth0%7Cada", 200, ["identities": [Self.entry("ada")]]),
        ])
    }

    @Test func whatCannotBeLinked() async throws {
        let path = "/users/auth0%7Cada/identities"
        let notConfigured: JSON = .refusal(400, "The provider/connection is not configured.")
        func named(_ id: String) -> JSON { ["provider": "auth0", "user_id": .string(id)] }
        try await eachEngine(run: [
            .post("/users", Self.user("ada"), 201),
            .post("/users", Self.user("grace"), 201),
            .post("/users", Self.user("joan"), 201),
            .post(path, named("ada"), 400, .refusal(400, "Main identity and the new one are the same.")),
            .post(path, named("none"), 400, .refusal(400, "Linking to an inexistent identity is not allowed.")),
            .post(path, ["provider": "github", "user_id": 7], 400, notConfigured),
            .post("/users/auth0%7Cnone/identities", named("grace"), 404),
            .post(path, ["provider": "auth0"], 400),
            .post(path, ["provider": "nobody", "user_id": "x"], 400),
            .post(path, [:], 400),
            .post(
                path, ["provider": "auth0", "user_id": "grace", "connection_id": "con_0000000000000000"], 400,
                notConfigured),
            .post(path, named("auth0|grace"), 201),
            .post(path, named("grace"), 409, .refusal(409, "Specified identity already exists.")),
            .post("/users/auth0%7Cjoan/identities", named("grace"), 409),
            .delete("/users/auth0%7Cada/identities/auth0/ada", 400, .refusal(400, "Main identity cannot be removed.")),
            .delete("/users/auth0%7Cjoan/identities/auth0/grace", 404),
            .delete("/users/auth0%7Cada/identities/auth0/none", 404),
            .delete("/users/auth0%7Cada/identities/auth0/auth0%7Cgrace", 200),
        ])
    }

    @Test func identitiesComeAlongAndMoveUp() async throws {
        try await eachEngine(run: [
            .post("/users", Self.user("a"), 201),
            .post("/users", Self.user("b"), 201),
            .post("/users", Self.user("c"), 201),
            .post("/users/auth0%7Cb/identities", ["provider": "auth0", "user_id": "c"], 201),
            .post(
                "/users/auth0%7Ca/identities", ["provider": "auth0", "user_id": "b"], 201,
                [["user_id": "a"], ["user_id": "b"], ["user_id": "c"]]),
            .delete("/users/auth0%7Ca/identities/auth0/b", 200, [["user_id": "a"], ["user_id": "c"]]),
            .delete("/users/auth0%7Ca/identities/auth0/c", 200, [["user_id": "a"]]),
            .get("/users/auth0%7Cc", 200, ["email": "c@example.com"]),
        ])
    }

    @Test func changesOfALinkedIdentity() async throws {
        try await eachEngine(run: [
            .post("/connections", ["name": "second", "strategy": "auth0"], 201, keeping: ["second": "id"]),
            .post("/users", Self.user("ada"), 201),
            .post("/users", Self.user("grace", ["connection": "second"]), 201),
            .post(
                "/users/auth0%7Cada/identities",
                ["provider": "auth0", "user_id": "grace", "connection_id": "{second}"], 201),
            .patch(
                "/users/auth0%7Cada", ["email": "New@example.com", "connection": "second"], 200,
                [
                    "email": "ada@example.com",
                    "identities": [[:], ["profileData": ["email": "new@example.com", "email_verified": false]]],
                ]),
            .post("/users", Self.user("joan", ["connection": "second", "email": "new@example.com"]), 409),
            .patch("/users/auth0%7Cada", ["email": "other@example.com"], 200, ["email": "other@example.com"]),
            // Deleting the connection deletes the identity, but not the user.
            .delete("/connections/{second}", 202),
            .get("/users/auth0%7Cada", 200, ["identities": [["user_id": "ada"]]]),
            .get("/users?q=identities.user_id:grace", 200, []),
        ])
    }

    @Test func linkingWithAToken() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                .post("/users", Self.user("ada"), 201), .post("/users", Self.user("grace"), 201),
                .post("/users", Self.user("joan"), 201),
                .post("/clients", ["name": "other"], 201, keeping: ["other": "client_id"]),
            ])
            let now = Int64(tenant.clock.now.seconds)
            func token(_ more: JSONObject = [:]) async throws -> JSON {
                let claims: JSONObject = [
                    "iss": .string(tenant.issuer), "sub": "auth0|grace", "aud": .string(tenant.administrator.clientID),
                    "iat": .integer(now), "exp": .integer(now + 60),
                ]
                return ["link_with": .string(try await tenant.signed(claims.merging(more) { $1 }))]
            }
            let others = try await tenant.client.clients.list().items.first { $0.name == "other" }?.clientID
            let other = JSON.string(try #require(others).value)
            let own = try await tenant.token(of: "auth0|ada", scopes: ["update:current_user_identities"])
            let path = "/users/auth0%7Cada/identities"
            func invalid(_ message: String) -> JSON { .refusal(400, message) }
            let good = try await token()
            try await tenant.run([
                .post(path, try await token(["exp": .integer(now)]), 400, invalid("Invalid token (link_with).")),
                .post(path, ["link_with": "nonsense"], 400, invalid("Invalid token (link_with).")),
                .post(
                    path, ["link_with": "eyJhbGciOiJub25lIn0.e30."], 400,
                    invalid("JWT (link_with) must have an alg of RS256.")),
                .post(
                    path, try await token(["iss": "https://elsewhere.example.com/"]), 400,
                    invalid("JWT (link_with) must have the same issuer as the calling user.")),
                .post(
                    path, try await token(["aud": "nobody"]), 400,
                    invalid("JWT (link_with) contains an invalid aud claim.")),
                .post(
                    path, try await token(["sub": .null]), 400, invalid("JWT (link_with) must contains sub claim.")),
                .post(
                    path, try await token(["sub": 7]), 400, invalid("JWT (link_with) contains an invalid sub claim.")),
                .post(
                    path, try await token(["sub": "auth0|none"]), 400,
                    invalid("Provided secondary account not found.")),
                .post(path, ["link_with": good["link_with"] ?? "", "provider": "auth0", "user_id": "grace"], 400),
                // Users can link only with tokens of the same application, and only to themselves.
                .post(
                    path, try await token(["aud": other]), 400,
                    invalid("JWT (link_with) must have an aud claim that matches that of the calling token's azp."),
                    by: .token(own)),
                .post(path, ["provider": "auth0", "user_id": "grace"], 403, by: .token(own)),
                .post("/users/auth0%7Cjoan/identities", good, 403, Self.unowned, by: .token(own)),
                .post(path, good, 201, [["user_id": "ada"], ["user_id": "grace"]], by: .token(own)),
                .delete("/users/auth0%7Cada/identities/auth0/grace", 200, by: .token(own)),
                .post(path, try await token(["aud": other]), 201),
            ])
        }
    }

    @Test func usersActOnThemselvesAlone() async throws {
        try await eachEngine { tenant in
            try await tenant.run([.post("/users", Self.user("ada"), 201), .post("/users", Self.user("joan"), 201)])
            let scopes = ["read:current_user", "update:current_user_metadata", "delete:current_user"]
            let own = try await tenant.token(of: "auth0|ada", scopes: scopes)
            let support = try await tenant.token(of: "auth0|ada", scopes: scopes + ["read:users"])
            let change: JSON = ["user_metadata": ["color": "blue"]]
            try await tenant.run([
                .get("/users/auth0%7Cada", 200, ["user_id": "auth0|ada"], by: .token(own)),
                .get("/users/auth0%7Cjoan", 403, Self.unowned, by: .token(own)),
                .get("/users/auth0%7Cjoan", 200, by: .token(support)),
                .get("/users/auth0%7Cjoan/enrollments", 403, Self.unowned, by: .token(own)),
                .get("/users/auth0%7Cada/enrollments", 200, [], by: .token(own)),
                .patch("/users/auth0%7Cjoan", change, 403, Self.unowned, by: .token(own)),
                .patch("/users/auth0%7Cada", change, 200, change, by: .token(own)),
                .patch("/users/auth0%7Cada", ["email_verified": true], 403, by: .token(own)),
                .patch("/users/auth0%7Cada", ["app_metadata": ["plan": "gold"]], 403, by: .token(own)),
                .patch(
                    "/users/auth0%7Cada", ["app_metadata": ["plan": "gold"]], 200,
                    by: .scopes(["update:users_app_metadata"])),
                .delete("/users/auth0%7Cjoan", 403, Self.unowned, by: .token(own)),
                .delete("/users/auth0%7Cada", 204, by: .token(own)),
            ])
        }
    }

    @Test func theTypedClient() async throws {
        try await eachEngine { tenant in
            try await tenant.run([.post("/users", Self.user("ada"), 201), .post("/users", Self.user("grace"), 201)])
            let users = tenant.client.users
            let linked = try await users.link("auth0|ada", IdentityLink(provider: .auth0, userID: "grace"))
            #expect(linked.map(\.userID) == ["ada", "grace"])
            #expect(linked.last?.profileData?["email"] == "grace@example.com")
            let left = try await users.unlink(at: IdentityPath("auth0|ada", .auth0, "grace"))
            #expect(left.count == 1)
            try await tenant.run([.delete("/users", 204)])
            #expect(try await users.list().items.isEmpty)
        }
    }
}
