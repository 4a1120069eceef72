import Contract
import Storage

/// The identifiers of a connection's new users that existing users already have.
public struct TakenIdentifiers: Sendable {
    private var identities: Set<String>
    private var emails: Set<String>
    private var usernames: Set<String>
    private var phoneNumbers: Set<String>

    /// Looks up the identifiers of users of one connection.
    public init(of users: [NewIdentity], in transaction: Transaction) throws {
        func taken(_ column: SQL, _ values: [String], _ condition: SQL) throws -> Set<String> {
            var taken: Set<String> = []
            for start in stride(from: 0, to: values.count, by: 500) {
                let some = Array(values[start..<min(start + 500, values.count)])
                // PostgreSQL plans the query anew each time, because a plan made while the table was small would scan
                // all of it.
                let rows = try transaction.rows(
                    """
                    \(.unrepeated)SELECT \(column) AS taken FROM identities
                    WHERE tenant = \(transaction.tenant) AND \(condition) AND \(column) IN \(list: some)
                    """)
                for row in rows { taken.insert(try row["taken"]) }
            }
            return taken
        }
        guard let first = users.first else {
            (identities, emails, usernames, phoneNumbers) = ([], [], [], [])
            return
        }
        let own: SQL = "connection_id = \(first.connectionID)"
        identities = try taken("id", users.map(\.id), "provider = \(first.provider)")
        emails = try taken("email", users.compactMap(\.identifiers.email), own)
        usernames = try taken("username", users.compactMap(\.identifiers.username), own)
        phoneNumbers = try taken("phone_number", users.compactMap(\.identifiers.phoneNumber), own)
    }

    /// Reserves the identifiers of a user.
    /// - Returns: whether all of them were free.
    public mutating func take(_ user: NewIdentity) -> Bool {
        let own = user.identifiers
        let isFree =
            !identities.contains(user.id) && !emails.holds(own.email) && !usernames.holds(own.username)
            && !phoneNumbers.holds(own.phoneNumber)
        guard isFree else { return false }
        identities.insert(user.id)
        if let email = own.email { emails.insert(email) }
        if let username = own.username { usernames.insert(username) }
        if let phoneNumber = own.phoneNumber { phoneNumbers.insert(phoneNumber) }
        return true
    }
}

extension Set<String> {
    fileprivate func holds(_ text: String?) -> Bool { text.map(contains) ?? false }
}
