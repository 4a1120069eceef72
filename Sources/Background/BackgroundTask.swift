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
    func seek(in tenant: TenantID) async throws

    /// Does a part of the work, and writes down how far it came in the transaction that does it: with `save` where
    /// there is more to do, with `finish` where there is not.
    ///
    /// A part whose transaction did not commit is done again: what it does elsewhere must bear that.
    /// - Returns: whether there is more.
    func step(_ task: BackgroundTask) async throws -> Bool

    /// Tells that the work failed for good.
    func abandon(_ task: BackgroundTask, _ error: any Error) async throws
}

extension BackgroundWork {
    public static var waitsForOthers: Bool { false }
    public func seek(in tenant: TenantID) async throws {}
}

/// Someone else has taken the work over.
public struct TaskLost: Error {}

extension Transaction {
    /// Has work done, once this transaction is committed.
    /// - Parameter date: not before then.
    public func enqueue(_ kind: String, id: String, _ state: JSON, at date: Timestamp) throws {
        try insert(
            into: "background_tasks",
            ["id": id, "kind": kind, "state": state, "due_at": date, "failures": 0, "owner": String?.none])
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
    /// - Throws: `TaskLost` where it is no longer this server's.
    public func reschedule(_ task: BackgroundTask, at date: Timestamp) throws {
        let changed = try execute(
            """
            UPDATE background_tasks SET due_at = \(date), failures = 0, owner = NULL
            WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)
            """)
        if changed == 0 { throw TaskLost() }
    }

    /// Has work that waits be done now; enqueues it where there is none.
    public func hasten(_ kind: String, id: String, at now: Timestamp) throws {
        let isNew = try insertIfAbsent(
            into: "background_tasks",
            ["id": id, "kind": kind, "state": JSON.object([:]), "due_at": now, "failures": 0, "owner": String?.none])
        if isNew { return }
        try execute(
            "UPDATE background_tasks SET due_at = \(now) WHERE tenant = \(tenant) AND id = \(id) AND owner IS NULL")
    }

    /// Takes the work that has waited longest.
    func claimTask(owner: String, now: Timestamp, until lease: Timestamp, kinds: [String]) throws -> BackgroundTask? {
        let row = try row(
            """
            SELECT id, kind, state, failures FROM background_tasks
            WHERE tenant = \(tenant) AND due_at <= \(now) AND kind IN \(list: kinds)
            ORDER BY due_at, id LIMIT 1\(.skipLocked)
            """)
        guard let row else { return nil }
        let id: String = try row["id"]
        // While it is being done it is due again only when the server that does it has fallen silent.
        try execute(
            """
            UPDATE background_tasks SET owner = \(owner), due_at = \(lease) WHERE tenant = \(tenant) AND id = \(id)
            """)
        return BackgroundTask(
            id: id, tenant: tenant, kind: try row["kind"], state: try row["state"], failures: try row["failures"],
            owner: owner)
    }

    func renew(_ task: BackgroundTask, until lease: Timestamp) throws {
        try execute(
            """
            UPDATE background_tasks SET due_at = \(lease)
            WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)
            """)
    }

    func postpone(_ task: BackgroundTask, to date: Timestamp) throws {
        try execute(
            """
            UPDATE background_tasks SET due_at = \(date), failures = \(task.failures + 1)
            WHERE tenant = \(tenant) AND id = \(task.id) AND owner = \(task.owner)
            """)
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
            "CREATE INDEX background_tasks_due ON background_tasks (tenant, due_at, id)")
    ]
}
