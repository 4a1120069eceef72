import Contract
import ManagementClient
import Model
import ProtectionAPI
import Storage
import Testing
import TestKit

@Suite struct AnomalyTests {
    private static let path = "/anomaly/blocks/ips/192.0.2.1"
    private static let missing: JSON = .refusal(404, "Not Found")

    private static func fail(_ times: Int, from ip: String = "192.0.2.1", _ tenant: TestTenant) async throws {
        let now = tenant.clock.now
        try await tenant.store.write("local") { transaction in
            let throttle = try transaction.addressThrottle()
            for _ in 0..<times { try transaction.recordFailure(from: ip, at: now, throttle: throttle) }
        }
    }

    private static func choose(_ settings: JSON) -> Scenario {
        .patch("/attack-protection/suspicious-ip-throttling", settings, 200)
    }

    @Test func addressesAreBlocked() async throws {
        try await eachEngine { tenant in
            try await tenant.run([.get(Self.path, 404, Self.missing), .get("/anomaly/blocks/ips/nowhere", 400)])
            try await Self.fail(99, tenant)
            try await tenant.run([.get(Self.path, 404, Self.missing)])
            try await Self.fail(1, tenant)
            try await tenant.run([
                .get(Self.path, 200), .get("/anomaly/blocks/ips/192.0.2.2", 404, Self.missing),
                .get(Self.path, 403, by: .scopes(["delete:anomaly_blocks"])),
            ])
            // Each interval of the rate allows one more attempt.
            tenant.clock.advance(.milliseconds(864_000))
            try await tenant.run([.get(Self.path, 404, Self.missing)])
            try await Self.fail(1, tenant)
            try await tenant.client.anomaly.checkIP(at: IPAddress("192.0.2.1"))
            try await tenant.client.anomaly.unblockIP(at: IPAddress("192.0.2.1"))
            try await tenant.run([
                .get(Self.path, 404, Self.missing), .delete(Self.path, 204),
            ])
        }
    }

    @Test func theTenantsSettings() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                Self.choose(["stage": ["pre-login": ["max_attempts": 2]], "allowlist": ["192.0.2.64/26"]])
            ])
            try await Self.fail(2, tenant)
            try await Self.fail(5, from: "192.0.2.99", tenant)
            try await tenant.run([
                .get(Self.path, 200), .get("/anomaly/blocks/ips/192.0.2.99", 404),
                Self.choose(["shields": ["admin_notification"]]), .get(Self.path, 404),
                Self.choose(["shields": ["block"], "enabled": false]), .get(Self.path, 404),
                Self.choose(["enabled": true]), .get(Self.path, 200),
            ])
        }
    }
}
