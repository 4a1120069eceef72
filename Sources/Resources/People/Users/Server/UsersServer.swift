import Contract
import Events
import Mail
import Model
import OrderedCollections
import PeopleAPI
import Secrets
import Serving
import Storage
import Triggers

extension Users: ServedResource {
    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            if call.services.isStrict { try Self.requireReachable(call.query) }
            let search = try UserSearch(call.query)
            return OperationResponse(
                try await call.read {
                    try search.page(call.query.pageRequest(), withTokens: call.caller.seesTokens, in: $0)
                })
        }
        routes.onStored(create) { call in
            let name = call.body.connection
            guard let connection = try await call.read({ try $0.connection(named: name) }) else {
                throw APIError.connectionNotFound
            }
            let wanted = try UserCreation(call.body, in: connection, random: call.random, now: call.now)
            let hash = try await wanted.hash(of: call.body.password, with: call.services.passwords)
            let registration = try await Self.registration(of: wanted, call)
            let creation = registration.creation
            let sending = MailSending(call.tenant, call.services, now: call.now)
            try await call.write { transaction in
                try creation.insert(into: transaction, passwordHash: hash)
                try registration.conclude(in: transaction)
                try call.emit(Self.signup(of: registration, call), in: transaction)
                try transaction.sendFirstMail(to: creation, asking: call.body.verifyEmail, sending)
            }
            call.services.wakeSignal.notify()
            call.services.deliveriesSignal.notify()
            return OperationResponse(creation.document.json)
        }
        routes.onStored(get) { call in
            let (stored, tokens) = try await call.read { transaction in
                let stored: String? = try transaction.row(
                    "SELECT document FROM users WHERE tenant = \(transaction.tenant) AND user_id = \(call.path)"
                )?["document"]
                return (stored, call.caller.seesTokens ? try transaction.tokens(of: [call.path])[call.path] : nil)
            }
            guard let text = stored else { throw APIError.userNotFound }
            guard let tokens else { return OperationResponse(text: text) }
            return OperationResponse(try JSON(parsing: text).addingTokens(tokens))
        }
        routes.onStored(update) { call in
            let change = try UserChange(call.members, now: call.now)
            let password = try await Self.accept(change, of: call.path, call.services, call.tenant)
            let sending = MailSending(call.tenant, call.services, now: call.now)
            let following = DeferredActions(
                .postChangePassword, call.tenant, call.services, request: Self.request(of: call), at: call.now)
            let user = try await call.write { transaction in
                let user = try change.apply(to: call.path, password, sending, in: transaction)
                if change.password != nil {
                    let identity = try change.identity(of: user, in: transaction)
                    try following?.enqueue(passwordOf: user, identity, in: transaction)
                }
                return user
            }
            call.services.wakeSignal.notify()
            call.services.deliveriesSignal.notify()
            return OperationResponse(user.json)
        }
        routes.on(delete) { call in
            try await call.write { try $0.deleteUser(call.path, at: call.now) }
            return NoContent()
        }
        mountRoles(on: &routes)
        mountPermissions(on: &routes)
        mountOrganizations(on: &routes)
        mountLogs(on: &routes)
        mountIdentities(on: &routes)
        mountAccess(on: &routes)
    }

    /// Validates a new password against the connection's policy.
    private static func accept(
        _ change: UserChange, of id: UserID, _ services: Services, _ tenant: TenantContext
    ) async throws -> PasswordChange {
        guard let password = change.password else { return .none }
        let demand = try await services.store.read(tenant.id) { transaction in
            let user = try transaction.user(id)
            return try transaction.passwordDemand(of: user, try change.identity(of: user, in: transaction))
        }
        return try await demand.accept(password, with: services.passwords)
    }

    /// Returns the request as actions see it.
    private static func request<Path, Query, Body>(of call: Call<Path, Query, Body>) -> JSON {
        var request = call.origin.seenByActions(method: Body.self == UserDraft.self ? "POST" : "PATCH")
        request["body"] = .object(call.members.filter { $0.key != "password" })
        return .object(request)
    }

    /// Runs the tenant's pre-registration actions.
    /// - Throws: `APIError`, 400, if one denies the registration.
    private static func registration<Path, Query>(
        of creation: UserCreation, _ call: Call<Path, Query, UserDraft>
    ) async throws -> Registration {
        let registration = try await Registration(
            creation, request: request(of: call), call.tenant, call.services, at: call.now)
        guard let denial = registration.denial else { return registration }
        var event = signup(of: registration, call)
        event.type = .failedSignup
        try await registration.refuse(event, call.tenant, call.services)
        throw APIError.badRequest(denial.message, code: "extensibility_error")
    }

    /// Returns the log event of a user created by the API, which is the same as for a signup.
    private static func signup<Path, Query>(
        of registration: Registration, _ call: Call<Path, Query, UserDraft>
    ) -> LoggedEvent {
        let creation = registration.creation
        var event = call.event(.signup)
        event.userID = creation.document.id.value
        event.userName = creation.document.members["username"]?.string ?? creation.document.email
        event.connection = creation.connection.name
        event.connectionID = creation.connection.id
        event.strategy = creation.connection.strategy
        event.strategyType = creation.connection.strategy == "auth0" ? "database" : "passwordless"
        event.details = ["body": JSON.object(call.members).redacted]
        event.mention([registration.flow])
        return event
    }

    /// - Throws: `APIError`, 400, for a page beyond Auth0's limit.
    private static func requireReachable(_ query: UserFilter) throws {
        let perPage = query.perPage ?? 50
        guard query.from == nil, query.take == nil, ((query.page ?? 0) + 1) * perPage > 1000 else { return }
        throw APIError.badRequest(
            "You can only page through the first 1000 records. Use the users-exports job for more",
            code: "invalid_paging")
    }
}

extension Caller {
    /// Whether the caller may read the tokens of identity providers.
    fileprivate var seesTokens: Bool { !scopes.isDisjoint(with: User.tokenReaders) }
}
