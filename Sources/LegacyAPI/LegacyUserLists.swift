import Contract
import Outbound
import Serving

// Lists of users and searches.
extension LegacyAPI {
    static let userListOperations: [LegacyOperation] = [
        LegacyOperation("GET", "/api/users", "GET /users") { call in
            try await call.users(try LegacySearch.users(call.query["search"] ?? ""))
        },
        LegacyOperation("GET", "/api/connections/{connection}/users", "GET /users") { call in
            try await call.requireConnection(call.arguments[0])
            let own = "identities.connection:\"\(LegacySearch.quoted(call.arguments[0]))\""
            return try await call.users(own, and: try LegacySearch.users(call.query["search"] ?? ""))
        },
        LegacyOperation("GET", "/api/enterpriseconnections/users", "GET /users") { call in
            try await call.users("identities.isSocial:false", and: try LegacySearch.users(call.parameter("search")))
        },
        LegacyOperation("GET", "/api/socialconnections/users", "GET /users") { call in
            try await call.users("identities.isSocial:true", and: try LegacySearch.users(call.query["search"] ?? ""))
        },
        LegacyOperation("GET", "/api/clients/{client}/users", "GET /logs") { call in try await call.usersOfClient() },
    ]
}

extension LegacyCall {
    /// Returns a page of the users that match all queries.
    fileprivate func users(_ queries: String..., and last: String = "") async throws -> LegacyReply {
        let query = (queries + [last]).filter { !$0.isEmpty }.joined(separator: " AND ")
        let (page, perPage) = try paging(perPage: 100)
        if query.isEmpty {
            return LegacyUser.list(try await ask(.get, "/users", [("page", page), ("per_page", perPage)]))
        }
        return LegacyUser.list(
            try await ask(
                .get, "/users", [("q", query), ("search_engine", "v3"), ("page", page), ("per_page", perPage)]))
    }

    /// - Throws: `LegacyRefusal`, 400, if the page's number or size is invalid.
    func paging(perPage: Int) throws -> (page: String, perPage: String) {
        let page = query["page"] ?? "0"
        let size = query["per_page"].flatMap { $0.isEmpty ? nil : $0 } ?? String(perPage)
        guard let number = Int(page), (0...100_000_000).contains(number), let count = Int(size),
            (1...100).contains(count)
        else {
            throw LegacyRefusal(400, "page and per_page must be numbers, per_page at most 100", code: "invalid_paging")
        }
        return (String(number), String(count))
    }

    func requireConnection(_ name: String) async throws {
        let found = try await ask(.get, "/connections", [("name", name)])
        if found.array?.isEmpty ?? true {
            throw LegacyRefusal.notFound("The connection does not exist", code: "inexistent_connection")
        }
    }

    /// Returns the users who have logged in to an application according to the log.
    fileprivate func usersOfClient() async throws -> LegacyReply {
        let id = arguments[0]
        _ = try await ask(.get, "/clients/\(OutboundForm.encoded(id))", [("fields", "client_id")])
        let query = "client_id:\"\(LegacySearch.quoted(id))\" AND type:(s OR sepft OR ssa)"
        var known: [String] = []
        for entry in try await askAll("/logs", "logs", [("q", query), ("fields", "user_id")]) {
            guard let user = entry["user_id"]?.string, !user.isEmpty, !known.contains(user) else { continue }
            known.append(user)
        }
        let (page, perPage) = try paging(perPage: 100)
        let count = Int(perPage) ?? 0
        let wanted = known.dropFirst((Int(page) ?? 0).multipliedSaturating(by: count)).prefix(count)
        if wanted.isEmpty { return LegacyReply([]) }
        let terms = wanted.map { "\"\(LegacySearch.quoted($0))\"" }.joined(separator: " OR ")
        return LegacyUser.list(
            try await ask(
                .get, "/users", [("q", "user_id:(\(terms))"), ("search_engine", "v3"), ("per_page", perPage)]))
    }
}
