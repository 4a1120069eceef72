import Contract
import ManagementClient
import PeopleAPI
import TestKit
import Testing

@Suite struct UsersTests {
    static let connection: JSON = "Username-Password-Authentication"
    static let password: JSON = "Correct-Horse-9-Battery"

    static func ada(_ more: JSONObject = [:]) -> JSON {
        let ada: JSONObject = ["connection": connection, "email": "Ada@Example.com", "password": password]
        return .object(ada.merging(more) { $1 })
    }

    @Test func lifeOfAUser() async throws {
        try await eachEngine { tenant in
            let users = tenant.client.users
            var draft = UserDraft(
                connection: "Username-Password-Authentication", email: "ada@example.com", password: "Correct-Horse-9")
            draft.userMetadata = ["color": "blue", "size": ["shoe": 39]]
            let created = try await users.create(draft)
            let id = try #require(created.userID)
            #expect(id.value.hasPrefix("auth0|") && id.value.count == 30)
            #expect(created.name == "ada@example.com" && created.nickname == "ada" && created.emailVerified == false)
            #expect(created.identities?.first?.connection == "Username-Password-Authentication")

            tenant.clock.advance(.seconds(60))
            let changed = try await users.update(
                id,
                Patch {
                    $0.givenName = "Ada"
                    $0.userMetadata = ["color": .null, "hat": true]
                })
            #expect(changed.userMetadata == ["size": ["shoe": 39], "hat": true])
            #expect(changed.updatedAt != changed.createdAt)
            #expect(try await users.get(id).givenName == "Ada")
            #expect(try await tenant.client.usersByEmail.list(EmailQuery(email: "ADA@example.com")).count == 1)

            try await users.delete(id)
            try await users.delete(id)
            #expect(try await refusal { try await users.get(id) } == "404 The user does not exist. (inexistent_user)")
        }
    }

    @Test func whatIsDerivedAndWhatIsKept() async throws {
        let gravatar =
            "https://s.gravatar.com/avatar/3e3417d7ef77d5932a6734b916515ed5?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fad.png"
        try await eachEngine(run: [
            .post(
                "/users", Self.ada(["username": "ada", "blocked": true]), 201,
                [
                    "email": "ada@example.com", "email_verified": false, "name": "ada@example.com", "nickname": "ada",
                    "username": "ada", "blocked": true, "picture": .string(gravatar),
                    "identities": [["connection": Self.connection, "provider": "auth0", "isSocial": false]],
                ], keeping: ["ada": "user_id"], lacking: ["password", "connection", "user_metadata"]),
            .get(
                "/users/{ada}?fields=email,identities", 200, ["email": "ada@example.com"], lacking: ["name", "user_id"]),
            .get(
                "/users/{ada}?fields=email&include_fields=false", 200, ["name": "ada@example.com"], lacking: ["email"]),
            .post(
                "/users", Self.ada(["email": "grace@example.com", "user_id": "grace"]), 201, ["user_id": "auth0|grace"]),
            .post(
                "/users", Self.ada(["email": "other@example.com", "user_id": "grace"]), 409,
                .refusal(409, "The user already exists.", code: "auth0_idp_error")),
        ])
    }

    @Test func whatNoTwoUsersShare() async throws {
        let taken: JSON = .refusal(409, "The user already exists.", code: "auth0_idp_error")
        try await eachEngine(run: [
            .post("/users", Self.ada(["username": "ada"]), 201, keeping: ["ada": "user_id"]),
            .post("/users", Self.ada(), 409, taken),
            .post(
                "/users", Self.ada(["email": "b@example.com", "username": "ADA"]), 409,
                .refusal(409, "The username provided is in use already.", code: "auth0_idp_error")),
            .post("/users", Self.ada(["email": "b@example.com"]), 201, keeping: ["b": "user_id"]),
            .patch(
                "/users/{b}", ["email": "ada@example.com"], 400,
                .refusal(400, "The specified new email already exists", code: "auth0_idp_error")),
            .get("/users/{b}", 200, ["email": "b@example.com"]),
            .patch("/users/{b}", ["email": "c@example.com"], 200, ["email": "c@example.com", "email_verified": false]),
            .post("/users", Self.ada(["email": "b@example.com"]), 201),
            .post("/connections", ["name": "second", "strategy": "auth0", "options": ["passwordPolicy": "none"]], 201),
            .post("/users", Self.ada(["connection": "second", "password": "x"]), 201),
        ])
    }

