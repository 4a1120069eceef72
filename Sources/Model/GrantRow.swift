import Contract
import Storage

extension Transaction {
    /// Returns the scopes of an API for which a user has given an application consent; `nil` if there is no grant.
    public func scopesGranted(by user: UserID, to client: ClientID, audience: String) throws -> [String]? {
        let row = try row(
            """
            SELECT scopes FROM grants WHERE tenant = \(tenant) AND user_id = \(user) AND client_id = \(client)
            AND audience = \(audience)\(.forUpdate)
            """)
        guard let scopes: JSON = try row?["scopes"] else { return nil }
        return scopes.strings ?? []
    }

    /// Adds scopes to a user's grant for an application and an API.
    /// - Parameter id: the identifier of a new grant.
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
