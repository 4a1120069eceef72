import Contract
import Events
import Mail
import Model
import OrderedCollections
import Secrets
import Serving
import Storage
import Triggers

/// The parameters of a login that are known before the user is.
struct Login: Sendable {
    let connection: ConnectionRow
    /// The name that the user entered.
    let userName: String
    let access: RequestedAccess
    let organization: OrganizationRow?
    let settings: JSON

    /// The authentication method as sessions name it.
    var method: String {
        connection.isDatabase ? "pwd" : connection.isPasswordless ? connection.strategy : "federated"
    }
    /// Whether tokens contain the organization's name besides its identifier.
    var namesOrganization: Bool { settings.allowsOrganizationNames }
}

extension ConnectionRow {
    /// The type of the strategy in log events.
    fileprivate var strategyType: String {
        isDatabase ? "database" : isPasswordless ? "passwordless" : isEnterprise ? "enterprise" : "social"
    }
}

/// Random values for a login. They are generated before the transaction, which may run more than once.
struct LoginSecrets: Sendable {
    let refreshTokenID: RefreshTokenID
    let refreshToken: String
    let secondFactorToken: String
    let sessionID: SessionID
    /// The secret of the session cookie.
    let session: String
    let mail: MailSending

    init(_ tenant: TenantContext, _ services: Services, at now: Timestamp) {
        let random = services.random
        mail = MailSending(tenant, services, now: now)
        refreshTokenID = RefreshTokenID(random.objectIdentifier(at: now))
        refreshToken = "v1.\(random.token(bytes: 48))"
        secondFactorToken = random.token(bytes: 48)
        sessionID = SessionID(random.token(bytes: 24))
        session = random.token(bytes: 32)
    }
}

extension JSON {
    /// Whether requests may name organizations by their name, according to the tenant settings.
    var allowsOrganizationNames: Bool { self["allow_organization_name_in_authentication_api"]?.bool ?? false }
}

extension TokenRequest {
    /// Creates a log event for a login.
    func event(_ type: LogType, _ description: String = "", of login: Login, user: UserDocument?) -> LoggedEvent {
        var event = event(type, description)
        event.connection = login.connection.name
        event.connectionID = login.connection.id
        event.strategy = login.connection.strategy
        event.strategyType = login.connection.strategyType
        event.userID = user?.id.value ?? ""
        event.userName = user.flatMap { $0.email ?? $0.members["username"]?.string } ?? login.userName
        event.organizationID = login.organization?.id
        event.organizationName = login.organization?.name
        event.audience = login.access.audience?.identifier ?? tenant.userInfoAudience
        event.scope = login.access.wanted?.joined(separator: " ")
        return event
    }

    /// Returns the organization that the request names.
    /// - Throws: `OAuthError` if the application may not use the organization.
    func organization(settings: JSON, in transaction: Transaction) throws -> OrganizationRow? {
        let usage = client.row.document["organization_usage"]?.string ?? "deny"
        guard let named = parameters["organization"] else {
            if usage == "require" {
                throw OAuthError.invalidRequest("parameter organization is required for this client")
            }
            return nil
        }
        guard usage != "deny" else {
            throw OAuthError.invalidRequest("parameter organization is not allowed for this client")
        }
        if let found = try transaction.organization(OrganizationKey(named)) { return found }
        if settings.allowsOrganizationNames,
            let found = try transaction.organization(named: named.lowercased())
        {
            return found
        }
        throw OAuthError.invalidRequest("parameter organization is invalid")
    }

    /// Returns the error with which a user may not log in to the organization; `nil` if the user may.
    func refusal(of user: UserID, to login: Login, in transaction: Transaction) throws -> OAuthError? {
        guard let organization = login.organization else { return nil }
        let connections = try transaction.enabledConnections(ofOrganization: OrganizationKey(organization.id))
        guard let connection = connections.first(where: { $0.connectionID == login.connection.id }) else {
            return .invalidRequest("the connection is not enabled for the organization")
        }
        if try connection.assignsMembership || transaction.isMember(user, of: organization.id) { return nil }
        if try invitation(of: user, to: login, in: transaction) != nil { return nil }
        return .notMember(user, of: organization.id)
    }

