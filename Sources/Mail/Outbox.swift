import Background
import Contract
import OrderedCollections
import Storage

/// A mail in the outbox.
public struct OutboxMail: Sendable {
    /// The state of a mail.
    public enum State: String, Sendable {
        /// There was no provider; the mail stays for inspection.
        case kept
        case waiting
        /// The mail is being sent, and the result is not known yet.
        case sending
        /// The provider accepted the mail.
        case sent
        case failed
    }

    public let id: String
    public let kind: String
    public var state: State
    public let createdAt: Timestamp
    public var sentAt: Timestamp?
    /// The reason why the mail has not been sent.
    public var error: String?
    /// The contents and the context of the mail.
    public var document: JSON

    public var from: String { document["from"]?.string ?? "" }
    public var to: String { document["to"]?.string ?? "" }
    public var subject: String { document["subject"]?.string ?? "" }
    /// The HTML text; empty after the mail was sent, because links in it are secrets.
    public var html: String { document["html"]?.string ?? "" }
    public var text: String { document["text"]?.string ?? "" }
}

extension OutboxMail {
    fileprivate init(row: Row, in transaction: Transaction) throws {
        id = try row["id"]
        kind = try row["kind"]
        state = State(rawValue: try row["state"]) ?? .failed
        createdAt = try row["created_at"]
        sentAt = try row["sent_at"]
        error = try row["error"]
        document = try transaction.openingText(of: try row["document"])
    }
}

// The texts of a mail are sealed until it is sent, because links and codes in them are secrets.
extension Transaction {
    private static let textMembers = ["html", "text", "variables"]

    fileprivate func sealingText(of document: JSON) throws -> JSON {
        var texts = JSONObject()
        var kept = document
        for name in Self.textMembers {
            guard let text = document[name], text.string?.isEmpty != true else { continue }
            texts[name] = text
            kept[name] = nil
        }
        if !texts.isEmpty { kept["sealed"] = try seal(JSON.object(texts)) }
        return kept
    }

    fileprivate func openingText(of document: JSON) throws -> JSON {
        // Older versions stored plain text.
        guard let sealed = document["sealed"] else { return document }
        var opened = document
        opened["sealed"] = nil
        for (name, text) in try open(sealed).object ?? [:] { opened[name] = text }
        return opened
    }
}

extension Transaction {
    private static var columns: SQL { "SELECT id, kind, state, created_at, sent_at, error, document FROM mails" }

    /// Returns the mails in the outbox, newest first.
    public func mails(limit: Int = 1000) throws -> [OutboxMail] {
        try rows(
            "\(Self.columns) WHERE tenant = \(tenant) ORDER BY created_at DESC, id DESC LIMIT \(limit)"
        ).map { try OutboxMail(row: $0, in: self) }
    }

    /// Returns a mail in the outbox.
    public func mail(_ id: String) throws -> OutboxMail? {
        try row("\(Self.columns) WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)").map {
            try OutboxMail(row: $0, in: self)
        }
    }

    func insert(_ mail: OutboxMail) throws {
        // Old mails are deleted, because they contain personal data.
        try execute(
            "DELETE FROM mails WHERE tenant = \(tenant) AND created_at < \(mail.createdAt + .seconds(-30 * 86_400))")
        try insert(
            into: "mails",
            [
                "id": mail.id, "kind": mail.kind, "state": mail.state.rawValue, "created_at": mail.createdAt,
                "sent_at": mail.sentAt, "error": mail.error, "document": try sealingText(of: mail.document),
            ])
        guard mail.state == .waiting else { return }
        try enqueue(MailDelivery.kind, id: mail.id, [:])
    }

    func update(_ mail: OutboxMail) throws {
        try execute(
            """
            UPDATE mails SET state = \(mail.state.rawValue), sent_at = \(mail.sentAt), error = \(mail.error),
                document = \(try sealingText(of: mail.document))
            WHERE tenant = \(tenant) AND id = \(mail.id)
            """)
    }
}

/// The table of the outbox.
public enum Outbox {
    public static let migrations: [Migration] = [
        Migration(
            "mails-1",
            """
            CREATE TABLE mails (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, kind \(.text) NOT NULL, state \(.text) NOT NULL,
                created_at \(.text) NOT NULL, sent_at \(.text), error TEXT, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, id))
            """,
            "CREATE INDEX mails_creation ON mails (tenant, created_at, id)")
    ]
}
