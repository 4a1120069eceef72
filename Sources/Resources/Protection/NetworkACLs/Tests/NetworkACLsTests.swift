import Contract
import HTTPTypes
import ManagementClient
import ProtectionAPI
import Serving
import Testing
import TestKit

@Suite struct NetworkACLsTests {
    private static func acl(
        _ action: JSON, match: JSON? = nil, notMatch: JSON? = nil, scope: JSON = "authentication", priority: JSON = 5,
        active: JSON = true
    ) -> JSON {
        var rule: JSON = ["action": action, "scope": scope]
        if let match { rule["match"] = match }
        if let notMatch { rule["not_match"] = notMatch }
        return ["description": "a rule", "active": active, "priority": priority, "rule": rule]
    }

    private static func status(
        _ path: String, _ tenant: TestTenant, agent: String = "x", from peer: String = "192.0.2.7"
    ) async -> OutgoingResponse {
        let request = IncomingRequest(
            method: "GET", path: path, host: "login.example.com:443", headers: [.userAgent: agent], peer: peer)
        return await tenant.gatehouse.site.answer(request)
    }

    @Test func itsLife() async throws {
        try await eachEngine { tenant in
            let made = Self.acl(["block": true], match: ["ipv6_cidrs": ["2001:db8::/32"]], scope: "management")
            let changed = Self.acl(["log": true], match: ["ipv4_cidrs": ["10.0.0.1"]], priority: 2, active: false)
            try await tenant.run([
                .post("/network-acls", made, 201, made, keeping: ["id": "id"], lacking: ["deleted_at"]),
                .get("/network-acls/{id}", 200, ["tenant_id": "local", "deleted_at": .null, "priority": 5]),
                .put("/network-acls/{id}", changed, 200, changed),
                .patch("/network-acls/{id}", ["active": true], 200, ["active": true, "priority": 2]),
                .get("/network-acls?include_totals=true", 200, ["total": 1, "network_acls": [["priority": 2]]]),
                .delete("/network-acls/{id}", 200, ["code": 204, "object": ""]),
                .get("/network-acls/{id}", 404), .put("/network-acls/{id}", changed, 404),
            ])
            let acls = tenant.client.networkACLs
            var signals = NetworkACLSignals()
            signals.userAgents = ["bot"]
            let rule = NetworkACLRule(
                action: NetworkACLAction(block: true), match: signals, scope: .authentication)
            let id = try #require(
                try await acls.create(NetworkACLDraft(description: "bots", active: true, rule: rule)).id)
            #expect(try await acls.get(id).rule == rule)
            #expect(try await acls.update(id, Patch { $0.active = false }).active == false)
            #expect(try await acls.delete(id).code == 204)
        }
    }

    @Test func whatIsRefused() async throws {
        try await eachEngine(run: [
            .post("/network-acls", Self.acl(["block": true]), 400),
            .post("/network-acls", Self.acl([:], match: ["asns": [1]]), 400),
            .post("/network-acls", Self.acl(["block": true, "allow": true], match: ["asns": [1]]), 400),
            .post("/network-acls", Self.acl(["block": false], match: ["asns": [1]]), 400),
            .post("/network-acls", Self.acl(["redirect": true], match: ["asns": [1]]), 400),
            .post("/network-acls", Self.acl(["block": true], match: ["ipv4_cidrs": ["::1"]]), 400),
            .post("/network-acls", Self.acl(["block": true], match: ["ipv4_cidrs": []]), 400),
            .post("/network-acls", Self.acl(["block": true], match: ["asns": [1]], scope: "x"), 400),
            .post("/network-acls", Self.acl(["block": true], match: ["asns": [1]], priority: 0), 400),
        ])
    }

    @Test func requestsAreHeldAgainstThem() async throws {
        let path = "/.well-known/jwks.json"
        try await eachEngine { tenant in
            #expect(await Self.status(path, tenant).status == 200)
            let allowed = Self.acl(["allow": true], match: ["ipv4_cidrs": ["192.0.2.9"]], priority: 1)
            let blocked = Self.acl(["block": true], match: ["ipv4_cidrs": ["192.0.2.0/24"]], priority: 3)
            let away = Self.acl(
                ["redirect": true, "redirect_uri": "https://example.com/no"],
                match: ["user_agents": ["bot"], "hostnames": ["login.example.com"]], priority: 2)
            let watched = Self.acl(["log": true], match: ["ipv4_cidrs": ["192.0.2.7"]], priority: 1)
            for acl in [blocked, away, watched, allowed] {
                try await tenant.run([.post("/network-acls", acl, 201)])
            }
            #expect(await Self.status(path, tenant).status == 403)
            #expect(await Self.status(path, tenant, from: "192.0.2.9").status == 200)
            #expect(await Self.status(path, tenant, from: "198.51.100.1").status == 200)
            #expect(await Self.status("/healthz", tenant).status == 200)
            #expect(await Self.status("/api/v2/users", tenant).status == 401, "the Management API is another part")
            let redirected = await Self.status(path, tenant, agent: "bot")
            #expect(redirected.status == 302 && redirected.headers[.location] == "https://example.com/no")
            tenant.clock.advance(.seconds(599))
            try await tenant.gatehouse.refreshTenants()
            try await tenant.run([.get("/logs?q=type:acls_summary", 200, [])])
            tenant.clock.advance(.seconds(1))
            try await tenant.gatehouse.refreshTenants()
            try await tenant.run([
                .get(
                    "/logs?q=type:acls_summary&include_totals=true", 200,
                    ["total": 4])
            ])
        }
    }

    @Test func whatIsSwitchedOffAndWhatIsElsewhere() async throws {
        try await eachEngine { tenant in
            let path = "/.well-known/jwks.json"
            let everybody: JSON = ["ipv4_cidrs": ["0.0.0.0/0"]]
            try await tenant.run([
                .post("/network-acls", Self.acl(["block": true], match: everybody, active: false), 201),
                .post("/network-acls", Self.acl(["block": true], match: ["hostnames": ["other.example.com"]]), 201),
            ])
            #expect(await Self.status(path, tenant).status == 200)
            try await tenant.run([
                .post("/network-acls", Self.acl(["block": true], match: ["hostnames": ["Login.Example.com"]]), 201)
            ])
            #expect(await Self.status(path, tenant).status == 403)
        }
    }

    @Test func refusalsAreInTheWordsOfTheAPI() async throws {
        try await eachEngine { tenant in
            let rule = Self.acl(["block": true], match: ["ipv4_cidrs": ["192.0.2.7"]], scope: "tenant")
            try await tenant.run([.post("/network-acls", rule, 201)])
            let management = await Self.status("/api/v2/users", tenant)
            #expect(management.status == 403)
            #expect(
                try JSON(parsing: management.body)
                    == .refusal(403, "Access is denied by a network ACL", code: "access_denied"))
            let other = await Self.status("/.well-known/jwks.json", tenant)
            #expect(
                try JSON(parsing: other.body)
                    == ["error": "access_denied", "error_description": "Access is denied by a network ACL"])
        }
    }

    @Test func whatIsCountedIsToldTenMinutesAfterTheFirst() async throws {
        try await eachEngine { tenant in
            let rule = Self.acl(["log": true], match: ["ipv4_cidrs": ["192.0.2.7"]])
            try await tenant.run([.post("/network-acls", rule, 201)])
            for peer in ["192.0.2.7", "192.0.2.8"] {
                _ = await Self.status("/.well-known/jwks.json", tenant, from: peer)
                tenant.clock.advance(.seconds(300))
            }
            try await tenant.gatehouse.refreshTenants()
            let answer = try await tenant.request("GET", "/logs?q=type:acls_summary", token: tenant.token)
            let summary = try #require(answer.json.array?.first?["details"]?["acls_summary"], "\(answer.json.text)")
            #expect(summary["match"]?["success"] == 1 && summary["total_request_count"]?["successes"] == 2)
        }
    }

    @Test func whoConnectsCountsWhoeverIsSpokenFor() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                .post(
                    "/network-acls", Self.acl(["block": true], match: ["connecting_ipv4_cidrs": ["192.0.2.7"]]), 201)
            ])
            let path = "/.well-known/jwks.json"
            #expect(await Self.status(path, tenant).status == 403)
            #expect(await Self.status(path, tenant, from: "192.0.2.8").status == 200)
        }
    }

    @Test func whatIsNotSeenFitsNothing() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                .post("/network-acls", Self.acl(["block": true], notMatch: ["geo_country_codes": ["US"]]), 201),
                .post("/network-acls", Self.acl(["block": true], match: ["geo_country_codes": ["US"]]), 201),
            ])
            #expect(await Self.status("/.well-known/jwks.json", tenant).status == 200)
            try await tenant.run([
                .post("/network-acls", Self.acl(["block": true], notMatch: ["user_agents": ["good"]]), 201)
            ])
            #expect(await Self.status("/.well-known/jwks.json", tenant).status == 403)
            #expect(await Self.status("/.well-known/jwks.json", tenant, agent: "good").status == 200)
        }
    }
}
