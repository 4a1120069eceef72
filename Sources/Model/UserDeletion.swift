import Contract
import Events
import Search
import Storage

extension Transaction {
    /// Deletes a user if it exists.
    public func deleteUser(_ user: UserID, at now: Timestamp) throws {
        try deleteUsers("AND user_id = \(user)", at: now)
    }

    /// Deletes users.
    /// - Parameter condition: the SQL condition, which begins with `AND`; empty for all users.
    public func deleteUsers(_ condition: SQL = "", at now: Timestamp) throws {
        var last = 0
        while let next = try prepareDeletion(condition, after: last, at: now) { last = next }
        try execute("DELETE FROM users WHERE tenant = \(tenant) \(condition)")
    }

    /// Removes a batch of users from the search index and publishes their deletion. All users at once could exceed the
    /// memory.
    /// - Returns: the number of the last user of the batch; `nil` if no users are left.
    private func prepareDeletion(_ condition: SQL, after last: Int, at now: Timestamp) throws -> Int? {
        let rows = try rows(
            """
            SELECT user_id, number, document FROM users WHERE tenant = \(tenant) AND number > \(last) \(condition)
            ORDER BY number LIMIT 500\(.forUpdate)
            """)
        var found: [SearchEntry: NumberSet] = [:]
        for row in rows {
            let document: JSON = try row["document"]
            let number: Int = try row["number"]
            var user = UserDocument(id: try row["user_id"], members: document.object ?? [:])
            for entry in user.searchEntries { found[entry, default: []].insert(number) }
            user.members["deleted_at"] = .string(now.description)
            try publish(.userDeleted, at: now, user.published(storedAs: user.json.text))
        }
        try endSessions(of: try rows.map { try $0["user_id"] }, because: .accountDeletion, at: now)
        try userIndex.delete(found, in: self)
        return try rows.last?["number"]
    }

    /// Deletes the users of a connection, and removes its identities from users that they are linked to.
    /// - Parameter email: restricts the deletion to an email address.
    public func deleteUsers(ofConnection connection: String, email: String? = nil, at now: Timestamp) throws {
        let address: SQL = email.map { "AND email = \($0.lowercased())" } ?? ""
        let mine: SQL = "tenant = \(tenant) AND connection_id = \(connection) \(address)"
        try deleteUsers("AND user_id IN (SELECT user_id FROM identities WHERE \(mine) AND position = 0)", at: now)
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
