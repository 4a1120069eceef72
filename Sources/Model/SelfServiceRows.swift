import Contract
import Secrets
import Storage

extension DocumentTable {
    /// How organizations set up their connections themselves. The user attribute profiles that they refer to are in
    /// a table of their own.
    public static let selfServiceProfiles = DocumentTable("self_service_profiles")
}

/// What whoever has a link may set up.
public struct SelfServiceTicketRow: Sendable {
    public let profileID: String
    public let expiresAt: Timestamp
    /// What was asked for when it was made.
    public let document: JSON

    public init(profileID: String, expiresAt: Timestamp, document: JSON) {
        self.profileID = profileID
        self.expiresAt = expiresAt
        self.document = document
    }

    /// Where the link leads to, below the issuer.
    public static let path = "self-service/connections-flow"
    /// How long links are good for unless told otherwise.
    public static let usualLife: Duration = .seconds(432_000)
}

extension Transaction {
    /// Makes a link good for whoever has the secret, of which only a digest is kept.
    public func insert(_ ticket: SelfServiceTicketRow, secret: String, at now: Timestamp) throws {
        // What is over is remembered for a while, to tell who comes with it that it is over.
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

    /// The link of a secret, if there is such, good or not any more.
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

    /// Has a link be good no longer.
    /// - Parameter secret: what the link ends in.
    public func revokeSelfServiceTicket(secret: String, of profile: ID<some Any>) throws {
        try execute(
            """
            DELETE FROM self_service_tickets
            WHERE tenant = \(tenant) AND digest = \(secretDigest(secret)) AND profile_id = \(profile)
            """)
    }

    /// The texts that a profile has for a page, by their keys.
    public func selfServiceTexts(of profile: String, language: String, page: String) throws -> JSON {
        let row = try row(
            """
            SELECT document FROM self_service_texts WHERE tenant = \(tenant) AND profile_id = \(profile)
            AND language = \(language) AND page = \(page)
            """)
        return try row?["document"] ?? [:]
    }
}