    @Test func bodiesThatDoNotFit() async throws {
        let hint =
            "(consider storing them in app_metadata or user_metadata. See \"Users Metadata\" in "
            + "https://auth0.com/docs/api/v2/changes for more details)"
        try await eachEngine(run: [
            .post(
                "/users", ["connection": Self.connection, "password": Self.password], 400,
                .invalidBody("Payload validation error: 'Missing required property: email'.")),
            .post(
                "/users", ["connection": Self.connection, "email": "a@example.com"], 400,
                .invalidBody("Payload validation error: 'Missing required property: password'.")),
            .post(
                "/users", Self.ada(["email": "nope"]), 400,
                .invalidBody(
                    "Payload validation error: 'Object didn't pass validation for format email: nope' on property email (The user's e-mail address)."
                )),
            .post(
                "/users", Self.ada(["shoe": 39]), 400,
                .invalidBody("Payload validation error: 'Additional properties not allowed: shoe' \(hint).")),
            .post(
                "/users", Self.ada(["connection": "none"]), 400,
                .refusal(400, "The connection does not exist.", code: "inexistent_connection")),
            .get("/users?sort=shoe:1", 400),
        ])
    }

    @Test func passwords() async throws {
        let weak: JSON = .refusal(400, "PasswordStrengthError: Password is too weak")
        let strict: JSON = [
            "name": "strict", "strategy": "auth0",
            "options": [
                "passwordPolicy": "good", "password_history": ["enable": true, "size": 2],
                "password_no_personal_info": ["enable": true],
                "password_dictionary": ["enable": true, "dictionary": ["Tr0ub4dor&3"]],
            ],
        ]
        func user(_ password: JSON) -> JSON { Self.ada(["connection": "strict", "password": password]) }
        try await eachEngine(run: [
            .post("/connections", strict, 201),
            .post("/users", user("short1A"), 400, weak),
            .post("/users", user("alllowercase"), 400, weak),
            .post(
                "/users", user("My-Ada-Password-1"), 400,
                .refusal(400, "PasswordNoUserInfoError: Password contains user information")),
            .post(
                "/users", user("Tr0ub4dor&3"), 400, .refusal(400, "PasswordDictionaryError: Password is too common")),
            .get("/users?include_totals=true", 200, ["users": [], "start": 0, "limit": 50, "length": 0, "total": 0]),
            .post("/users", user("First-Secret-1"), 201, keeping: ["ada": "user_id"], lacking: ["last_password_reset"]),
            .patch(
                "/users/{ada}", ["password": "First-Secret-1"], 400,
                .refusal(400, "PasswordHistoryError: Password has previously been used")),
            .patch("/users/{ada}", ["password": "Second-Secret-2"], 200, lacking: ["password"]),
            .patch(
                "/users/{ada}", ["password": "First-Secret-1"], 400,
                .refusal(400, "PasswordHistoryError: Password has previously been used")),
            .patch(
                "/users/{ada}", ["password": "x", "email": "y@example.com"], 400,
                .refusal(400, "Cannot update email and password simultaneously", code: "operation_not_supported")),
        ])
    }

    @Test func passwordsAreHashed() async throws {
        try await eachEngine { tenant in
            _ = try await tenant.client.users.create(
                UserDraft(
                    connection: "Username-Password-Authentication", email: "a@example.com", password: "Correct-Horse-9")
            )
            let hash: String? = try await tenant.store.read("local") { transaction in
                try transaction.row("SELECT password_hash FROM identities")?["password_hash"]
            }
            #expect(hash?.hasPrefix("$argon2id$") == true)
            let verified = try await tenant.gatehouse.services.passwords.verify("Correct-Horse-9", hash: hash ?? "")
            #expect(verified)
        }
    }

