import Contract
import Events
import ManagementClient
import TestKit
import Testing

@Suite struct HousekeepingTests {
    @Test func oldEventsGoAndNewOnesStay() async throws {
        try await eachEngine { tenant in
            _ = try await tenant.client.roles.create(RoleDraft(name: "old"))
            tenant.clock.advance(.seconds(20 * 86_400))
            try await tenant.work()
            _ = try await tenant.client.roles.create(RoleDraft(name: "new"))
            tenant.clock.advance(.seconds(11 * 86_400))
            try await tenant.work()
            let names = try await tenant.client.logs.list().items.map { $0.details?["request"]?["body"]?["name"] }
            #expect(names == ["new"])
            // It comes back every hour.
            tenant.clock.advance(.seconds(20 * 86_400))
            try await tenant.work()
            #expect(try await tenant.client.logs.list().items.isEmpty)
        }
    }

    @Test func eventsStayForEverWhereWanted() async throws {
        try await eachEngine(configure: { $0.daysOfLogs = nil }) { tenant in
            _ = try await tenant.client.roles.create(RoleDraft(name: "old"))
            tenant.clock.advance(.seconds(1000 * 86_400))
            try await tenant.work()
            #expect(try await tenant.client.logs.list().items.count == 1)
        }
    }
}
