import Background
import Contract
import Events
import Model
import Serving
import Storage
import Triggers

/// Deletes, every hour, what nobody finds any more: sessions and refresh tokens that have ended, what is left of actions
/// that ran, and events that are older than logs and the feed of changes are kept.
struct Housekeeping: BackgroundWork {
    static let kind = "housekeeping"
    private static let pause: Duration = .seconds(3600)
    /// How many events go in one transaction, so that others do not wait for long.
    private static let eventsInStep = 5_000
    /// Likewise sessions, of which applications may have to be told.
    private static let sessionsInStep = 500

    let services: Services
    /// For how many days events are kept; for ever, where it is `nil`.
    let daysOfLogs: Int?

    /// Sees to it that it is done for a tenant.
    static func begin(for tenant: TenantID, _ services: Services) async throws {
        try await services.store.write(tenant) { transaction in
            let isThere: SQL = """
                SELECT 1 FROM background_tasks WHERE tenant = \(transaction.tenant) AND id = \(kind)
                """
            if try !transaction.exists(isThere) { try transaction.enqueue(kind, id: kind, [:], after: pause) }
        }
    }

    func step(_ task: BackgroundTask) async throws -> Bool {
        let now = services.clock.now
        let oldest = daysOfLogs.map { now + .seconds(-86_400 * $0) }
        return try await services.store.write(task.tenant) { transaction in
            let ended = try transaction.deleteEndedSessions(at: now, limit: Self.sessionsInStep)
            try transaction.deleteEndedRefreshTokens(at: now)
            try transaction.deleteOldActionExecutions(at: now)
            let deleted = try oldest.map { try transaction.deleteLogs(before: $0, limit: Self.eventsInStep) } ?? 0
            let fed = try transaction.deleteFeed(before: FeedPlace.oldest(at: now), limit: Self.eventsInStep)
            let isMore = max(deleted, fed) == Self.eventsInStep || ended == Self.sessionsInStep
            if isMore { try transaction.save(task) } else { try transaction.reschedule(task, after: Self.pause) }
            return isMore
        }
    }

    /// It is never given up: what could not be done this time may be done the next.
    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        try await services.store.write(task.tenant) { try $0.reschedule(task, after: Self.pause) }
    }
}
