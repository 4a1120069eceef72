import Contract
import Secrets
import Storage

extension DocumentTable {
    /// Self-service profiles, with which organizations set up their connections. The user attribute profiles that they
    /// refer to have a table of their own.
    public static let selfServiceProfiles = DocumentTable("self_service_profiles")
}

/// A link with which a connection can be set up.
public struct SelfServiceTicketRow: Sendable {
    public let profileID: String
    public let expiresAt: Timestamp
    /// The parameters with which the link was created.
    public let document: JSON

    public init(profileID: String, expiresAt: Timestamp, document: JSON) {
        self.profileID = profileID
        self.expiresAt = expiresAt
        self.document = document
    }

    /// The path of the link, relative to the issuer.
    public static let path = "self-service/connections-flow"
    /// The default lifetime of a link.
    public static let usualLife: Duration = .seconds(432_000)
}

extension Transaction {
    /// Inserts a link. Only the digest of its secret is stored.
    public func insert(_ ticket: SelfServiceTicketRow, secret: String, at now: Timestamp) throws {
        // Expired links are kept for 30 days, so that their users receive an accurate error.
        try execute(
            "DELETE FROM self_service_tickets WHERE tenant = \(tenant) AND expires_at < \(now + .seconds(-30 * 86_400))"
        )
        try insert(
            into: "self_service_tickets",
            [
                "digest": secretDigest(secret), "profile_id": ticket.profileID, "expires_at": ticket.expiresAt,
                "document": ticket.document,
            ])
    }

    /// Returns the link with a secret, which may have expired.
    public func selfServiceTicket(secret: String) throws -> SelfServiceTicketRow? {
        let row = try row(
            """
            SELECT profile_id, expires_at, document FROM self_service_tickets
            WHERE tenant = \(tenant) AND digest = \(secretDigest(secret))
            """)
        return try row.map {
            SelfServiceTicketRow(
                profileID: try $0["profile_id"], expiresAt: try $0["expires_at"], document: try $0["document"])
        }
    }

    /// Revokes a link.
    /// - Parameter secret: the secret at the end of the link.
    public func revokeSelfServiceTicket(secret: String, of profile: ID<some Any>) throws {
        try execute(
            """
            DELETE FROM self_service_tickets
            WHERE tenant = \(tenant) AND digest = \(secretDigest(secret)) AND profile_id = \(profile)
            """)
    }

    /// Returns the texts of a profile for a page, by key.
    public func selfServiceTexts(of profile: String, language: String, page: String) throws -> JSON {
        let row = try row(
            """
            SELECT document FROM self_service_texts WHERE tenant = \(tenant) AND profile_id = \(profile)
            AND language = \(language) AND page = \(page)
            """)
        return try row?["document"] ?? [:]
    }
}
