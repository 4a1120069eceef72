import Contract
import Storage

// Work that is done after the answer: it is in the database before the answer leaves, goes on where it was when a
// server ends, and is done by one server at a time. What kinds of work there are is not known here.

/// A piece of work that waits, or is under way.
public struct BackgroundTask: Sendable {
    public let id: String
    public let tenant: TenantID
    /// Which work it is, as `users_import`.
    public let kind: String
    /// What is to be done, and how far it has come.
    public var state: JSON
    /// How often it failed.
    public let failures: Int
    /// Who does it now: the state is written by whom it belongs to alone.
    let owner: String
}

/// Does work of one kind.
public protocol BackgroundWork: Sendable {
    static var kind: String { get }
    /// Whether it waits for answers of others, who may take their time; it does not, unless told otherwise.
    static var waitsForOthers: Bool { get }

    /// Enqueues what there is to do and nobody has enqueued. It is called all the time and must cost next to nothing.
    func discoverWork(in tenant: TenantID) async throws

    /// Does a part of the work, and writes down how far it came in the transaction that does it: with `save` where
    /// there is more to do, with `finish` where there is not.
    ///
    /// A part whose transaction did not commit is done again: what it does elsewhere must bear that.
    /// - Returns: whether there is more.
    func step(_ task: BackgroundTask) async throws -> Bool

    /// Tells that the work failed for good.
    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws
}

extension BackgroundWork {
    public static var waitsForOthers: Bool { false }
    public func discoverWork(in tenant: TenantID) async throws {}
}

/// Someone else has taken the work over.
public struct TaskLost: Error {}

extension Transaction {
    /// Has work done, once this transaction is committed.
    /// - Parameter delay: not before so much time has passed.
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

    /// Writes down how far the work has come.
    /// - Throws: `TaskLost` where it is no longer this server's.
    public func save(_ task: BackgroundTask) throws {
        let changed = try execute(
            """
            UPDATE background_tasks SET state = \(task.state)
            WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)
            """)
        if changed == 0 { throw TaskLost() }
    }

    /// Ends the work.
    /// - Throws: `TaskLost` where it is no longer this server's.
    public func finish(_ task: BackgroundTask) throws {
        let deleted = try execute(
            "DELETE FROM background_tasks WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)")
        if deleted == 0 { throw TaskLost() }
    }

    /// Has the work done again, from the state that it has.
    /// - Parameter delay: not before so much time has passed.
    /// - Throws: `TaskLost` where it is no longer this server's.
    public func reschedule(_ task: BackgroundTask, after delay: Duration) throws {
        let changed = try execute(
            """
            UPDATE background_tasks
            SET due_at = \(moment(after: delay)), noted_at = \(moment()), failures = 0, owner = NULL
            WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)
            """)
        if changed == 0 { throw TaskLost() }
    }

    /// Has work that waits be done now; enqueues it where there is none.
    public func runNow(_ kind: String, id: String) throws {
        let isNew = try execute("\(Self.insertion(kind, id, [:], self, after: .zero)) ON CONFLICT DO NOTHING")
        if isNew > 0 { return }
        try execute(
            """
            UPDATE background_tasks SET due_at = \(moment()), noted_at = \(moment())
            WHERE tenant = \(tenant) AND id = \(id) AND owner IS NULL
            """)
    }

    /// Whether there is work that is due.
    func hasDueTask(kinds: [String]) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM background_tasks WHERE tenant = \(tenant) AND due_at <= \(moment())
            AND kind IN \(list: kinds) LIMIT 1
            """)
    }

    /// Takes the work that has waited longest.
    func claimTask(owner: String, lease: Duration, kinds: [String]) throws -> BackgroundTask? {
        let row = try row(
            """
            SELECT id, kind, state, failures FROM background_tasks
            WHERE tenant = \(tenant) AND due_at <= \(moment()) AND kind IN \(list: kinds)
            ORDER BY due_at, id LIMIT 1\(.skipLocked)
            """)
        guard let row else { return nil }
        let id: String = try row["id"]
        // While it is being done it is due again only when the server that does it has fallen silent.
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

    /// Has work go on that this server or one before it was at, and that nobody else can be at.
    func takeUpTasks(kinds: [String]) throws {
        try execute(
            """
            UPDATE background_tasks SET due_at = \(moment()), noted_at = \(moment()), owner = NULL
            WHERE tenant = \(tenant) AND owner IS NOT NULL AND due_at > \(moment()) AND kind IN \(list: kinds)
            """)
    }

    /// Moves up what was noted at a time that is still to come: the clock was set back since, and nobody wants to wait until it
    /// is there again. What was to wait for an hour then waits for an hour from now.
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
        // When `due_at` was written, by the same clock.
        Migration("background-2", "ALTER TABLE background_tasks ADD COLUMN noted_at \(.text) NOT NULL DEFAULT ''"),
    ]
}