    @Test func lists() async throws {
        try await eachEngine { tenant in
            for name in ["c", "a", "d", "b"] {
                tenant.clock.advance(.seconds(1))
                try await tenant.run([.post("/users", Self.ada(["email": .string("\(name)@example.com")]), 201)])
            }
            let users = tenant.client.users
            func names(_ filter: UserFilter) async throws -> String {
                try await users.list(filter).items.map { $0.email?.prefix(1) ?? "-" }.joined()
            }
            #expect(try await names(UserFilter()) == "cadb")
            #expect(try await names(UserFilter(sort: "email:1")) == "abcd")
            #expect(try await names(UserFilter(sort: "created_at:-1")) == "bdac")
            #expect(try await names(UserFilter(page: 1, perPage: 3, sort: "email:1")) == "d")
            #expect(try await names(UserFilter(connection: "Username-Password-Authentication")) == "cadb")
            #expect(try await names(UserFilter(connection: "none")) == "")
            #expect(try await users.list(UserFilter(perPage: 0, includeTotals: true)).total == 4)
        }
    }

    @Test func rolesAndPermissions() async throws {
        let api: JSON = [
            "identifier": "https://api.example.com/", "name": "API",
            "scopes": [["value": "read:a"], ["value": "read:b"]],
        ]
        func chosen(_ name: String) -> JSON {
            [
                "permissions": [
                    ["resource_server_identifier": "https://api.example.com/", "permission_name": .string(name)]
                ]
            ]
        }
        try await eachEngine(run: [
            .post("/resource-servers", api, 201, keeping: ["api": "id"]),
            .post("/roles", ["name": "reader"], 200, keeping: ["role": "id"]),
            .post("/roles/{role}/permissions", chosen("read:a"), 201),
            .post("/users", Self.ada(), 201, keeping: ["ada": "user_id"]),
            .post("/users/{ada}/roles", ["roles": ["{role}"]], 204),
            .post("/users/{ada}/roles", ["roles": ["rol_none"]], 404, .refusal(404, "The role does not exist.")),
            .get("/users/{ada}/roles", 200, [["id": "{role}", "name": "reader"]]),
            .get("/roles/{role}/users", 200, [["user_id": "{ada}", "email": "ada@example.com"]]),
            .post("/users/{ada}/permissions", chosen("read:a"), 201),
            .post("/users/{ada}/permissions", chosen("read:b"), 201),
            .post("/users/{ada}/permissions", chosen("read:c"), 404),
            .get(
                "/users/{ada}/permissions", 200,
                [
                    [
                        "permission_name": "read:a",
                        "sources": [
                            ["source_type": "DIRECT", "source_id": "", "source_name": ""],
                            ["source_type": "ROLE", "source_id": "{role}", "source_name": "reader"],
                        ],
                    ],
                    ["permission_name": "read:b", "sources": [["source_type": "DIRECT"]]],
                ]),
            .delete("/users/{ada}/permissions", 204, body: chosen("read:a")),
            .get("/users/{ada}/permissions?include_totals=true", 200, ["total": 2]),
            .delete("/users/{ada}/roles", 204, body: ["roles": ["{role}"]]),
            .get("/users/{ada}/permissions", 200, [["permission_name": "read:b"]]),
            .delete("/resource-servers/{api}", 204),
            .get("/users/{ada}/permissions", 200, []),
        ])
    }

    @Test func usersGoWithTheirConnection() async throws {
        func user(_ connection: JSON, _ email: JSON) -> JSON { Self.ada(["connection": connection, "email": email]) }
        try await eachEngine(run: [
            .post("/connections", ["name": "second", "strategy": "auth0"], 201, keeping: ["second": "id"]),
            .post("/users", user("second", "a@example.com"), 201, keeping: ["a": "user_id"]),
            .post("/users", user("second", "b@example.com"), 201, keeping: ["b": "user_id"]),
            .post("/users", user(Self.connection, "b@example.com"), 201, keeping: ["other": "user_id"]),
            .delete("/connections/{second}/users?email=b%40example.com", 204),
            .delete("/connections/{second}/users", 400),
            .get("/users/{b}", 404),
            .get("/users/{a}", 200),
            .delete("/connections/{second}", 202),
            .get("/users/{a}", 404),
            .get("/users/{other}", 200),
        ])
    }
}
