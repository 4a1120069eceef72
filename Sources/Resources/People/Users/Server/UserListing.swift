import Contract
import PeopleAPI
import Storage

/// A list of users as a query wants it.
struct UserListing {
    private static let columns: Set<String> = [
        "user_id", "email", "name", "nickname", "username", "phone_number", "created_at", "updated_at", "last_login",
        "logins_count", "blocked",
    ]

    private let query: UserFilter
    private let order: SQL

    /// - Throws: `APIError`, 400, where users cannot be sorted by the field.
    init(_ query: UserFilter) throws {
        self.query = query
        guard let sort = query.sort else {
            order = "created_at, user_id"
            return
        }
        let halves = sort.split(separator: ":").map(String.init)
        guard halves.count == 2, Self.columns.contains(halves[0]) else {
            throw APIError.badRequest(
                "Query validation error: 'Users cannot be sorted by \(halves.first ?? "")' on property sort.",
                code: "invalid_query_string")
        }
        // The name is one of ours, so it may become text.
        order = SQL(stringLiteral: "\(halves[0]) \(halves[1] == "1" ? "ASC" : "DESC") NULLS LAST, user_id")
    }

    func listing(of tenant: TenantID) -> Listing {
        let connection: SQL = query.connection.map { name in
            """
            AND user_id IN (SELECT i.user_id FROM identities i
                JOIN connections c ON c.tenant = i.tenant AND c.id = i.connection_id
                WHERE i.tenant = \(tenant) AND c.name = \(name))
            """
        } ?? ""
        return Listing("document", from: "FROM users WHERE tenant = \(tenant) \(connection)", order: order, key: "user_id")
    }
}
