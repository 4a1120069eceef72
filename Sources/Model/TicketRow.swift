import Contract
import OrderedCollections
import Secrets
import Storage

/// A ticket, which can be used once.
public struct TicketRow: Sendable {
    public enum Kind: String, Sendable {
        case emailVerification = "email-verification"
        case passwordChange = "reset-password"
    }

    /// The state of a ticket.
    public enum Standing: Sendable {
        case good
        case used
        case expired
    }

    public var kind: Kind
    public var userID: UserID
    /// The provider of the user's identity that the ticket is for.
    public var provider: String
    public var identity: String
    /// The address to verify, or the one that the ticket was sent to.
    public var email: String?
    /// The application on whose behalf the ticket was created.
    public var clientID: ClientID?
    public var organizationID: String?
    /// The URL that the user is redirected to after using the ticket.
    public var resultURL: String?
    /// Whether the result URL contains the user's email address.
    public var includesEmail: Bool
    /// Whether using the ticket to change the password verifies the email address.
    public var marksEmailAsVerified: Bool
    /// The new password, if the ticket confirms one; `nil` if the user chooses it.
    public var newPassword: PasswordChange?
    /// Whether the ticket was sent by mail; only the last mailed ticket of a kind is valid.
    public var isMailed: Bool
    public var expiresAt: Timestamp

    /// The default lifetime of tickets.
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

    /// Returns the ticket's URL.
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
    /// Inserts a ticket. Only the digest of its secret is stored.
    public func insert(_ ticket: TicketRow, secret: String, at now: Timestamp) throws {
        // Expired tickets are kept for 30 days, so that their users receive an accurate error.
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

    /// Returns the ticket with a secret, and its state.
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

    /// Marks a ticket as used.
    public func useTicket(secret: String, at now: Timestamp) throws {
        try execute(
            "UPDATE tickets SET used_at = \(now) WHERE tenant = \(tenant) AND digest = \(secretDigest(secret))")
    }

    /// Invalidates a user's unused tickets of a kind.
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
