import Contract
import Storage

extension Transaction {
    /// Writes a log event in the transaction of its change.
    public func emit(_ event: LoggedEvent, _ ids: LogIdentifiers) throws {
        let id = ids.next(at: event.date)
        try insert(
            into: "logs",
            [
                "log_id": id, "type": event.type.rawValue, "date": event.date, "user_id": event.userID?.asLoggedKey,
                "document": event.document(id: id),
            ])
    }
}

extension Transaction {
    /// Returns the greatest identifier of log events.
    public func lastLogName() throws -> String? {
        try row("SELECT MAX(log_id) AS last FROM logs WHERE tenant = \(tenant)")?["last"]
    }
}

extension Transaction {
    /// Deletes the oldest log events.
    /// - Returns: the number of deleted log events.
    public func deleteLogs(before date: Timestamp, limit: Int) throws -> Int {
        try execute(
            """
            DELETE FROM logs WHERE tenant = \(tenant) AND log_id IN (
                SELECT log_id FROM logs WHERE tenant = \(tenant) AND date < \(date) ORDER BY log_id LIMIT \(limit))
            """)
    }
}

/// The tables of this module.
public enum Events {
    public static let migrations: [Migration] = logMigrations + changeMigrations

    private static let logMigrations: [Migration] = [
        Migration(
            "logs-1",
            """
            CREATE TABLE logs (
                tenant \(.text) NOT NULL, log_id \(.text) NOT NULL, type \(.text) NOT NULL, date \(.text) NOT NULL,
                user_id \(.text), document \(.json) NOT NULL, PRIMARY KEY (tenant, log_id))
            """,
            "CREATE INDEX logs_type ON logs (tenant, type, date)",
            "CREATE INDEX logs_user ON logs (tenant, user_id, log_id) WHERE user_id IS NOT NULL"),
        Migration(
            "logs-2",
            """
            \(sqlite: "", postgres: """
                ALTER TABLE logs ADD COLUMN written_by TEXT COLLATE "C" NOT NULL DEFAULT '00000000000000000000'
                """)
            """,
            """
            \(sqlite: "", postgres: """
                ALTER TABLE logs ALTER COLUMN written_by SET DEFAULT lpad(pg_current_xact_id()::text, 20, '0')
                """)
            """,
            """
            \(sqlite: "", postgres: "CREATE INDEX logs_position ON logs (tenant, (written_by || log_id))")
            """),
    ]
}
