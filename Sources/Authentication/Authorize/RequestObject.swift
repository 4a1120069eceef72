import Contract
import Model
import OrderedCollections
import Secrets
import Serving

/// Signed authorization requests (JAR, RFC 9101).
struct RequestObject: Sendable {
    /// The accepted values of `typ`.
    private static let types: Set<String> = ["jwt", "oauth-authz-req+jwt"]
    /// The registered claims, which are not authorization parameters.
    private static let registered: Set<String> = ["iss", "aud", "sub", "exp", "nbf", "iat", "jti"]

    let services: Services
    let tenant: TenantContext

    /// Returns the parameters of the signed request object, which replace those of the request; `nil` if there is none.
    /// - Throws: `OAuthError` if the request object is not valid.
    func parameters(of shown: TokenParameters) async throws -> TokenParameters? {
        guard let token = shown["request"] else { return nil }
        guard let id = shown["client_id"] else { throw OAuthError.missing("client_id") }
        guard let header = TokenHeader(of: token), ClientKeys.algorithms.contains(header.algorithm),
            Self.types.contains(header.type?.lowercased() ?? "")
        else { throw Self.refusal("it is not a JWT that is signed with RS256, RS384 or PS256") }
        let keys = ClientKeys(services: services, tenant: tenant, path: ["signed_request_object"])
        guard let (client, claims) = try await keys.signer(of: token, header, claiming: ID(id)) else {
            throw Self.refusal("none of the keys that are registered for it has signed it")
        }
        try check(claims, of: client)
        return Self.parameters(claims)
    }

    private func check(_ claims: TokenClaims, of client: ClientRow) throws(OAuthError) {
        let audiences = claims.audiences
        guard claims["iss"]?.string == client.id.value, claims["client_id"]?.string == client.id.value else {
            throw Self.refusal("iss and client_id must be the application's")
        }
        guard audiences.contains(where: { tenant.canonicalURL($0) == tenant.issuer }) else {
            throw Self.refusal("aud must be \(tenant.issuer)")
        }
        let now = services.clock.now.seconds
        guard isNumber(claims["exp"], { $0 > now }), isNumber(claims["nbf"], { $0 <= now }),
            isNumber(claims["iat"], { _ in true })
        else { throw Self.refusal("it has expired, or is not valid yet") }
        guard claims["request"] == nil, claims["request_uri"] == nil else {
            throw Self.refusal("it cannot have another one in it")
        }
        guard !JSON.object(claims.members).hasNUL else { throw Self.refusal("it has a NUL character") }
    }

    /// Whether a claim is absent, or an integer that satisfies a condition.
    private func isNumber(_ claim: JSON?, _ fits: (Int) -> Bool) -> Bool {
        guard let claim else { return true }
        return claim.integer.map(fits) ?? false
    }

    private static func parameters(_ claims: TokenClaims) -> TokenParameters {
        let texts = claims.members.compactMap { name, value -> (String, String)? in
            guard !registered.contains(name) else { return nil }
            return (value.string ?? value.integer.map(String.init)).map { (name, $0) }
        }
        return TokenParameters(Dictionary(uniqueKeysWithValues: texts))
    }

    private static func refusal(_ reason: String) -> OAuthError {
        OAuthError(400, "invalid_request_object", "The request object is not accepted: \(reason)")
    }
}

extension ClientRow {
    /// Whether the application's requests must be signed.
    var requiresRequestObjects: Bool { document["signed_request_object"]?["required"]?.bool ?? false }

    /// Checks an authorization request that was not pushed.
    /// - Throws: `OAuthError` if the application's requests must be pushed or signed.
    func requireProtection(isSigned: Bool) throws(OAuthError) {
        if document["require_pushed_authorization_requests"]?.bool == true {
            throw .invalidRequest("Pushed authorization requests are required for this client")
        }
        if requiresRequestObjects, !isSigned { throw .requestObjectRequired }
    }
}

extension OAuthError {
    static let requestObjectRequired = OAuthError.invalidRequest(
        "JWT-secured authorization requests are required for this client")
}
