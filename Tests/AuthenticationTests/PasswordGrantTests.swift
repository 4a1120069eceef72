import Contract
import HTTPTypes
import ManagementClient
import Secrets
import Storage
import TestKit
import Testing

@Suite struct PasswordGrantTests {
    @Test func aLoginAndWhatItLeaves() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let answer = try await login.logIn(["scope": "openid profile email offline_access unheard:of"])
            expect(
                answer, 200,
                [
                    "token_type": "Bearer", "expires_in": 86_400, "scope": "openid profile email offline_access",
                    "refresh_token": "~^v1\\.[A-Za-z0-9_-]{64}$",
                ])
            let idToken = try login.claims(answer.json["id_token"])
            let told: JSON = [
                "iss": .string(tenant.issuer), "aud": .string(login.client), "sub": .string(login.user),
                "email": "ada@example.com", "email_verified": true, "name": "Ada Lovelace",
                "iat": .integer(Int64(tenant.clock.now.seconds)),
                "exp": .integer(Int64(tenant.clock.now.seconds + 36_000)),
            ]
            #expect(idToken.difference(from: told) == nil, "\(idToken.text)")
            let access = try login.claims(answer.json["access_token"])
            #expect(access["aud"]?.string == tenant.issuer + "userinfo" && access["gty"] == "password")
            #expect(access["azp"]?.string == login.client && access["sub"]?.string == login.user)

