import Contract
import Events
import Model
import OrderedCollections
import Secrets
import Serving
import Storage
import Triggers

extension TokenRequest {
    /// Exchanges a refresh token for tokens (RFC 6749, section 6).
    func refreshToken() async throws -> JSON {
        let digest = secretDigest(try required("refresh_token"))
        let next = "v1.\(services.random.token(bytes: 48))"
        let flow = try await refreshFlow(digest)
        let outcome = try await write { try exchange(digest, for: next, flow, in: $0) }
        return try outcome.get().answer(tenant, identifier: services.random.base62(22), now: now)
    }

    /// Runs the tenant's actions for the exchange.
    /// - Returns: `nil` if there are no actions or the token is not valid.
    private func refreshFlow(_ digest: String) async throws -> FlowOutcome? {
        guard tenant.runs(.postLogin) else { return nil }
        let event: JSONObject? = try await read { transaction in
            guard let token = try transaction.refreshToken(havingDigest: digest, liveAt: now),
                token.clientID == client.id, let user = try transaction.userIfThere(token.userID), !user.isBlocked
            else { return nil }
            return try refreshEvent(token, user, in: transaction)
        }
        guard let event else { return nil }
        return try await ActionFlow(.postLogin, of: tenant.id, event: event, services).run()
    }

    private func refreshEvent(
        _ token: RefreshTokenRow, _ user: UserDocument, in transaction: Transaction
    ) throws -> JSONObject {
        let context = RefreshTokenContext(token.context)
        let organization = try context.organization.flatMap { try transaction.organization(OrganizationKey($0)) }
        var event = try userEvent(
            user, connection: try context.connection.flatMap { try transaction.connection(named: $0) },
            organization: organization, access: try requestedAccess(context, in: transaction),
            protocol: "oauth2-refresh-token", in: transaction)
        var seen = token.json
        seen["metadata"] = .object(token.metadata ?? [:])
        seen["refresh_token_metadata"] = nil
        event["refresh_token"] = seen
        event["stats"] = ["logins_count": user.members["logins_count"] ?? 0]
        event["authentication"] = ["methods": [["name": "pwd", "timestamp": .string("\(token.createdAt)")]]]
        return event
    }

    private func exchange(
        _ digest: String, for next: String, _ flow: FlowOutcome?, in transaction: Transaction
    ) throws -> Result<UserTokens, OAuthError> {
        guard let known = try transaction.refreshToken(havingDigest: digest, liveAt: now),
            known.clientID == client.id, let user = try transaction.userIfThere(known.userID)
        else { throw OAuthError.unknownRefreshToken }
        if user.isBlocked {
            return .failure(try refuse(.userIsBlocked, .failedRefreshTokenExchange, known, user, in: transaction))
        }
        let context = RefreshTokenContext(known.context)
        let organization = try context.organization.flatMap {
            try transaction.organization(OrganizationKey($0), isKept: true)
        }
        if let id = context.organization, try organization == nil || !transaction.isMember(user.id, of: id) {
            let error = OAuthError.notMember(user.id, of: id)
            return .failure(try refuse(error, .failedRefreshTokenExchange, known, user, in: transaction))
        }
        let access = try requestedAccess(context, in: transaction)
        if let refusal = try refusal(of: flow, known, user, in: transaction) { return .failure(refusal) }
        let life = RefreshTokenLife(client.row)
        let exchange = try transaction.exchangeRefreshToken(
            havingDigest: digest, by: client.id, for: secretDigest(next), at: now, leeway: life.leeway,
            idleLifetime: life.idleLifetime, from: sighting)
        guard case .exchanged(var token) = exchange else {
            return .failure(try refuse(.unknownRefreshToken, .refreshTokenReuse, known, user, in: transaction))
        }
        let granted = try transaction.granted(access, of: user.id, in: organization?.id)
        if let flow {
            token.metadata = flow.changedRefreshTokenMetadata(token.metadata)
            token.end(flow)
            try transaction.update(token)
        }
        let current = try flow.flatMap { try transaction.user(afterActions: $0, of: user.id) } ?? user
        var tokens = UserTokens(user: current, client: client.row, access: granted, grantType: "refresh_token")
        tokens.organization = organization
        tokens.namesOrganization = try transaction.tenantSettings().allowsOrganizationNames
        tokens.more = context.more
        if let flow { tokens.apply(flow, tenant) }
        if token.isRotating { tokens.refreshToken = next }
        try record(granted, token, in: transaction)
        var event = event(.refreshTokenExchange, of: token, user: user)
        event.audience = granted.audience?.identifier ?? tenant.userInfoAudience
        event.scope = tokens.access.scope
        event.mention([flow])
        try transaction.emit(event, services.logIDs)
        return .success(tokens)
    }

