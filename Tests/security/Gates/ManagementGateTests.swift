import Contract
import HTTPTypes
import Serving
import TestKit
import Testing

@testable import Gatehouse

/// An access control list of the scope `management` keeps out whoever comes, whichever way.
@Suite("Management gate") struct ManagementGateTests {
    private static func block(_ scope: JSON, _ action: JSON = ["block": true], priority: JSON = 1) -> JSON {
        [
            "description": "d", "active": true, "priority": priority,
            "rule": ["action": action, "scope": scope, "match": ["user_agents": ["attacker"]]],
        ]
    }

    private static let agent: HTTPFields = [.userAgent: "attacker"]

    private static func status(
        _ method: String, _ path: String, _ tenant: TestTenant, token: String? = nil
    ) async throws -> Int {
        try await tenant.request(method, path, body: [:], token: token, headers: agent, root: "").status
    }

    private static let waysIn: [(method: String, path: String)] = [
        ("GET", "/api/v2/users"), ("PATCH", "/api/v2/tenants/settings"), ("GET", "/api/v2/openapi.json"),
        ("POST", "/api/v2/users/auth0%7C1/impersonate"), ("POST", "/users/auth0%7C1/impersonate"),
        ("GET", "/api/users"), ("GET", "/api/users/"), ("PUT", "/api/users/auth0%7C1/email"),
        ("PUT", "/api/users/auth0%7C1/email/"), ("PUT", "/api/users/auth0%7C1/password"), ("GET", "/api/clients"),
        ("GET", "/api/logs"), ("POST", "/api/rules"), ("GET", "/downloads/job_1/x.csv"),
        ("POST", "/api/v2/jobs/users-imports"), ("GET", "/api/v2/nothing"), ("GET", "/nothing"),
    ]

    @Test func `each way in is closed`() async throws {
        try await eachEngine(configure: { $0.servesLegacyAPI = true }) { tenant in
            try await tenant.run([.post("/network-acls", Self.block("management"), 201)])
            for (method, path) in Self.waysIn {
                let status = try await Self.status(method, path, tenant, token: tenant.token)
                #expect(status == 403, "\(method) \(path): \(status)")
            }
            for path in ["/healthz", "/readyz", "/.well-known/openid-configuration"] {
                #expect(try await Self.status("GET", path, tenant) == 200, "\(path)")
            }
            #expect(try await Self.status("POST", "/oauth/token", tenant) != 403)
        }
    }

    @Test func `every operation of the Management API is behind it, and says so`() async throws {
        try await eachEngine(configure: { $0.servesLegacyAPI = true }) { tenant in
            try await tenant.run([.post("/network-acls", Self.block("management"), 201)])
            for operation in OperationWalk.operations {
                let path = "/api/v2" + OperationWalk.path(of: operation, [:])
                let status = try await Self.status(operation.method.rawValue, path, tenant, token: tenant.token)
                #expect(status == 403, "\(operation.method.rawValue) \(path): \(status)")
            }
            for operation in ManagementOperation.all {
                let path = "/api/v2" + operation.path.replacing(/\{[^}]*\}/, with: "x")
                let status = try await Self.status(operation.method, path, tenant, token: tenant.token)
                #expect(status == 403, "\(operation.method) \(path): \(status)")
            }
        }
    }

    @Test func `what lets in for one API opens no other, nor what says nothing of itself`() async throws {
        try await eachEngine(configure: { $0.servesLegacyAPI = true }) { tenant in
            try await tenant.run([
                .post("/network-acls", Self.block("authentication", ["allow": true], priority: 1), 201),
                .post("/network-acls", Self.block("tenant", priority: 2), 201),
            ])
            for (method, path) in Self.waysIn {
                let status = try await Self.status(method, path, tenant, token: tenant.token)
                #expect(status == 403, "\(method) \(path): \(status)")
            }
            #expect(try await Self.status("GET", "/.well-known/openid-configuration", tenant) == 200)
        }
    }
}
