import Background
import Contract
import Events
import Model
import Serving
import Storage
import Triggers

/// Deletes obsolete data every hour: ended sessions and refresh tokens, the records of past action executions, and
/// events older than the retention of the log and the event feed.
struct Housekeeping: BackgroundWork {
    static let kind = "housekeeping"
    private static let pause: Duration = .seconds(3600)
    /// The maximum number of events per transaction, which limits the time that others wait.
    private static let eventsInStep = 5_000
    /// The maximum number of sessions per transaction; applications may have to be notified of each.
    private static let sessionsInStep = 500

    let services: Services
    /// The retention of log events in days; `nil` keeps them forever.
    let daysOfLogs: Int?

    /// Schedules housekeeping for a tenant.
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

    /// The task is never given up: a failed run is retried later.
    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        try await services.store.write(task.tenant) { try $0.reschedule(task, after: Self.pause) }
    }
}
