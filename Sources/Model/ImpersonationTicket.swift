import Contract
import Storage

/// A ticket with which one user can log in as another, once.
public struct ImpersonationTicket: Sendable {
    /// The impersonated user.
    public let userID: UserID
    /// The user who logs in.
    public let impersonatorID: UserID
    /// The application to log in to.
    public let clientID: ClientID
    /// The protocol of the login, as `oauth2`.
    public let `protocol`: String
    /// Additional parameters for the application, as `scope` and `state`.
    public let parameters: JSONObject
    public let expiresAt: Timestamp

    public init(
        userID: UserID, impersonatorID: UserID, clientID: ClientID, protocol: String, parameters: JSONObject,
        expiresAt: Timestamp
    ) {
        self.userID = userID
        self.impersonatorID = impersonatorID
        self.clientID = clientID
        self.protocol = `protocol`
        self.parameters = parameters
        self.expiresAt = expiresAt
    }
}

extension Transaction {
    /// Inserts a ticket, and deletes expired ones.
    /// - Parameter digest: `secretDigest(_:)` of its secret.
    public func insert(_ ticket: ImpersonationTicket, digest: String, at now: Timestamp) throws {
        try execute("DELETE FROM impersonation_tickets WHERE tenant = \(tenant) AND expires_at <= \(now)")
        try insert(
            into: "impersonation_tickets",
            [
                "digest": digest, "user_id": ticket.userID, "impersonator_id": ticket.impersonatorID,
                "client_id": ticket.clientID, "protocol": ticket.protocol,
                "parameters": JSON.object(ticket.parameters), "expires_at": ticket.expiresAt,
            ])
    }

    /// Returns and deletes a ticket.
    /// - Returns: `nil` if there is no such ticket or it has expired.
    public func redeemImpersonation(_ digest: String, at now: Timestamp) throws -> ImpersonationTicket? {
        let mine: SQL = "FROM impersonation_tickets WHERE tenant = \(tenant) AND digest = \(digest)"
        guard let row = try row("SELECT * \(mine)\(.forUpdate)") else { return nil }
        try execute("DELETE \(mine)")
        let parameters: JSON = try row["parameters"]
        let ticket = ImpersonationTicket(
            userID: try row["user_id"], impersonatorID: try row["impersonator_id"], clientID: try row["client_id"],
            protocol: try row["protocol"], parameters: parameters.object ?? [:], expiresAt: try row["expires_at"])
        return now < ticket.expiresAt ? ticket : nil
    }
}
