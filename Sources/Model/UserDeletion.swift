import Contract
import Storage

extension Transaction {
    /// Deletes the users who log in with a connection, and takes its identities from those whom they were linked to.
    /// - Parameter email: only those with this address.
    public func deleteUsers(ofConnection connection: String, email: String? = nil) throws {
        let address: SQL = email.map { "AND email = \($0.lowercased())" } ?? ""
        let mine: SQL = "tenant = \(tenant) AND connection_id = \(connection) \(address)"
        try execute(
            """
            DELETE FROM users WHERE tenant = \(tenant) AND user_id IN (
                SELECT user_id FROM identities WHERE \(mine) AND position = 0)
            """)
        let linked = try rows("SELECT provider, id FROM identities WHERE \(mine)")
        for row in linked {
            guard let identity = try identity(row["provider"], row["id"]) else { continue }
            var user = try user(identity.userID)
            try detach(identity, from: &user)
            try execute(
                """
                DELETE FROM identities
                WHERE tenant = \(tenant) AND provider = \(identity.provider) AND id = \(identity.id)
                """)
            try update(user)
        }
    }
}
