import Contract
import Model
import OrderedCollections
import PeopleAPI
import Secrets
import Serving
import Storage

extension Users: Served {
    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            if call.services.isStrict { try Self.requireReachable(call.query) }
            let search = try UserSearch(call.query)
            return Reply(try await call.read { try search.page(call.query.pageRequest(), in: $0) })
        }
        routes.onStored(create) { call in
            let name = call.body.connection
            guard let connection = try await call.read({ try $0.connection(named: name) }) else {
                throw APIError.connectionNotFound
            }
            let creation = try UserCreation(call.body, in: connection, random: call.random, now: call.now)
            let hash = try await Self.hash(of: call.body.password, creation, call.services)
            try await call.write { try creation.insert(into: $0, passwordHash: hash) }
            return Reply(creation.document.json)
        }
        routes.onStored(get) { call in
            let text: String? = try await call.read { transaction in
                try transaction.row(
                    "SELECT document FROM users WHERE tenant = \(transaction.tenant) AND user_id = \(call.path)"
                )?["document"]
            }
            guard let text else { throw APIError.userNotFound }
            return Reply(text: text)
        }
        routes.onStored(update) { call in
            try Self.require(call.members, of: call.caller)
            let change = try UserChange(call.members, now: call.now)
            let password =
                if let password = change.password {
                    try await PasswordChange(password, of: call.path, change, call)
                } else { PasswordChange.none }
            let user = try await call.write { transaction in
                try change.apply(
                    to: call.path, passwordHash: password.hash, history: password.history, in: transaction)
            }
            return Reply(user.json)
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                try transaction.execute(
                    "DELETE FROM users WHERE tenant = \(transaction.tenant) AND user_id = \(call.path)")
            }
            return Nothing()
        }
        mountRoles(on: &routes)
        mountPermissions(on: &routes)
        mountOrganizations(on: &routes)
        mountLogs(on: &routes)
        mountIdentities(on: &routes)
        mountAccess(on: &routes)
    }

    /// Has callers who may change metadata alone change nothing else.
    private static func require(_ members: JSONObject, of caller: Caller) throws {
        guard !caller.scopes.contains("update:users") else { return }
        var allowed: Set<String> = []
        if caller.scopes.contains("update:users_app_metadata") { allowed.formUnion(["app_metadata", "user_metadata"]) }
        if caller.scopes.contains("update:current_user_metadata") { allowed.insert("user_metadata") }
        guard members.keys.allSatisfy(allowed.contains) else {
            throw APIError.forbidden("Insufficient scope, expected any of: update:users", code: "insufficient_scope")
        }
    }

    /// - Throws: `APIError`, 400, for a page that Auth0 does not have.
    private static func requireReachable(_ query: UserFilter) throws {
        let perPage = query.perPage ?? 50
        guard query.from == nil, query.take == nil, ((query.page ?? 0) + 1) * perPage > 1000 else { return }
        throw APIError.badRequest(
            "You can only page through the first 1000 records. Use the users-exports job for more",
            code: "invalid_paging")
    }

    private static func hash(
        of password: String?, _ creation: UserCreation, _ services: Services
    ) async throws -> String? {
        guard let password, creation.connection.strategy == "auth0" else { return nil }
        let policy = PasswordPolicy(options: creation.connection.options)
        try policy.check(password, personal: creation.document.personal)
        return try await services.passwords.hash(password)
    }
}
