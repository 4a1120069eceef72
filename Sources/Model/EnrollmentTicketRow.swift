import Contract
import Secrets
import Storage

/// A ticket with which a user can enroll a second factor once.
public struct EnrollmentTicketRow: Sendable {
    public let userID: UserID
    /// The factor that can be enrolled; `nil` for any.
    public let factor: String?
    /// Whether users with a second factor can use the ticket.
    public let isForEnrolled: Bool
    /// The TOTP key for the enrollment. It is created with the ticket, so that it stays the same each time the page is
    /// shown.
    public let key: String
    public let expiresAt: Timestamp

    public init(userID: UserID, factor: String?, isForEnrolled: Bool, key: String, expiresAt: Timestamp) {
        self.userID = userID
        self.factor = factor
        self.isForEnrolled = isForEnrolled
        self.key = key
        self.expiresAt = expiresAt
    }

    /// The path of the ticket's page, relative to the issuer.
    public static let path = "mfa/enrollment"
}

extension Transaction {
    /// Inserts a ticket. Only the digest of its secret is stored.
    public func insert(_ ticket: EnrollmentTicketRow, secret: String, at now: Timestamp) throws {
        // Expired tickets are kept for 30 days, so that their users receive an accurate error.
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

    /// Returns the ticket with a secret, and its state.
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

    /// Marks a ticket as used.
    public func useEnrollmentTicket(secret: String, at now: Timestamp) throws {
        try execute(
            """
            UPDATE enrollment_tickets SET used_at = \(now) WHERE tenant = \(tenant) AND digest = \(secretDigest(secret))
            """)
    }
}

/// The table of enrollment tickets.
public enum EnrollmentTicketTable {
    /// Migrations that need the table of users.
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
