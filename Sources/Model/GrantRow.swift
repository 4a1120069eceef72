import Contract
import Storage

extension Transaction {
    /// The scopes of an API that a user allowed an application to use; `nil` where the user was never asked.
    public func scopesGranted(by user: UserID, to client: ClientID, audience: String) throws -> [String]? {
        let row = try row(
            """
            SELECT scopes FROM grants WHERE tenant = \(tenant) AND user_id = \(user) AND client_id = \(client)
            AND audience = \(audience)\(.forUpdate)
            """)
        guard let scopes: JSON = try row?["scopes"] else { return nil }
        return scopes.strings ?? []
    }

    /// Remembers that a user allows an application to use scopes of an API, besides those allowed before.
    /// - Parameter id: the grant's identifier, where it is the first.
    public func grant(
        _ scopes: [String], by user: UserID, to client: ClientID, audience: String, id: String, at now: Timestamp
    ) throws {
        guard let before = try scopesGranted(by: user, to: client, audience: audience) else {
            return try insert(
                into: "grants",
                [
                    "id": id, "user_id": user, "client_id": client, "audience": audience,
                    "scopes": JSON.array(scopes.map(JSON.string)), "created_at": now,
                ])
        }
        let all = before + scopes.filter { !before.contains($0) }
        try execute(
            """
            UPDATE grants SET scopes = \(JSON.array(all.map(JSON.string)))
            WHERE tenant = \(tenant) AND user_id = \(user) AND client_id = \(client) AND audience = \(audience)
            """)
    }
}
