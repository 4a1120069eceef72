import Contract
import Model
import PeopleAPI
import Search
import Storage

/// The condition and order of a list of users.
struct UserSearch {
    private static let fields: Set<String> = [
        "user_id", "email", "name", "nickname", "username", "phone_number", "created_at", "updated_at", "last_login",
        "logins_count", "blocked", "email.domain", "email_verified", "phone_verified", "given_name", "family_name",
        "picture", "last_ip",
        "last_password_reset", "multifactor",
    ]
    private static let trees = ["identities.", "app_metadata.", "user_metadata."]

    private let tree: SearchTree
    private let connection: String?
    private let order: SearchOrder?

    /// - Throws: `APIError`, 400, if the query is invalid or users cannot be sorted by the field.
    init(_ query: UserFilter) throws {
        // Search engines v2 and v3 ignore the parameter.
        connection = ["v2", "v3"].contains(query.searchEngine) ? nil : query.connection
        order = try query.sort.map(Self.order)
        if order != nil, query.from != nil || query.take != nil {
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

    private static func order(_ sort: String) throws -> SearchOrder {
        let halves = sort.split(separator: ":").map(String.init)
        let field = halves.first ?? ""
        guard fields.contains(field) || trees.contains(where: field.hasPrefix) else {
            throw APIError.badRequest(
                "Query validation error: 'Users cannot be sorted by \(field)' on property sort.",
                code: "invalid_query_string")
        }
        return SearchOrder(field: field, isAscending: halves.last == "1")
    }

    /// Returns the page in wire format.
    /// - Parameter withTokens: Whether identities include the tokens of their providers.
    func page(_ request: PageRequest, withTokens: Bool, in transaction: Transaction) throws -> JSON {
        let index = transaction.userIndex
        var found = try index.find(tree, in: transaction)
        if let connection { found.formIntersection(try transaction.users(of: connection)) }
        var page = Page<User>([])
        let numbers: [Int]
        switch request {
        case .offset(let start, let limit, let withTotal):
            numbers = try self.numbers(of: found, start: start, limit: limit, in: transaction)
            guard withTotal else { break }
            page.start = start
            page.limit = limit
            page.total = try index.count(found, in: transaction)
        case .checkpoint(let after, let limit):
            let more = try index.numbers(of: found, after: try Self.number(after), limit: limit + 1, in: transaction)
            numbers = Array(more.prefix(limit))
            page.isCheckpoint = true
            if more.count > limit { page.next = numbers.last.map { String($0) } }
        }
        let documents = try transaction.documents(of: numbers)
        return page.json(items: .array(withTokens ? try transaction.addingTokens(to: documents) : documents))
    }

    /// Returns the number of the user after whom the page begins.
    private static func number(_ after: String?) throws -> Int {
        guard let after else { return -1 }
        guard let number = Int(after), number >= 0 else {
            throw APIError.badRequest(
                "Query validation error: 'Invalid value' on property from.", code: "invalid_query_string")
        }
        return number
    }

    private func numbers(
        of found: SearchResult, start: Int, limit: Int, in transaction: Transaction
    ) throws -> [Int] {
        let index = transaction.userIndex
        guard let order else { return try index.numbers(of: found, start: start, limit: limit, in: transaction) }
        guard !found.isComplement, found.numbers.count <= Self.fewEnough else {
            return try index.numbers(of: found, in: order, start: start, limit: limit, transaction)
        }
        let all = found.numbers.numbers(limit: .max)
        let keys: [(value: String?, number: Int)] = try zip(all, transaction.documents(of: all)).map { number, user in
            let values = SearchFields.users.entries(of: user).filter { $0.field == order.field }.map(\.value)
            return (order.isAscending ? values.min() : values.max(), number)
        }
        let sorted = keys.sorted { order.isSorted($0, before: $1) }
        return sorted.dropFirst(start).prefix(limit).map(\.number)
    }

    /// The maximum number of users that are sorted by their documents instead of the index.
    private static let fewEnough = 500
}

extension SearchOrder {
    /// Compares as the index does: users with the same value are ordered by their numbers, in the same direction.
    fileprivate func isSorted(_ one: (value: String?, number: Int), before other: (value: String?, number: Int)) -> Bool
    {
        switch (one.value, other.value) {
        case (nil, nil): one.number < other.number
        case (nil, _): false
        case (_, nil): true
        case (let value?, let otherValue?):
            isAscending
                ? (value, one.number) < (otherValue, other.number) : (value, one.number) > (otherValue, other.number)
        }
    }
}

extension Transaction {
    /// Returns the documents of users, in the order of the given numbers.
    func documents(of numbers: [Int]) throws -> [JSON] {
        if numbers.isEmpty { return [] }
        let query: SQL = "SELECT number, document FROM users WHERE tenant = \(tenant) AND number IN \(list: numbers)"
        var documents: [Int: JSON] = [:]
        for row in try rows(query) { documents[try row["number"]] = try row["document"] }
        return numbers.compactMap { documents[$0] }
    }

    fileprivate func addingTokens(to users: [JSON]) throws -> [JSON] {
        func id(_ user: JSON) -> UserID { UserID(user["user_id"]?.string ?? "") }
        let tokens = try tokens(of: users.map(id))
        return users.map { user in tokens[id(user)].map { user.addingTokens($0) } ?? user }
    }

    /// Returns the users of a connection.
    fileprivate func users(of connection: String) throws -> SearchResult {
        let source: SQL = """
            FROM users JOIN identities i ON i.tenant = users.tenant AND i.user_id = users.user_id
                JOIN connections c ON c.tenant = i.tenant AND c.id = i.connection_id
            WHERE users.tenant = \(tenant) AND c.name = \(connection)
            """
        return try userIndex.numbers("users.number", source, in: self)
    }
}
