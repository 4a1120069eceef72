import Contract
import Model
import PeopleAPI
import Search
import Storage

/// What a list of users is to have, and in which order.
struct UserSearch {
    private static let columns: Set<String> = [
        "user_id", "email", "name", "nickname", "username", "phone_number", "created_at", "updated_at", "last_login",
        "logins_count", "blocked",
    ]
    /// Fields of a profile that have no column.
    private static let fields: Set<String> = [
        "email.domain", "email_verified", "phone_verified", "given_name", "family_name", "picture", "last_ip",
        "last_password_reset", "multifactor",
    ]
    private static let trees = ["identities.", "app_metadata.", "user_metadata."]

    private let tree: SearchTree
    private let connection: String?
    private let sort: (field: String, isAscending: Bool)?

    /// - Throws: `APIError`, 400, where the query cannot be read or users cannot be sorted by the field.
    init(_ query: UserFilter) throws {
        // What newer engines do not know, they ignore.
        connection = ["v2", "v3"].contains(query.searchEngine) ? nil : query.connection
        sort = try query.sort.map(Self.order)
        if sort != nil, query.from != nil || query.take != nil {
            throw APIError.badRequest(
                "Query validation error: 'Users that follow another cannot be sorted' on property sort.",
                code: "invalid_query_string")
        }
        do {
            tree = try SearchTree(parsing: query.q ?? "")
        } catch let error as SearchSyntaxError {
            throw APIError.badRequest("The search query string has an error: \(error)", code: "invalid_query_string")
        }
    }

    private static func order(_ sort: String) throws -> (field: String, isAscending: Bool) {
        let halves = sort.split(separator: ":").map(String.init)
        let field = halves.first ?? ""
        guard columns.contains(field) || fields.contains(field) || trees.contains(where: field.hasPrefix) else {
            throw APIError.badRequest(
                "Query validation error: 'Users cannot be sorted by \(field)' on property sort.",
                code: "invalid_query_string")
        }
        return (field, halves.last == "1")
    }

    /// The page, as it is sent.
    func page(_ request: PageRequest, in transaction: Transaction) throws -> JSON {
        let tenant = transaction.tenant
        let source: SQL = "\(SearchSource(tree, in: .users, tenant: tenant).sql) \(ofConnection(tenant))"
        guard tree == .all, sort == nil else {
            let found = Listing("users.user_id", from: source, order: order(tenant), key: "users.user_id")
            // Documents are read when it is known which: sorting would carry along those of all that are found.
            return try transaction.page(found, request, of: User.self, items: transaction.documents)
        }
        let all = Listing("document", from: source, order: order(tenant), key: "users.user_id")
        return try transaction.page(all, request, of: User.self) { try $0["document"] }
    }

    private func ofConnection(_ tenant: TenantID) -> SQL {
        guard let connection else { return "" }
        return """
            AND users.user_id IN (SELECT i.user_id FROM identities i
                JOIN connections c ON c.tenant = i.tenant AND c.id = i.connection_id
                WHERE i.tenant = \(tenant) AND c.name = \(connection))
            """
    }

    /// Users without the field come last, either way.
    private func order(_ tenant: TenantID) -> SQL {
        guard let (field, isAscending) = sort else { return "created_at, users.user_id" }
        let direction: SQL = isAscending ? "ASC NULLS LAST" : "DESC NULLS LAST"
        if Self.columns.contains(field) {
            // The name is one of ours, so it may become text.
            return "\(SQL(stringLiteral: "users.\(field)")) \(direction), users.user_id"
        }
        let end: SQL = isAscending ? "MIN" : "MAX"
        func value(_ column: SQL) -> SQL {
            """
            (SELECT \(end)(sorted.\(column)) FROM user_values AS sorted WHERE sorted.tenant = \(tenant)
            AND sorted.user_id = users.user_id AND sorted.field = \(field)) \(direction)
            """
        }
        return "\(value("number")), \(value("text")), users.user_id"
    }
}

extension Transaction {
    /// The documents of users, in the order of rows that have their identifiers.
    fileprivate func documents(of rows: [Row]) throws -> [JSON] {
        let users: [String] = try rows.map { try $0["user_id"] }
        if users.isEmpty { return [] }
        let query: SQL = "SELECT user_id, document FROM users WHERE tenant = \(tenant) AND user_id IN \(list: users)"
        var documents: [String: JSON] = [:]
        for row in try self.rows(query) { documents[try row["user_id"]] = try row["document"] }
        return users.compactMap { documents[$0] }
    }
}
