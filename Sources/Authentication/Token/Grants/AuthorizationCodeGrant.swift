import Contract
import Crypto
import Events
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

extension TokenRequest {
    /// Exchanges an authorization code for tokens (RFC 6749, section 4.1.3).
    func authorizationCode() async throws -> JSON {
        let digest = secretDigest(try required("code"))
        let secrets = LoginSecrets(tenant, services, at: now)
        let outcome: Result<UserTokens, OAuthError> = try await write { transaction in
            // The use of the code must be stored even on failure, so the transaction must not throw.
            do {
                return .success(try exchange(code: digest, secrets, in: transaction))
            } catch let error as OAuthError {
                try transaction.emit(event(.failedCodeExchange, error.description), services.logIDs)
                return .failure(error.logged)
            }
        }
        return try outcome.get().answer(tenant, identifier: services.random.base62(22), now: now)
    }

    private func exchange(
        code digest: String, _ secrets: LoginSecrets, in transaction: Transaction
    ) throws -> UserTokens {
        guard let code = try transaction.authorizationCode(digest), code.request.clientID == client.id else {
            throw OAuthError.invalidCode
        }
        if let used = code.usedFor {
            // The code was used before and may be stolen, so the tokens that were issued for it are revoked.
            if !used.isEmpty {
                try transaction.revokeRefreshTokens(RefreshTokenSelection(ids: [RefreshTokenID(used)]))
            }
            if let exchange = code.exchangedAt {
                try transaction.revokeAccessTokens(
                    issuedAt: exchange, of: code.grant.userID, for: client.id, at: now)
            }
            throw OAuthError.invalidCode
        }
        guard now < code.expiresAt else { throw OAuthError.invalidCode }
        // The code is used even if the checks below fail, so that they cannot be tried again.
        try transaction.useAuthorizationCode(digest, for: nil, at: now)
        try verifyRedirectURIAndPKCE(of: code.request)
        var tokens = try redeem(
            code.grant, in: code.grant.sessionID, as: .codeExchange, secrets, in: transaction)
        tokens.more["nonce"] = code.request.nonce.map(JSON.string)
        if tokens.refreshToken != nil {
            try transaction.useAuthorizationCode(digest, for: secrets.refreshTokenID, at: now)
        }
        return tokens
    }

    /// Creates the tokens for a grant.
    /// - Parameters:
    ///   - session: the session that the refresh token belongs to.
    ///   - success: the type of the log event.
    func redeem(
        _ grant: CodeGrant, in session: SessionID?, as success: LogType, _ secrets: LoginSecrets,
        in transaction: Transaction
    ) throws -> UserTokens {
        let user = try transaction.user(grant.userID)
        if user.isBlocked { throw OAuthError.userIsBlocked }
        var tokens = try self.tokens(for: grant, of: user, in: transaction)
        if tokens.access.has("offline_access") {
            let place = RefreshTokenPlace(
                organization: grant.organization, connection: grant.connection, session: session)
            var token = refreshToken(
                secrets.refreshTokenID, for: user.id, tokens.access, place, grant.more.object ?? [:])
            token.metadata = grant.refreshTokenMetadata?.object
            try transaction.insert(token, digest: secretDigest(secrets.refreshToken))
            tokens.refreshToken = secrets.refreshToken
        }
        var event = event(success)
        event.userID = user.id.value
        event.userName = user.email ?? user.members["username"]?.string ?? user.name
        event.connection = grant.connection
        event.organizationID = tokens.organization?.id
        event.organizationName = tokens.organization?.name
        event.audience = grant.audience ?? tenant.userInfoAudience
        event.scope = tokens.access.scope
        try transaction.emit(event, services.logIDs)
        return tokens
    }

    /// - Throws: `OAuthError` if the redirect URI or the code verifier is wrong.
    private func verifyRedirectURIAndPKCE(of asked: AuthorizationRequest) throws(OAuthError) {
        let named = parameters["redirect_uri"]
        let isRight = named.map { $0.isIdentical(to: asked.redirectURI) } ?? !asked.isRedirectURINamed
        guard isRight else {
            throw .invalidGrant(
                "The redirect URI is wrong. You sent \(named ?? "null"), and we expected \(asked.redirectURI)")
        }
        guard let challenge = asked.challenge else {
            guard client.isAuthenticated else { throw .unauthorized }
            guard parameters["code_verifier"] == nil else { throw .invalidGrant("Failed to verify code verifier") }
            return
        }
        let verifier = try required("code_verifier")
        let shown = Base64URL.text(SHA256.hash(data: Array(verifier.utf8)))
        guard areEqualInConstantTime(shown, challenge.text) else {
            throw .invalidGrant("Failed to verify code verifier")
        }
    }

    /// Creates the tokens for a grant without a refresh token.
    func tokens(for grant: CodeGrant, of user: UserDocument, in transaction: Transaction) throws -> UserTokens {
        let audience = try grant.audience.map { name in
            guard let audience = try transaction.audience(name) else { throw OAuthError.unknownAudience(name) }
            return audience
        }
        let access = GrantedAccess(audience: audience, scopes: grant.scopes, permissions: grant.permissions)
        var tokens = UserTokens(user: user, client: client.row, access: access, grantType: nil)
        if let id = grant.organization {
            guard let organization = try transaction.organization(OrganizationKey(id), isKept: true),
                try transaction.isMember(user.id, of: id)
            else { throw OAuthError.notMember(user.id, of: id) }
            tokens.organization = organization
        }
        tokens.namesOrganization = try transaction.tenantSettings().allowsOrganizationNames
        tokens.identityScopes = grant.identityScopes
        tokens.idTokenClaims = grant.idTokenClaims.object ?? [:]
        tokens.accessTokenClaims = grant.accessTokenClaims.object ?? [:]
        tokens.more = grant.more.object ?? [:]
        return tokens
    }
}

extension OAuthError {
    fileprivate static let invalidCode = OAuthError.invalidGrant("Invalid authorization code")
}