            let user = try await tenant.request("GET", "/users/\(login.user)", token: tenant.token)
            let left: JSON = ["logins_count": 1, "last_ip": "127.0.0.1", "last_login": .string("\(tenant.clock.now)")]
            #expect(user.json.difference(from: left) == nil, "\(user.json.text)")
            let found = try await tenant.request("GET", "/users?q=last_ip:127.0.0.1", token: tenant.token)
            #expect(found.json.array?.count == 1)
            #expect(try await login.logged() == ["sepft", "s"])
            let event: JSON = [
                "client_name": "Notes", "connection": "People", "connection_id": .string(login.connection),
                "strategy": "auth0", "strategy_type": "database", "user_id": .string(login.user),
                "user_name": "ada@example.com", "ip": "127.0.0.1", "audience": .string(tenant.issuer + "userinfo"),
                "scope": "openid profile email offline_access", "client_id": .string(login.client),
            ]
            #expect(try await login.event("sepft").difference(from: event) == nil)
            let own = try await tenant.request("GET", "/users/\(login.user)/logs", token: tenant.token)
            #expect(own.json.array?.count { $0["type"] == "s" } == 1)
            #expect(try await tenant.client.stats.activeUsers() == 1)
        }
    }

    @Test func whoSaysNothingOfScopesGetsThem() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let scopes = "openid profile email address phone read:notes write:notes"
            let answer = try await login.logIn(["scope": .null, "audience": .string(LoginFixture.audience)])
            expect(answer, 200, ["scope": .string(scopes)])
            #expect(answer.json["refresh_token"] == nil)
            let audiences: JSON = [.string(LoginFixture.audience), .string(tenant.issuer + "userinfo")]
            #expect(try login.claims(answer.json["access_token"])["aud"] == audiences)
        }
    }

    @Test func realmsAndTheDefaultDirectory() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let plain: JSONObject = ["grant_type": "password", "realm": .null]
            let none = "Authorization server not configured with default connection."
            expect(try await login.logIn(plain), 500, oauthError("server_error", none))
            try await tenant.run([
                .patch("/tenants/settings", ["default_directory": "People"], 200),
                .post("/connections", ["name": "Others", "strategy": "auth0"], 201),
                .post("/connections", ["name": "google", "strategy": "google-oauth2"], 201, keeping: ["id": "id"]),
                .patch("/connections/{id}", ["enabled_clients": [.string(login.client)]], 200),
            ])
            expect(try await login.logIn(plain), 200)
            expect(try await login.logIn(["grant_type": "password", "username": "ADA@example.com"]), 200)
            let refusals: [(JSON, String)] = [
                ("Nowhere", "the connection was not found"), ("Others", "the connection was disabled"),
                ("google", "specified strategy does not support requested operation"),
            ]
            for (realm, why) in refusals {
                expect(try await login.logIn(["realm": realm]), 400, oauthError("invalid_request", why))
            }
        }
    }

    @Test func refusals() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let wrong = oauthError("invalid_grant", "Wrong email or password.")
            let rows: [(JSONObject, Int, JSON)] = [
                (["password": "wrong"], 403, wrong), (["username": "nobody@example.com"], 403, wrong),
                (["username": .null], 400, oauthError("invalid_request", "Missing required parameter: username")),
                (["password": .null], 400, oauthError("invalid_request", "Missing required parameter: password")),
                (["realm": .null], 400, oauthError("invalid_request", "Missing required parameter: realm")),
                (["client_secret": "wrong"], 401, oauthError("access_denied", "Unauthorized")),
                (["client_secret": .null], 401, oauthError("access_denied", "Unauthorized")),
                (["audience": "https://none/"], 403, oauthError("access_denied", "Service not found: https://none/")),
            ]
            for (change, status, expected) in rows { expect(try await login.logIn(change), status, expected) }
            #expect(try await login.logged().prefix(10).contains("fp"))
            let types = Set(try await login.logged())
            #expect(types == ["fepft", "fp", "fu"])
            try await tenant.run([.patch("/users/\(login.user)", ["blocked": true], 200)])
            expect(try await login.logIn(), 401, oauthError("unauthorized", "user is blocked"))
            expect(try await login.logIn(["password": "wrong"]), 403, wrong)
            #expect(try await login.event("f")["description"] == "user is blocked")
            try await tenant.run([.patch("/clients/\(login.client)", ["grant_types": ["password"]], 200)])
            let denied =
                "Grant type 'http://auth0.com/oauth/grant-type/password-realm' not allowed for the client."
            expect(try await login.logIn(), 403, oauthError("unauthorized_client", denied))
        }
    }

    @Test func tenFailuresBlock() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: ["is_token_endpoint_ip_header_trusted": true])
            let forwarded = try #require(HTTPField.Name("auth0-forwarded-for"))
            for _ in 1...10 { expect(try await login.logIn(["password": "wrong"]), 403) }
            expect(try await login.logIn(), 429, ["error": "too_many_attempts", "error_description": "~^Your account"])
            #expect(try await login.logged().prefix(2) == ["fepft", "limit_wc"])
            let blocks = try await tenant.request("GET", "/user-blocks/\(login.user)", token: tenant.token)
            #expect(blocks.json["blocked_for"]?.array?.count == 1, "\(blocks.json.text)")
            expect(try await login.logIn(headers: [forwarded: "192.0.2.7"]), 200)
            #expect(try await login.event("s")["ip"] == "192.0.2.7")
            try await tenant.run([
                .patch("/clients/\(login.client)", ["is_token_endpoint_ip_header_trusted": false], 200)
            ])
            expect(try await login.logIn(headers: [forwarded: "192.0.2.7"]), 429)
            try await tenant.run([.delete("/user-blocks/\(login.user)", 204)])
            expect(try await login.logIn(), 200)
        }
    }

    @Test func guessesAtTheSameTimeCountOneByOne() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...16 { group.addTask { try await login.logIn(["password": "wrong"]).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 403 } == 10 && statuses.count { $0 == 429 } == 6, "\(statuses)")
        }
    }

    @Test func applicationsWithoutASecret() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: ["token_endpoint_auth_method": "none"])
            let headers: HTTPFields = [try #require(HTTPField.Name("auth0-forwarded-for")): "192.0.2.7"]
            expect(try await login.logIn(["client_secret": .null], headers: headers), 200)
            #expect(try await login.event("s")["ip"] == "127.0.0.1", "whoever it is may not say from where")
            let machine: JSONObject = ["grant_type": "client_credentials", "audience": .string(LoginFixture.audience)]
            expect(try await login.ask(machine), 401)
        }
    }

    /// Hashes that others made of a password, in the forms in which an import keeps them.
    static let imported: [String] = [
        "$2b$04$abcdefghijklmnopqrstuuYsW0SRQS3I3yG94qj43EexLGKHn8A0m",
        #"{"algorithm":"sha256","hash":{"value":"U2VdGm4PWBS2HdSIm59o8MqAqKiy7Z2fvuCAHGsjmo0=","encoding":"base64"},"password":{"encoding":"ucs2"}}"#,
        #"{"algorithm":"md5","hash":{"value":"c139d3d9f9935b9d100f61d8d2bc69b5","encoding":"hex"},"salt":{"value":"NaCl"}}"#,
        #"{"algorithm":"ldap","hash":{"value":"{SSHA}nQfoJJ/FmQN1Vq1sJz8xgXi++E1OYUNs","encoding":"utf8"}}"#,
        #"{"algorithm":"scrypt","hash":{"value":"462b7981d4192a859d9861e68b35ca73648ae1e0814783d20ae4c2e1129dc0b3","encoding":"hex"},"salt":{"value":"NaCl"},"keylen":32,"cost":1024,"blockSize":4,"parallelization":2}"#,
    ]

    @Test func importedPasswords() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            func hash() async throws -> String {
                let row = try await tenant.store.read("local") { transaction in
                    try transaction.row("SELECT password_hash FROM identities WHERE email = 'ada@example.com'")
                }
                return try #require(try row?["password_hash"])
            }
            let own = try await hash()
            expect(try await login.logIn(), 200)
            #expect(try await hash() == own, "what is as it ought to be stays")
            for imported in Self.imported {
                _ = try await tenant.store.write("local") { transaction in
                    try transaction.execute(
                        "UPDATE identities SET password_hash = \(imported) WHERE email = 'ada@example.com'")
                }
                expect(try await login.logIn(), 403)
                #expect(try await hash() == imported)
                expect(try await login.logIn(["password": "P\u{e4}ssword-1"]), 200)
                #expect(try await hash().hasPrefix("$argon2id$"), "\(imported)")
                expect(try await login.logIn(["password": "P\u{e4}ssword-1"]), 200)
            }
        }
    }

    @Test func whatUsersAreKnownBy() async throws {
        let identifiers: JSON = [
            "email": ["identifier": ["active": false]], "username": ["identifier": ["active": true]],
            "phone_number": ["identifier": ["active": true]],
        ]
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            expect(try await login.logIn(["username": "Ada"]), 200)
            try await tenant.run([
                .patch("/users/\(login.user)", ["phone_number": "+15551234567", "connection": "People"], 200)
            ])
            expect(try await login.logIn(["username": "+15551234567"]), 403)
            try await tenant.run([
                .patch("/connections/\(login.connection)", ["options": ["attributes": identifiers]], 200)
            ])
            expect(try await login.logIn(["username": "+15551234567"]), 200)
            expect(try await login.logIn(["username": "ada"]), 200)
            expect(try await login.logIn(), 403)
        }
    }

    @Test func idTokensAreSignedAsTheApplicationWants() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(
                tenant, client: ["jwt_configuration": ["alg": "HS256", "lifetime_in_seconds": 60]])
            let token = try await login.logIn().json["id_token"]
            #expect(try login.header(token) == ["alg": "HS256", "typ": "JWT"])
            let claims = try login.claims(token)
            #expect(claims["exp"]?.integer == tenant.clock.now.seconds + 60)
            let context = tenant.gatehouse.services.tenants
            let signer = try context.tenant(for: .init(method: "GET", path: "/")).signer
            let again = try signer.sign(
                TokenClaims(claims.object ?? [:]), algorithm: "HS256", secret: Array(login.secret.utf8))
            #expect(again == token?.string)
        }
    }
}
