import Contract
import Model
import OrderedCollections
import Secrets
import Serving

/// The tokens of one login or exchange, before they are signed.
struct UserTokens: Sendable {
    let user: UserDocument
    let client: ClientRow
    var access: GrantedAccess
    /// The value of the `gty` claim; `nil` for logins on pages.
    let grantType: String?
    var organization: OrganizationRow?
    /// The name of the connection that the user logged in with.
    var connection: String?
    /// Whether tokens contain the organization's name besides its identifier.
    var namesOrganization = false
    /// Additional claims of the ID token.
    var more: JSONObject = [:]
    /// The scopes that determine the claims of the ID token, if actions have changed those of the access token.
    var identityScopes: [String]?
    /// Custom claims of the ID token, set by actions.
    var idTokenClaims: JSONObject = [:]
    /// Custom claims of the access token, set by actions.
    var accessTokenClaims: JSONObject = [:]
    /// Secret.
    var refreshToken: String?
    /// The next recovery code. Secret.
    var recoveryCode: String?
    /// The user's session, if there is a browser.
    var session: SessionRow?
    /// The metadata of the refresh token, set by actions.
    var refreshTokenMetadata: JSONObject?
    /// Whether the tokens are part of an authorization response, where they may leak. They have a shorter lifetime
    /// then.
    var isAtFront = false

    /// Returns the token response.
    /// - Parameter identifier: the `jti` of the access token, if its dialect has one.
    func answer(_ tenant: TenantContext, identifier: String, now: Timestamp) throws -> JSON {
        var answer: JSONObject = [
            "access_token": .string(try accessToken(tenant, identifier: identifier, now: now))
        ]
        if let refreshToken { answer["refresh_token"] = .string(refreshToken) }
        if (identityScopes ?? access.scopes).contains("openid") {
            answer["id_token"] = .string(try idToken(tenant, now: now))
        }
        if !access.scopes.isEmpty { answer["scope"] = .string(access.scope) }
        answer["expires_in"] = .integer(Int64(lifetime))
        answer["token_type"] = "Bearer"
        if let recoveryCode { answer["recovery_code"] = .string(recoveryCode) }
        return .object(answer)
    }

    var lifetime: Int {
        isAtFront ? access.audience?.lifetimeForWeb ?? 7_200 : access.audience?.lifetime ?? 86_400
    }

    func accessToken(_ tenant: TenantContext, identifier: String, now: Timestamp) throws -> String {
        let contents = AccessTokenContents(
            subject: user.id.value, client: client.id, audiences: audiences(tenant), scopes: access.scopes,
            permissions: access.permissions, grantType: grantType, organization: organizationClaims,
            custom: accessTokenClaims)
        guard let audience = access.audience else {
            return try tenant.signer.sign(
                contents.claims(tenant, nil, lifetime: lifetime, identifier: identifier, now: now))
        }
        let claims = contents.claims(tenant, audience, lifetime: lifetime, identifier: identifier, now: now)
        return try tenant.signer.sign(claims, for: audience)
    }

    /// Access tokens for an API are also valid at `/userinfo` if `openid` was requested and the signature algorithm is
    /// RS256.
    private func audiences(_ tenant: TenantContext) -> [String] {
        guard let audience = access.audience else { return [tenant.userInfoAudience] }
        let tells = access.has("openid") && audience.algorithm == "RS256"
        return tells ? [audience.identifier, tenant.userInfoAudience] : [audience.identifier]
    }

    private var organizationClaims: JSONObject {
        guard let organization else { return [:] }
        var claims: JSONObject = ["org_id": .string(organization.id)]
        if namesOrganization { claims["org_name"] = .string(organization.name) }
        return claims
    }

    func idToken(_ tenant: TenantContext, now: Timestamp) throws -> String {
        let settings = client.document["jwt_configuration"]
        let lifetime = settings?["lifetime_in_seconds"]?.integer ?? 36_000
        var claims = user.claims(for: identityScopes ?? access.scopes)
        claims.merge(idTokenClaims) { $1 }
        claims["iss"] = .string(tenant.issuer)
        claims["aud"] = .string(client.id.value)
        claims["sub"] = .string(user.id.value)
        claims["iat"] = .integer(Int64(now.seconds))
        claims["exp"] = .integer(Int64((now + .seconds(lifetime)).seconds))
        claims.merge(organizationClaims) { $1 }
        claims.merge(more) { $1 }
        return try tenant.signer.sign(
            TokenClaims(claims), algorithm: client.idTokenAlgorithm, secret: client.signingSecret)
    }
}

/// The contents of an access token.
struct AccessTokenContents {
    let subject: String
    let client: ClientID
    let audiences: [String]
    let scopes: [String]
    let permissions: [String]?
    let grantType: String?
    var organization: JSONObject = [:]
    /// Custom claims, set by actions.
    var custom: JSONObject = [:]

    /// Returns the claims in the API's token dialect.
    func claims(
        _ tenant: TenantContext, _ audience: AudienceRow?, lifetime: Int, identifier: String, now: Timestamp
    ) -> TokenClaims {
        let aud: JSON = audiences.count == 1 ? .string(audiences[0]) : .array(audiences.map(JSON.string))
        var claims: JSONObject = [
            "iss": .string(tenant.issuer), "sub": .string(subject), "aud": aud, "iat": .integer(Int64(now.seconds)),
            "exp": .integer(Int64((now + .seconds(lifetime)).seconds)),
        ]
        if !scopes.isEmpty { claims["scope"] = .string(scopes.joined(separator: " ")) }
        claims.merge(organization) { $1 }
        claims.merge(custom) { own, _ in own }
        if audience?.isRFC9068 == true {
            claims["jti"] = .string(identifier)
            claims["client_id"] = .string(client.value)
        } else {
            claims["gty"] = grantType.map(JSON.string)
            claims["azp"] = .string(client.value)
        }
        if let permissions { claims["permissions"] = .array(permissions.map(JSON.string)) }
        return TokenClaims(claims)
    }
}

extension ClientRow {
    /// The signature algorithm of ID tokens.
    var idTokenAlgorithm: String {
        document["jwt_configuration"]?["alg"]?.string ?? (isPublic ? "RS256" : "HS256")
    }

    /// The key of tokens with a symmetric signature.
    var signingSecret: [UInt8] {
        let isEncoded = document["jwt_configuration"]?["secret_encoded"]?.bool ?? false
        return isEncoded ? Base64URL.bytes(secret) ?? Array(secret.utf8) : Array(secret.utf8)
    }
}

extension TokenSigner {
    /// Returns a signed access token in the API's token dialect.
    func sign(_ claims: TokenClaims, for audience: AudienceRow) throws -> String {
        let secret = (audience.document["signing_secret"]?.string).map { Array($0.utf8) }
        return try sign(
            claims, type: audience.isRFC9068 ? "at+jwt" : "JWT", algorithm: audience.algorithm, secret: secret)
    }
}