    /// Records the result of the actions, and returns the error with which they deny the exchange.
    private func refusal(
        of flow: FlowOutcome?, _ token: RefreshTokenRow, _ user: UserDocument, in transaction: Transaction
    ) throws -> OAuthError? {
        guard let flow else {
            // The token did not exist when the actions should have run, and exchanges without them are not allowed.
            return tenant.runs(.postLogin) ? .unknownRefreshToken : nil
        }
        if let execution = flow.execution { try transaction.record(execution) }
        guard let refusal = refusal(of: flow) else { return nil }
        _ = try transaction.user(afterActions: flow, of: user.id)
        if flow.revokesRefreshToken { try transaction.revokeRefreshTokens(RefreshTokenSelection(ids: [token.id])) }
        var event = event(.failedRefreshTokenExchange, refusal.description, of: token, user: user)
        event.mention([flow])
        try transaction.emit(event, services.logIDs)
        return refusal.logged
    }

    /// Returns the access to issue: that of the refresh token or less, or another API's according to the application's
    /// policies.
    private func requestedAccess(
        _ context: RefreshTokenContext, in transaction: Transaction
    ) throws -> RequestedAccess {
        let asked = parameters["scope"]?.scopes
        let named = parameters["audience"].map(tenant.canonicalAudience)
        let policies = client.row.document["refresh_token"]?["policies"]?.array ?? []
        if let named, named != context.audience,
            let policy = policies.first(where: { $0["audience"]?.string == named })
        {
            let own = context.scopes.filter { RequestedAccess.profileScopes.contains($0) || $0 == "offline_access" }
            let allowed = own + (policy["scope"]?.strings ?? [])
            return try transaction.requestedAccess(
                to: named, wanted: asked?.filter(allowed.contains) ?? allowed, for: client.row, tenant: tenant)
        }
        let wanted = asked.map { $0.filter(context.scopes.contains) } ?? context.scopes
        return try transaction.requestedAccess(
            to: context.audience, wanted: wanted, for: client.row, tenant: tenant)
    }

    /// Adds an API to the token's access if the token was not used for it before.
    private func record(_ granted: GrantedAccess, _ token: RefreshTokenRow, in transaction: Transaction) throws {
        let audience = granted.audience?.identifier ?? tenant.userInfoAudience
        guard !token.access.contains(where: { $0.audience == audience }) else { return }
        var token = token
        token.access.append(RefreshTokenRow.Access(audience: audience, scopes: granted.scope))
        try transaction.update(token)
    }

    private func refuse(
        _ error: OAuthError, _ type: LogType, _ token: RefreshTokenRow, _ user: UserDocument,
        in transaction: Transaction
    ) throws -> OAuthError {
        try transaction.emit(event(type, error.description, of: token, user: user), services.logIDs)
        return error.logged
    }

    /// Creates a log event for an exchange.
    func event(
        _ type: LogType, _ description: String = "", of token: RefreshTokenRow, user: UserDocument
    ) -> LoggedEvent {
        var event = event(type, description)
        event.userID = user.id.value
        event.userName = user.email ?? user.members["username"]?.string ?? ""
        event.connection = token.context["connection"]?.string
        event.audience = token.access.first?.audience
        event.scope = token.access.first?.scopes
        event.details = ["familyId": .string(token.id.value)]
        return event
    }
}
