import Background
import Contract
import Events
import Secrets
import Serving
import Storage

/// A text message or call in the outbox.
public struct OutboxText: Sendable {
    /// The state of a message.
    public enum State: String, Sendable {
        /// There was no provider; the message stays for inspection.
        case kept
        case waiting
        /// The message is being sent, and the result is not known yet.
        case sending
        /// The provider accepted the message.
        case sent
        case failed
    }

    public let id: String
    public internal(set) var state: State
    public let createdAt: Timestamp
    public internal(set) var sentAt: Timestamp?
    /// The reason why the message has not been sent.
    public internal(set) var error: String?
    public internal(set) var message: PhoneMessage
}

/// Values that sending a message needs. They are created before the transaction, which may run more than once.
public struct PhoneSending: Sendable {
    /// The identifier of the message.
    let id: String
    let host: String
    let now: Timestamp
    let logIDs: LogIdentifiers

    public init(_ tenant: TenantContext, _ services: Services, now: Timestamp) {
        id = services.random.objectIdentifier(at: now)
        host = tenant.host
        self.now = now
        logIDs = services.logIDs
    }
}

extension OutboxText {
    fileprivate init(row: Row, in transaction: Transaction) throws {
        var document: JSON = try row["document"]
        // The message is sealed, because codes in it are secrets. Older versions stored plain text.
        if let sealed = document["sealed"] { document = try transaction.open(sealed) }
        id = try row["id"]
        state = State(rawValue: try row["state"]) ?? .failed
        createdAt = try row["created_at"]
        sentAt = try row["sent_at"]
        error = try row["error"]
        message = try document.decoded()
    }
}

extension Transaction {
    private static var columns: SQL { "SELECT id, state, created_at, sent_at, error, document FROM texts" }

    /// Puts a message into the outbox, from where it is sent after this transaction is committed. Without a provider it
    /// stays there.
    public func send(_ message: PhoneMessage, _ sending: PhoneSending) throws {
        let isSent = try phoneAccount(for: message) != nil
        try insert(
            OutboxText(
                id: sending.id, state: isSent ? .waiting : .kept, createdAt: sending.now, sentAt: nil, error: nil,
                message: message))
    }

    /// Returns the messages in the outbox, newest first.
    public func texts(limit: Int = 1000) throws -> [OutboxText] {
        try rows(
            "\(Self.columns) WHERE tenant = \(tenant) ORDER BY created_at DESC, id DESC LIMIT \(limit)"
        ).map { try OutboxText(row: $0, in: self) }
    }

    /// Returns a message in the outbox.
    public func text(_ id: String) throws -> OutboxText? {
        try row("\(Self.columns) WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)").map {
            try OutboxText(row: $0, in: self)
        }
    }

    func insert(_ text: OutboxText) throws {
        // Old messages are deleted, because they contain personal data.
        try execute(
            "DELETE FROM texts WHERE tenant = \(tenant) AND created_at < \(text.createdAt + .seconds(-30 * 86_400))")
        try insert(
            into: "texts",
            [
                "id": text.id, "state": text.state.rawValue, "created_at": text.createdAt, "sent_at": text.sentAt,
                "error": text.error, "document": try sealed(text.message),
            ])
        guard text.state == .waiting else { return }
        try enqueue(TextDelivery.kind, id: text.id, [:])
    }

    private func sealed(_ message: PhoneMessage) throws -> JSON { ["sealed": try seal(JSON(encoding: message))] }

    func update(_ text: OutboxText) throws {
        try execute(
            """
            UPDATE texts SET state = \(text.state.rawValue), sent_at = \(text.sentAt), error = \(text.error),
                document = \(try sealed(text.message))
            WHERE tenant = \(tenant) AND id = \(text.id)
            """)
    }
}

/// The table of the outbox.
public enum TextOutbox {
    public static let migrations: [Migration] = [
        Migration(
            "texts-1",
            """
            CREATE TABLE texts (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, state \(.text) NOT NULL, created_at \(.text) NOT NULL,
                sent_at \(.text), error TEXT, document \(.json) NOT NULL, PRIMARY KEY (tenant, id))
            """,
            "CREATE INDEX texts_creation ON texts (tenant, created_at, id)")
    ]
}
