import Contract
import TestKit
import Testing

@Suite struct UserAccessTests {
    private func access(_ login: LoginFixture, _ more: JSONObject = [:]) async throws -> (scope: JSON?, claims: JSON) {
        let wanted: JSONObject = ["audience": .string(LoginFixture.audience), "scope": "read:notes write:notes"]
        let answer = try await login.logIn(wanted.merging(more) { $1 })
        return (answer.json["scope"], try login.claims(answer.json["access_token"]))
    }

    @Test func permissionsDecide() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(
                tenant, api: ["enforce_policies": true, "token_dialect": "access_token_authz", "token_lifetime": 90])
            let none = try await access(login)
            #expect(none.scope == nil && none.claims["scope"] == nil && none.claims["permissions"] == [])
            let read: JSON = [
                "resource_server_identifier": .string(LoginFixture.audience), "permission_name": "read:notes",
            ]
            let write: JSON = [
                "resource_server_identifier": .string(LoginFixture.audience), "permission_name": "write:notes",
            ]
            try await tenant.run([
                .post("/users/\(login.user)/permissions", ["permissions": [read]], 201),
                .post("/roles", ["name": "editor"], 200, keeping: ["role": "id"]),
                .post("/roles/{role}/permissions", ["permissions": [write]], 201),
            ])
            let one = try await access(login)
            #expect(one.scope == "read:notes" && one.claims["permissions"] == ["read:notes"])
            #expect(
                one.claims["exp"]?.integer == tenant.clock.now.seconds + 90
                    && one.claims["aud"]?.string == LoginFixture.audience)
            try await tenant.run([
                .get("/roles", 200, keeping: ["role": "0.id"]),
                .post("/users/\(login.user)/roles", ["roles": ["{role}"]], 204),
            ])
            let both = try await access(login, ["scope": "write:notes"])
            #expect(both.scope == "write:notes" && both.claims["permissions"] == ["read:notes", "write:notes"])
        }
    }

    @Test func dialects() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, api: ["token_dialect": "rfc9068_profile"])
            let plain = try await login.logIn(["audience": .string(LoginFixture.audience), "scope": "read:notes"])
            let claims = try login.claims(plain.json["access_token"])
            #expect(try login.header(plain.json["access_token"])["typ"] == "at+jwt")
            #expect(claims["client_id"]?.string == login.client && claims["jti"] != nil)
            #expect(claims["azp"] == nil && claims["gty"] == nil && claims["permissions"] == nil)
            try await tenant.run([
                .patch(
                    "/resource-servers/\(login.api)",
                    ["token_dialect": "rfc9068_profile_authz", "enforce_policies": true], 200)
            ])
            #expect(try await access(login).claims["permissions"] == [])
            try await tenant.run([
                .patch("/resource-servers/\(login.api)", ["token_dialect": "access_token"], 200)
            ])
            #expect(try await access(login).claims["permissions"] == nil)
        }
    }

    @Test func whatApplicationsMayAskFor() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(
                tenant, api: ["subject_type_authorization": ["user": ["policy": "require_client_grant"]]])
            let request: JSONObject = ["audience": .string(LoginFixture.audience), "scope": "read:notes write:notes"]
            let denied =
                "Client \"\(login.client)\" is not authorized to access resource server \"\(LoginFixture.audience)\"."
            expect(try await login.logIn(request), 403, oauthError("access_denied", denied))
            let grant: JSON = [
                "client_id": .string(login.client), "audience": .string(LoginFixture.audience),
                "scope": ["read:notes"], "subject_type": "user",
            ]
            try await tenant.run([.post("/client-grants", grant, 201)])
            expect(try await login.logIn(request), 200, ["scope": "read:notes"])
            let policy: JSON = ["subject_type_authorization": ["user": ["policy": "deny_all"]]]
            try await tenant.run([.patch("/resource-servers/\(login.api)", policy, 200)])
            expect(try await login.logIn(request), 403, oauthError("access_denied", denied))
        }
    }

    @Test func usersDoNotAdministerTheTenant() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            let answer = try await login.logIn([
                "audience": .string(tenant.issuer + "api/v2/"),
                "scope": "read:users delete:users read:current_user update:current_user_metadata",
            ])
            expect(answer, 200, ["scope": "read:current_user update:current_user_metadata"])
            let token = try #require(answer.json["access_token"]?.string)
            try await tenant.run([
                .get("/users/\(login.user)", 200, by: .token(token)),
                .get("/users", 403, by: .token(token)),
                .patch("/users/\(login.user)", ["user_metadata": ["born": 1815]], 200, by: .token(token)),
            ])
        }
    }

    @Test func theTenantsDefaultAudience() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            try await tenant.run([
                .patch("/tenants/settings", ["default_audience": .string(LoginFixture.audience)], 200)
            ])
            expect(try await login.logIn(["scope": "read:notes"]), 200, ["scope": "read:notes"])
        }
    }

    @Test func organizations() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, api: ["enforce_policies": true])
            let client = "/clients/\(login.client)"
            func ask(_ name: JSON) async throws -> TestTenant.Answer {
                try await login.logIn([
                    "organization": name, "audience": .string(LoginFixture.audience), "scope": "openid read:notes",
                ])
            }
            let kept = try await tenant.run([
                .post("/organizations", ["name": "acme"], 201, keeping: ["org": "id"]),
                .post("/roles", ["name": "member"], 200, keeping: ["role": "id"]),
                .post(
                    "/roles/{role}/permissions",
                    [
                        "permissions": [
                            [
                                "resource_server_identifier": .string(LoginFixture.audience),
                                "permission_name": "read:notes",
                            ]
                        ]
                    ], 201),
            ])
            let org = kept["org"] ?? .null
            let id = org.string ?? ""
            expect(
                try await ask(org), 400,
                oauthError("invalid_request", "parameter organization is not allowed for this client"))
            try await tenant.run([.patch(client, ["organization_usage": "require"], 200)])
            expect(
                try await ask(.null), 400,
                oauthError("invalid_request", "parameter organization is required for this client"))
            expect(try await ask("acme"), 400, oauthError("invalid_request", "parameter organization is invalid"))
            expect(
                try await ask(org), 400,
                oauthError("invalid_request", "the connection is not enabled for the organization"))
            let connection = "/organizations/\(id)/enabled_connections"
            try await tenant.run([.post(connection, ["connection_id": .string(login.connection)], 201)])
            expect(
                try await ask(org), 403,
                oauthError("access_denied", "user \(login.user) is not part of the \(id) organization"))
            try await tenant.run([
                .patch("\(connection)/\(login.connection)", ["assign_membership_on_login": true], 200)
            ])
            let joined = try await ask(org)
            expect(joined, 200, ["scope": "openid"])
            #expect(try login.claims(joined.json["id_token"])["org_id"] == org)
            try await tenant.run([
                .get("/organizations/\(id)/members", 200, [["user_id": .string(login.user)]]),
                .patch("/tenants/settings", ["allow_organization_name_in_authentication_api": true], 200),
                .post(
                    "/organizations/\(id)/members/\(login.user)/roles", ["roles": [kept["role"] ?? .null]], 204),
            ])
            let named = try await ask("ACME")
            expect(named, 200, ["scope": "openid read:notes"])
            let claims = try login.claims(named.json["access_token"])
            #expect(claims["org_id"] == org && claims["org_name"] == "acme")
        }
    }
}
