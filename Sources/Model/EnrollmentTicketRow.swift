import Contract
import Secrets
import Storage

/// What whoever has a ticket's secret may do, once: give a user a second factor.
public struct EnrollmentTicketRow: Sendable {
    public let userID: UserID
    /// The kind of factor that it is for; any where it is `nil`.
    public let factor: String?
    /// Whether it is good for users who have a second factor.
    public let isForEnrolled: Bool
    /// The key of the generator of one-time codes that the user gets: made with the ticket, so that it is the same
    /// each time the page is shown.
    public let key: String
    public let expiresAt: Timestamp

    public init(userID: UserID, factor: String?, isForEnrolled: Bool, key: String, expiresAt: Timestamp) {
        self.userID = userID
        self.factor = factor
        self.isForEnrolled = isForEnrolled
        self.key = key
        self.expiresAt = expiresAt
    }

    /// Where the link leads to, below the issuer.
    public static let path = "mfa/enrollment"
}

extension Transaction {
    /// Makes a ticket good for whoever has the secret, of which only a digest is kept.
    public func insert(_ ticket: EnrollmentTicketRow, secret: String, at now: Timestamp) throws {
        // What is over is remembered for a while, to tell its owner that it is over.
        try execute(
            "DELETE FROM enrollment_tickets WHERE tenant = \(tenant) AND expires_at < \(now + .seconds(-30 * 86_400))")
        try insert(
            into: "enrollment_tickets",
            [
                "digest": secretDigest(secret), "user_id": ticket.userID, "factor": ticket.factor,
                "is_for_enrolled": ticket.isForEnrolled, "secret": try seal(ticket.key),
                "expires_at": ticket.expiresAt, "used_at": Timestamp?.none,
            ])
    }

    /// The ticket of a secret, if there is such, and how it stands.
    public func enrollmentTicket(
        secret: String, at now: Timestamp
    ) throws -> (ticket: EnrollmentTicketRow, standing: TicketRow.Standing)? {
        let row = try row(
            """
            SELECT user_id, factor, is_for_enrolled, secret, expires_at, used_at FROM enrollment_tickets
            WHERE tenant = \(tenant) AND digest = \(secretDigest(secret))\(.forUpdate)
            """)
        guard let row else { return nil }
        let key: Sealed = try row["secret"]
        let ticket = EnrollmentTicketRow(
            userID: try row["user_id"], factor: try row["factor"], isForEnrolled: try row["is_for_enrolled"],
            key: try open(key), expiresAt: try row["expires_at"])
        let used: Timestamp? = try row["used_at"]
        return (ticket, used != nil ? .used : ticket.expiresAt <= now ? .expired : .good)
    }

    /// Uses a ticket.
    public func useEnrollmentTicket(secret: String, at now: Timestamp) throws {
        try execute(
            """
            UPDATE enrollment_tickets SET used_at = \(now) WHERE tenant = \(tenant) AND digest = \(secretDigest(secret))
            """)
    }
}

/// The table of tickets for second factors.
public enum EnrollmentTicketTable {
    /// Run when there are users.
    public static let migrations: [Migration] = [
        Migration(
            "enrollment-tickets-1",
            """
            CREATE TABLE enrollment_tickets (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, user_id \(.text) NOT NULL, factor \(.text),
                is_for_enrolled BIGINT NOT NULL, secret \(.text) NOT NULL, expires_at \(.text) NOT NULL,
                used_at \(.text), PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX enrollment_tickets_user ON enrollment_tickets (tenant, user_id)",
            "CREATE INDEX enrollment_tickets_expiry ON enrollment_tickets (tenant, expires_at)")
    ]
}
