import Contract
import Events
import Storage
import StreamsAPI

/// A stream and its progress.
struct LogStreamRow: Sendable {
    let id: String
    var status: LogStreamStatus
    /// The stream in wire format apart from its secrets, with the filters that were set.
    var document: JSON
    /// The position in the log up to which all events were delivered.
    var position: String
    /// The identifier of the first event to deliver.
    let start: String
    /// The number of failures since the last successful delivery.
    var failures = 0
    /// The time of the first failure since the last successful delivery.
    var failingSince: Timestamp?
    /// The reason for the last failure.
    var failure: String?

    var type: LogStreamType { LogStreamType(rawValue: document["type"]?.string ?? "") }
    var sink: JSON { document["sink"] ?? [:] }
    var isPriority: Bool { document["isPriority"]?.bool ?? false }

    /// The stream in wire format.
    var sent: JSON {
        var sent = document
        sent["id"] = .string(id)
        sent["status"] = .string(status.rawValue)
        if isPriority { sent["filters"] = [["type": "category", "name": "security"]] }
        if document["sink"]?["mixpanelServiceAccountPassword"] != nil {
            sent["sink"]?["mixpanelServiceAccountPassword"] = "********"
        }
        return sent
    }
}

extension LogStreamRow {
    static let migrations: [Migration] = [
        Migration(
            "log-streams-1",
            """
            CREATE TABLE log_streams (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, created_at \(.text) NOT NULL, status \(.text) NOT NULL,
                position \(.text) NOT NULL, start_log \(.text) NOT NULL, failures BIGINT NOT NULL,
                failing_since \(.text), failure \(.text), document \(.json) NOT NULL, PRIMARY KEY (tenant, id))
            """)
    ]

    /// The members that are encrypted.
    private static let sealed: Set<String> = ["sink"]

    fileprivate init(_ row: Row, in transaction: Transaction) throws {
        id = try row["id"]
        status = LogStreamStatus(rawValue: try row["status"])
        document = try transaction.open(Self.sealed, of: try row["document"])
        position = try row["position"]
        start = try row["start_log"]
        failures = try row["failures"]
        failingSince = try row["failing_since"]
        failure = try row["failure"]
    }

    fileprivate func stored(in transaction: Transaction) throws -> JSON {
        try transaction.seal(Self.sealed, of: document)
    }
}

extension Transaction {
    private var columns: SQL { "id, status, document, position, start_log, failures, failing_since, failure" }

    func logStreams() throws -> [LogStreamRow] {
        let rows = try rows("SELECT \(columns) FROM log_streams WHERE tenant = \(tenant) ORDER BY created_at, id")
        return try rows.map { try LogStreamRow($0, in: self) }
    }

    func logStream(_ id: String) throws -> LogStreamRow? {
        let row = try row(
            "SELECT \(columns) FROM log_streams WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        return try row.map { try LogStreamRow($0, in: self) }
    }

    func insert(_ stream: LogStreamRow, at now: Timestamp) throws {
        try insert(
            into: "log_streams",
            [
                "id": stream.id, "created_at": now, "status": stream.status.rawValue, "position": stream.position,
                "start_log": stream.start, "failures": stream.failures, "failing_since": stream.failingSince,
                "failure": stream.failure, "document": try stream.stored(in: self),
            ])
    }

    /// Stores the settings of a stream.
    func update(_ stream: LogStreamRow) throws {
        try execute(
            """
            UPDATE log_streams SET document = \(try stream.stored(in: self))
            WHERE tenant = \(tenant) AND id = \(stream.id)
            """)
        try updateProgress(of: stream)
    }

    /// Stores the progress of a stream.
    func updateProgress(of stream: LogStreamRow) throws {
        try execute(
            """
            UPDATE log_streams SET status = \(stream.status.rawValue), position = \(stream.position),
                failures = \(stream.failures), failing_since = \(stream.failingSince), failure = \(stream.failure)
            WHERE tenant = \(tenant) AND id = \(stream.id)
            """)
    }

    /// Returns streams with undelivered events that no task is processing.
    func idleLogStreams() throws -> [String] {
        let rows = try rows(
            """
            SELECT id FROM log_streams WHERE tenant = \(tenant) AND status = \(LogStreamStatus.active.rawValue)
                AND NOT EXISTS (SELECT 1 FROM background_tasks
                    WHERE background_tasks.tenant = log_streams.tenant AND background_tasks.id = log_streams.id)
                AND \(.hasLogs(of: tenant, after: "log_streams.position", from: "log_streams.start_log"))
            """)
        return try rows.map { try $0["id"] }
    }
}
