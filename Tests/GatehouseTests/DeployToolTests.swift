import Contract
import TestKit
import Testing

@testable import Gatehouse

/// What Auth0's own tools send when they bring a tenant's configuration in.
@Suite("Deploy tools") struct DeployToolTests {
    @Test func whatTheySendIsTaken() async throws {
        let rule: JSON = [
            "name": "r", "script": "function f(u, c, cb) { cb(); }", "stage": "login_success", "order": 1,
        ]
        let acl: JSON = [
            "description": "d", "active": false, "priority": 3,
            "rule": ["action": ["log": true], "scope": "management", "match": ["ipv4_cidrs": ["203.0.113.9"]]],
        ]
        try await eachEngine { tenant in
            try await tenant.run([
                .post("/rules", rule, 201, ["stage": "login_success"]),
                .post("/rules", ["name": "s", "script": "x", "stage": "never"], 400),
                .post("/network-acls", acl, 201, keeping: ["acl": "id"]),
                .get("/network-acls/{acl}", 200, ["tenant_id": "local", "deleted_at": .null]),
                .post("/roles", ["name": "reader"], 200, ["type": "tenant"], keeping: ["role": "id"]),
                .get("/roles?type=tenant", 200, [["id": "{role}", "type": "tenant"]]),
                .get("/roles?type=organization", 200, []),
                .get("/roles?type=other", 400),
                .patch(
                    "/tenants/settings",
                    [
                        "flags": [
                            "use_scope_descriptions_for_consent": true, "enable_legacy_logs_search_v2": false,
                            "enable_custom_domain_in_emails": true,
                        ],
                        "universal_login": ["colors": ["primary": "#2A2E35", "page_background": "#FF4F40"]],
                    ], 200,
                    [
                        "flags": ["use_scope_descriptions_for_consent": true, "enable_custom_domain_in_emails": true],
                        "universal_login": ["colors": ["primary": "#2A2E35", "page_background": "#FF4F40"]],
                    ]),
                .get("/tenants/settings", 200, ["universal_login": ["colors": ["primary": "#2A2E35"]]]),
                .get("/branding", 200, ["colors": ["primary": "#2A2E35", "page_background": "#FF4F40"]]),
            ])
            let listed = try await tenant.request("GET", "/network-acls", token: tenant.token)
            #expect(listed.json.member("0.id") != nil)
            #expect(listed.json.member("0.tenant_id") == nil && listed.json.member("0.deleted_at") == nil)
        }
    }

    @Test func scopesThatTenantsHaveCanBeGranted() async throws {
        let scopes: JSON = [
            "read:user_custom_blocks", "create:user_custom_blocks", "delete:user_custom_blocks", "read:insights",
            "read:shields", "create:shields", "update:shields", "delete:shields", "read:triggers", "update:triggers",
            "create:device_credentials", "update:device_credentials", "read:device_credentials",
            "delete:device_credentials", "create:passwords_checking_job", "delete:passwords_checking_job",
            "read:limits",
            "update:limits", "read:entitlements", "create:client_keys", "read:client_keys", "update:client_keys",
            "delete:client_keys",
        ]
        try await eachEngine { tenant in
            let audience = JSON.string(tenant.issuer + "api/v2/")
            let kept = try await tenant.run([
                .post(
                    "/clients", ["name": "App", "app_type": "non_interactive"], 201,
                    keeping: ["id": "client_id", "secret": "client_secret"]),
                .post("/client-grants", ["client_id": "{id}", "audience": audience, "scope": scopes], 201),
            ])
            let asked = (scopes.strings ?? []).joined(separator: " ")
            let answer = try await tenant.request(
                "POST", "/oauth/token",
                body: [
                    "grant_type": "client_credentials", "client_id": kept["id"] ?? "",
                    "client_secret": kept["secret"] ?? "",
                    "audience": audience, "scope": .string(asked),
                ], token: nil, root: "")
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    @Test func aTenantThatAnOlderVersionMadeGetsThem() async throws {
        try await eachEngine { tenant in
            let name = "read:shields"
            try await tenant.store.write("local") { transaction in
                try transaction.execute("DELETE FROM permissions WHERE name = \(name)")
                try transaction.execute(
                    "UPDATE tenant_settings SET document = \(["session_lifetime": .integer(.max)] as JSON)")
                try transaction.insertIfAbsent(
                    into: "tenant_settings", ["document": ["session_lifetime": .integer(.max)] as JSON])
                try Composition.upgrade(in: transaction)
            }
            let own = try await tenant.request(
                "GET", "/resource-servers/http%3A%2F%2Flocalhost%3A3000%2Fapi%2Fv2%2F", token: tenant.token)
            #expect(own.json["scopes"]?.array?.contains { $0["value"]?.string == name } == true)
            try await tenant.run([.get("/tenants/settings", 200, ["session_lifetime": 8_760])])
            try await tenant.run([
                .patch("/tenants/settings", ["session_lifetime": .integer(.max)], 400),
                .patch("/tenants/settings", ["session_lifetime": 8_761], 400),
                .patch("/tenants/settings", ["session_lifetime_in_minutes": 525_601], 400),
                .patch("/tenants/settings", ["session_lifetime": 8_760], 200, ["session_lifetime": 8_760]),
            ])
        }
    }
}
