import Contract
import Events
import ManagementClient
import OperationsAPI
import Storage
import TestKit
import Testing

@Suite struct StatsTests {
    @Test func areCountedFromTheLog() async throws {
        try await eachEngine { tenant in
            let now = tenant.clock.now
            try await tenant.store.write("local") { transaction in
                let ids = LogIdentifiers()
                func emit(_ type: LogType, _ user: String, daysAgo: Int) throws {
                    var event = LoggedEvent(type, at: now + .seconds(-86_400 * daysAgo))
                    event.userID = user
                    try transaction.emit(event, ids)
                }
                for user in ["a", "a", "b"] { try emit(.login, user, daysAgo: 0) }
                try emit(.signup, "c", daysAgo: 1)
                for type in [LogType.login, .passwordExchange] { try emit(type, "c", daysAgo: 1) }
                try emit(.wrongPassword, "c", daysAgo: 1)
                try emit(.login, "d", daysAgo: 40)
            }
            #expect(try await tenant.client.stats.activeUsers() == 3)
            let days = try await tenant.client.stats.daily()
            #expect(days.map(\.logins) == [1, 3] && days.map(\.signups) == [1, 0])
            #expect(days.last?.updatedAt == now)
            let long = (now + .seconds(-86_400 * 40)).description.prefix(10).filter(\.isNumber)
            let early = try await tenant.client.stats.daily(DailyStatsFilter(from: long, to: long))
            #expect(early.map(\.logins) == [1])
            let refused = try await refusal {
                _ = try await tenant.client.stats.daily(DailyStatsFilter(to: "20260231"))
            }
            #expect(refused.hasPrefix("400"))
        }
    }
}