    /// Completes a login: updates the user and the session, and creates the tokens.
    /// - Parameters:
    ///   - flow: the result of the tenant's actions; `nil` if none ran.
    func complete(
        _ proven: ProvenLogin, of user: UserDocument, after flow: FlowOutcome? = nil, _ secrets: LoginSecrets,
        in transaction: Transaction
    ) throws -> UserTokens {
        let (login, more) = (proven.login, proven.more)
        var user = user
        if proven.session == nil {
            user.recordLogin(at: now, from: origin.ip)
            try transaction.update(user, isChange: false)
        }
        if let organization = login.organization {
            let invitation = try invitation(of: user.id, to: login, in: transaction)
            try transaction.addMember(user.id, to: organization.id, at: now)
            if let invitation { try transaction.accept(invitation, by: user.id, at: now) }
        }
        let access = try transaction.granted(login.access, of: user.id, in: login.organization?.id)
        var tokens = UserTokens(
            user: user, client: client.row, access: access,
            grantType: isAtPage ? nil : login.connection.isDatabase ? "password" : "passwordless")
        tokens.organization = login.organization
        tokens.connection = login.connection.name
        tokens.namesOrganization = login.namesOrganization
        tokens.more = more
        if let flow { tokens.apply(flow, tenant) }
        tokens.refreshTokenMetadata = flow?.changedRefreshTokenMetadata(nil)
        if isAtPage {
            tokens.session = try session(of: user.id, after: proven, flow, secrets, in: transaction)
        } else if access.has("offline_access") {
            let place = RefreshTokenPlace(
                organization: login.organization?.id, connection: login.connection.name, session: nil)
            var token = refreshToken(secrets.refreshTokenID, for: user.id, access, place, more)
            token.metadata = tokens.refreshTokenMetadata
            token.end(flow)
            try transaction.insert(token, digest: secretDigest(secrets.refreshToken))
            tokens.refreshToken = secrets.refreshToken
        }
        let types = proven.session != nil ? [proven.success] : isAtPage ? [.login] : [.login, proven.success]
        for type in types {
            var event = event(type, of: login, user: user)
            event.scope = tokens.access.scope
            event.details = ["stats": ["loginsCount": user.members["logins_count"] ?? 0]]
            event.mention([flow])
            try transaction.emit(event, services.logIDs)
        }
        return tokens
    }

    /// The origin of a refresh token.
    struct RefreshTokenPlace {
        /// The organization's identifier.
        let organization: String?
        /// The connection's name.
        let connection: String
        let session: SessionID?
    }

    /// Creates a refresh token.
    /// - Parameter more: additional claims of ID tokens.
    func refreshToken(
        _ id: RefreshTokenID, for user: UserID, _ access: GrantedAccess, _ place: RefreshTokenPlace, _ more: JSONObject
    ) -> RefreshTokenRow {
        let life = RefreshTokenLife(client.row)
        var token = RefreshTokenRow(
            id: id, of: user, for: client.id, in: place.session, isRotating: life.isRotating, at: now,
            idleLifetime: life.idleLifetime, lifetime: life.lifetime, device: DeviceTrace(sighting))
        let audience = access.audience?.identifier
        token.access = [RefreshTokenRow.Access(audience: audience ?? tenant.userInfoAudience, scopes: access.scope)]
        let context = RefreshTokenContext(
            audience: audience, scopes: access.scopes, organization: place.organization, connection: place.connection,
            more: more)
        token.context = context.json
        return token
    }

    /// Returns the browser's session: the one that was used for the login, or a new one.
    private func session(
        of user: UserID, after proven: ProvenLogin, _ flow: FlowOutcome?, _ secrets: LoginSecrets,
        in transaction: Transaction
    ) throws -> SessionRow {
        let life = SessionLife(proven.login.settings)
        if var session = proven.session {
            session.record(flow?.recordedMethods ?? [], at: now)
            session.touch(at: now, by: client.id, from: sighting, idleLifetime: life.idleLifetime)
            try transaction.update(session)
            return session
        }
        var session = SessionRow(
            id: secrets.sessionID, of: user, at: now, idleLifetime: life.idleLifetime, lifetime: life.lifetime,
            device: DeviceTrace(sighting))
        session.clients.append(client.id)
        session.authenticatedAt = proven.provenAt
        session.proofs = proven.proofs
        session.record(flow?.recordedMethods ?? [], at: now)
        session.connection = proven.login.connection.name
        session.isPersistent = life.isPersistent
        try transaction.insert(session, secretDigest: secretDigest(secrets.session))
        return session
    }
}

extension SessionRow {
    /// Records the authentication methods that actions report.
    fileprivate mutating func record(_ methods: [String], at now: Timestamp) {
        proofs.removeAll { methods.contains($0.name) }
        proofs += OrderedSet(methods).map { Proof($0, at: now) }
    }
}

extension OAuthError {
    static func notMember(_ user: UserID, of organization: String) -> OAuthError {
        .accessDenied("user \(user) is not part of the \(organization) organization")
    }
}

/// The name or the identifier of an organization.
typealias OrganizationKey = ID<OrganizationRow>
