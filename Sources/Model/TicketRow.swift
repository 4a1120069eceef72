import Contract
import OrderedCollections
import Secrets
import Storage

/// What whoever has a ticket's secret may do, once.
public struct TicketRow: Sendable {
    public enum Kind: String, Sendable {
        case emailVerification = "email-verification"
        case passwordChange = "reset-password"
    }

    /// How a ticket stands when it is used.
    public enum Standing: Sendable {
        case good
        case used
        case expired
    }

    public var kind: Kind
    public var userID: UserID
    /// Which of the user's identities it is about.
    public var provider: String
    public var identity: String
    /// The address that is to be verified, or that the ticket was sent to.
    public var email: String?
    /// The application in whose name it was made.
    public var clientID: ClientID?
    public var organizationID: String?
    /// Where the user goes afterwards.
    public var resultURL: String?
    /// Whether the user's address is told there.
    public var includesEmail: Bool
    /// Whether who changes the password has shown that the address is theirs.
    public var marksEmailAsVerified: Bool
    /// The password that the user gets, where it is not the user's to choose.
    public var newPassword: PasswordChange?
    /// Whether it left in a mail; of several such the last alone is good.
    public var isMailed: Bool
    public var expiresAt: Timestamp

    /// How long tickets are good for unless told otherwise.
    public static let usualLife: Duration = .seconds(432_000)

    public init(
        _ kind: Kind, of identity: IdentityRow, email: String?, until expiresAt: Timestamp, clientID: ClientID? = nil,
        organizationID: String? = nil
    ) {
        self.kind = kind
        userID = identity.userID
        provider = identity.provider
        self.identity = identity.id
        self.email = email
        self.clientID = clientID
        self.organizationID = organizationID
        self.expiresAt = expiresAt
        includesEmail = false
        marksEmailAsVerified = false
        isMailed = false
    }

    /// The address that uses the ticket.
    public func url(issuer: String, secret: String) -> String { "\(issuer)u/\(kind.rawValue)?ticket=\(secret)#" }
}

extension TicketRow {
    fileprivate var document: JSON {
        var members: JSONObject = [
            "includes_email": .bool(includesEmail), "marks_email_as_verified": .bool(marksEmailAsVerified),
        ]
        members["email"] = email.map(JSON.string)
        members["client_id"] = clientID.map { .string($0.value) }
        members["organization_id"] = organizationID.map(JSON.string)
        members["result_url"] = resultURL.map(JSON.string)
        members["new_password"] = newPassword?.json
        return .object(members)
    }

    fileprivate init?(row: Row) throws {
        guard let kind = Kind(rawValue: try row["kind"]) else { return nil }
        let document: JSON = try row["document"]
        self.kind = kind
        userID = try row["user_id"]
        provider = try row["provider"]
        identity = try row["identity"]
        isMailed = try row["is_mailed"]
        expiresAt = try row["expires_at"]
        email = document["email"]?.string
        clientID = document["client_id"]?.string.map { ClientID($0) }
        organizationID = document["organization_id"]?.string
        resultURL = document["result_url"]?.string
        newPassword = document["new_password"].flatMap(PasswordChange.init(json:))
        includesEmail = document["includes_email"]?.bool ?? false
        marksEmailAsVerified = document["marks_email_as_verified"]?.bool ?? false
    }
}

extension Transaction {
    /// Makes a ticket good for whoever has the secret, of which only a digest is kept.
    public func insert(_ ticket: TicketRow, secret: String, at now: Timestamp) throws {
        // What is over is remembered for a while, to tell its owner that it is over.
        try execute(
            "DELETE FROM tickets WHERE tenant = \(tenant) AND expires_at < \(now + .seconds(-30 * 86_400))")
        if ticket.isMailed { try endTickets(ticket.kind, of: ticket.userID, ifMailed: true, at: now) }
        try insert(
            into: "tickets",
            [
                "digest": secretDigest(secret), "kind": ticket.kind.rawValue, "user_id": ticket.userID,
                "provider": ticket.provider, "identity": ticket.identity, "is_mailed": ticket.isMailed,
                "expires_at": ticket.expiresAt, "used_at": Timestamp?.none, "document": ticket.document,
            ])
    }

    /// The ticket of a secret, if there is such, and how it stands.
    public func ticket(
        _ kind: TicketRow.Kind, secret: String, at now: Timestamp
    ) throws -> (ticket: TicketRow, standing: TicketRow.Standing)? {
        let row = try row(
            """
            SELECT kind, user_id, provider, identity, is_mailed, expires_at, used_at, document FROM tickets
            WHERE tenant = \(tenant) AND digest = \(secretDigest(secret)) AND kind = \(kind.rawValue)\(.forUpdate)
            """)
        guard let row, let ticket = try TicketRow(row: row) else { return nil }
        let used: Timestamp? = try row["used_at"]
        return (ticket, used != nil ? .used : ticket.expiresAt <= now ? .expired : .good)
    }

    /// Uses a ticket.
    public func useTicket(secret: String, at now: Timestamp) throws {
        try execute(
            "UPDATE tickets SET used_at = \(now) WHERE tenant = \(tenant) AND digest = \(secretDigest(secret))")
    }

    /// Has a user's tickets be good no longer.
    public func endTickets(
        _ kind: TicketRow.Kind, of user: UserID, ifMailed: Bool = false, at now: Timestamp
    ) throws {
        let mailed: SQL = ifMailed ? "AND is_mailed = 1" : ""
        try execute(
            """
            UPDATE tickets SET used_at = \(now) WHERE tenant = \(tenant) AND user_id = \(user)
            AND kind = \(kind.rawValue) AND used_at IS NULL \(mailed)
            """)
    }
}

/// The table of tickets.
public enum TicketTable {
    public static let migrations: [Migration] = [
        Migration(
            "tickets-1",
            """
            CREATE TABLE tickets (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, kind \(.text) NOT NULL, user_id \(.text) NOT NULL,
                provider \(.text) NOT NULL, identity \(.text) NOT NULL, is_mailed BIGINT NOT NULL,
                expires_at \(.text) NOT NULL, used_at \(.text), document \(.json) NOT NULL,
                PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX tickets_user ON tickets (tenant, user_id, kind)",
            "CREATE INDEX tickets_expiry ON tickets (tenant, expires_at)")
    ]
}
