import Contract
import Storage

// Work that is done after the response. It is stored in the database before the response is sent, resumes after a
// server ends, and is done by one server at a time. This module does not know the kinds of work.

/// A task that waits or is running.
public struct BackgroundTask: Sendable {
    public let id: String
    public let tenant: TenantID
    /// The kind of work, as `users_import`.
    public let kind: String
    /// The parameters and the progress of the task.
    public var state: JSON
    /// The number of failures.
    public let failures: Int
    /// The worker that runs the task; only it may change the state.
    let owner: String
}

/// Work of one kind.
public protocol BackgroundWork: Sendable {
    static var kind: String { get }
    /// Whether the work waits for responses of other systems, which may be slow; `false` by default.
    static var waitsForOthers: Bool { get }

    /// Enqueues work that has not been enqueued yet. It is called frequently and must be cheap.
    func discoverWork(in tenant: TenantID) async throws

    /// Does a part of the work, and stores its progress in the same transaction: with `save` if there is more to do,
    /// with `finish` otherwise.
    ///
    /// A part whose transaction is not committed is repeated, so its external effects must allow that.
    /// - Returns: whether there is more to do.
    func step(_ task: BackgroundTask) async throws -> Bool

    /// Handles the permanent failure of a task.
    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws
}

extension BackgroundWork {
    public static var waitsForOthers: Bool { false }
    public func discoverWork(in tenant: TenantID) async throws {}
}

/// Another server has taken over the task.
public struct TaskLost: Error {}

extension Transaction {
    /// Enqueues a task, which runs after this transaction is committed.
    /// - Parameter delay: the minimum delay.
    public func enqueue(_ kind: String, id: String, _ state: JSON, after delay: Duration = .zero) throws {
        try execute(Self.insertion(kind, id, state, self, after: delay))
    }

    private static func insertion(
        _ kind: String, _ id: String, _ state: JSON, _ transaction: Transaction, after delay: Duration
    ) -> SQL {
        """
        INSERT INTO background_tasks (tenant, id, kind, state, due_at, noted_at, failures, owner)
        VALUES (\(transaction.tenant), \(id), \(kind), \(state), \(transaction.moment(after: delay)),
            \(transaction.moment()), 0, NULL)
        """
    }

    /// Stores the progress of a task.
    /// - Throws: `TaskLost` if another server has taken over the task.
    public func save(_ task: BackgroundTask) throws {
        let changed = try execute(
            """
            UPDATE background_tasks SET state = \(task.state)
            WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)
            """)
        if changed == 0 { throw TaskLost() }
    }

    /// Deletes a completed task.
    /// - Throws: `TaskLost` if another server has taken over the task.
    public func finish(_ task: BackgroundTask) throws {
        let deleted = try execute(
            "DELETE FROM background_tasks WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)")
        if deleted == 0 { throw TaskLost() }
    }

    /// Schedules the task to run again from its current state.
    /// - Parameter delay: the minimum delay.
    /// - Throws: `TaskLost` if another server has taken over the task.
    public func reschedule(_ task: BackgroundTask, after delay: Duration) throws {
        let changed = try execute(
            """
            UPDATE background_tasks
            SET due_at = \(moment(after: delay)), noted_at = \(moment()), failures = 0, owner = NULL
            WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)
            """)
        if changed == 0 { throw TaskLost() }
    }

    /// Makes a waiting task due now, or enqueues it if it does not exist.
    public func runNow(_ kind: String, id: String) throws {
        let isNew = try execute("\(Self.insertion(kind, id, [:], self, after: .zero)) ON CONFLICT DO NOTHING")
        if isNew > 0 { return }
        try execute(
            """
            UPDATE background_tasks SET due_at = \(moment()), noted_at = \(moment())
            WHERE tenant = \(tenant) AND id = \(id) AND owner IS NULL
            """)
    }

    /// Whether a task is due.
    func hasDueTask(kinds: [String]) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM background_tasks WHERE tenant = \(tenant) AND due_at <= \(moment())
            AND kind IN \(list: kinds) LIMIT 1
            """)
    }

    /// Claims the task that has been due for the longest time.
    func claimTask(owner: String, lease: Duration, kinds: [String]) throws -> BackgroundTask? {
        let row = try row(
            """
            SELECT id, kind, state, failures FROM background_tasks
            WHERE tenant = \(tenant) AND due_at <= \(moment()) AND kind IN \(list: kinds)
            ORDER BY due_at, id LIMIT 1\(.skipLocked)
            """)
        guard let row else { return nil }
        let id: String = try row["id"]
        // A running task becomes due again only if its server stops renewing the lease.
        try execute(
            """
            UPDATE background_tasks SET owner = \(owner), due_at = \(moment(after: lease)), noted_at = \(moment())
            WHERE tenant = \(tenant) AND id = \(id)
            """)
        return BackgroundTask(
            id: id, tenant: tenant, kind: try row["kind"], state: try row["state"], failures: try row["failures"],
            owner: owner)
    }

    func renew(_ task: BackgroundTask, for lease: Duration) throws {
        try execute(
            """
            UPDATE background_tasks SET due_at = \(moment(after: lease)), noted_at = \(moment())
            WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)
            """)
    }

    func postpone(_ task: BackgroundTask, for pause: Duration) throws {
        try execute(
            """
            UPDATE background_tasks
            SET due_at = \(moment(after: pause)), noted_at = \(moment()), failures = \(task.failures + 1)
            WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)
            """)
    }

    /// Releases the tasks of a server that has ended. It must be called only if no other server uses the database.
    func takeUpTasks(kinds: [String]) throws {
        try execute(
            """
            UPDATE background_tasks SET due_at = \(moment()), noted_at = \(moment()), owner = NULL
            WHERE tenant = \(tenant) AND owner IS NOT NULL AND due_at > \(moment()) AND kind IN \(list: kinds)
            """)
    }

    /// Moves up tasks that were enqueued at a time in the future, because the clock was set back since. A task with a
    /// delay of an hour then waits an hour from now.
    func moveUpTasks() throws {
        let ahead = try rows(
            """
            SELECT id, due_at, noted_at FROM background_tasks
            WHERE tenant = \(tenant) AND noted_at > \(moment(after: .seconds(5)))
            """)
        for row in ahead {
            let (id, dueAt, notedAt): (String, Timestamp, Timestamp) = (
                try row["id"], try row["due_at"], try row["noted_at"]
            )
            let delay = Duration.milliseconds(max(0, dueAt.milliseconds - notedAt.milliseconds))
            try execute(
                """
                UPDATE background_tasks SET due_at = \(moment(after: delay)), noted_at = \(moment())
                WHERE tenant = \(tenant) AND id = \(id) AND noted_at = \(notedAt)
                """)
        }
    }
}

/// The tables of this module.
public enum Background {
    public static let migrations: [Migration] = [
        Migration(
            "background-1",
            """
            CREATE TABLE background_tasks (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, kind \(.text) NOT NULL, state \(.json) NOT NULL,
                due_at \(.text) NOT NULL, failures BIGINT NOT NULL, owner \(.text), PRIMARY KEY (tenant, id))
            """,
            "CREATE INDEX background_tasks_due ON background_tasks (tenant, due_at, id)"),
        // The time at which `due_at` was written, by the same clock.
        Migration("background-2", "ALTER TABLE background_tasks ADD COLUMN noted_at \(.text) NOT NULL DEFAULT ''"),
    ]
}
