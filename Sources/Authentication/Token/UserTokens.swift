import Contract
import Model
import OrderedCollections
import Secrets
import Serving

/// The tokens that one login or exchange gives for a user, before they are signed.
struct UserTokens: Sendable {
    let user: UserDocument
    let client: ClientRow
    var access: GrantedAccess
    /// How the user was found out to be who they are, as tokens name it where nobody was at a page.
    let grantType: String?
    var organization: OrganizationRow?
    /// The name of the connection that the user logged in with.
    var connection: String?
    /// Whether tokens name the organization, besides its identifier.
    var namesOrganization = false
    /// What the ID token says besides.
    var more: JSONObject = [:]
    /// The scopes that count for the ID token, where actions have changed those of the access token.
    var identityScopes: [String]?
    /// What actions have the ID token say besides.
    var idTokenClaims: JSONObject = [:]
    /// What actions have the access token say besides.
    var accessTokenClaims: JSONObject = [:]
    /// Secret.
    var refreshToken: String?
    /// What stands in for a second factor from now on. Secret.
    var recoveryCode: String?
    /// The session that the user has from now on, where there is a browser.
    var session: SessionRow?
    /// What actions have a refresh token keep.
    var refreshTokenMetadata: JSONObject?
    /// Whether the browser brings them to the application, where others may see them: they live shorter.
    var isAtFront = false

    /// The answer to the application.
    /// - Parameter identifier: names an access token of the kind that has a name.
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

    /// A token for an API tells of its user too, where it was asked to and anybody can check its signature.
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

/// What an access token says.
struct AccessTokenContents {
    let subject: String
    let client: ClientID
    let audiences: [String]
    let scopes: [String]
    let permissions: [String]?
    let grantType: String?
    var organization: JSONObject = [:]
    /// What actions have it say besides.
    var custom: JSONObject = [:]

    /// The claims, in the way that an API wants its tokens.
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
    /// What ID tokens are signed with.
    var idTokenAlgorithm: String {
        document["jwt_configuration"]?["alg"]?.string ?? (isPublic ? "RS256" : "HS256")
    }

    /// What tokens with a shared key are signed with.
    var signingSecret: [UInt8] {
        let isEncoded = document["jwt_configuration"]?["secret_encoded"]?.bool ?? false
        return isEncoded ? Base64URL.bytes(secret) ?? Array(secret.utf8) : Array(secret.utf8)
    }
}

extension TokenSigner {
    /// A token signed in the way that an API wants its tokens.
    func sign(_ claims: TokenClaims, for audience: AudienceRow) throws -> String {
        let secret = (audience.document["signing_secret"]?.string).map { Array($0.utf8) }
        return try sign(
            claims, type: audience.isRFC9068 ? "at+jwt" : "JWT", algorithm: audience.algorithm, secret: secret)
    }
}
