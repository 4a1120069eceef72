import Contract
import Storage

extension Transaction {
    /// Deletes the users who log in with a connection.
    /// - Parameter email: only those with this address.
    public func deleteUsers(ofConnection connection: String, email: String? = nil) throws {
        let address: SQL = email.map { "AND email = \($0.lowercased())" } ?? ""
        try execute(
            """
            DELETE FROM users WHERE tenant = \(tenant) AND user_id IN (
                SELECT user_id FROM identities WHERE tenant = \(tenant) AND connection_id = \(connection)
                AND position = 0 \(address))
            """)
    }
}
