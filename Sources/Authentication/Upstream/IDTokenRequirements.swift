import Contract
import JWTKit
import Outbound
import Secrets
import Serving

/// The requirements for a provider's ID tokens (OpenID Connect Core, section 3.1.3.7).
struct IDTokenRequirements: Sendable {
    /// The accepted clock skew of the provider, in seconds.
    private static let leeway = 60
    /// The time for which a provider's keys are cached.
    private static let freshness = Duration.seconds(3_600)
    /// The minimum age of cached keys before they are fetched again for an unknown key identifier.
    private static let pause = Duration.seconds(30)

    /// The issuer; `{tenantid}` stands for the token's `tid`.
    let issuer: String
    /// The URL of the provider's keys (`jwks_uri`).
    let keys: String
    let audience: String
    private(set) var algorithms: Set<String> = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    ]
    /// The claim that identifies the user.
    var identifier = "sub"
    /// The accepted hosted domains; empty if all are accepted.
    var hostedDomains: [String] = []
    /// Whether addresses are verified, if the token has no `email_verified`.
    var emailIsVerified: Bool?
    /// The URL of the userinfo endpoint.
    var profileEndpoint: String?

    init(issuer: String, keys: String, audience: String) {
        self.issuer = issuer
        self.keys = keys
        self.audience = audience
    }

    /// Restricts the signature algorithms.
    /// - Parameter wanted: the algorithms that the connection accepts; `nil` or empty for all.
    mutating func restrict(to wanted: [String]?) {
        if let wanted, !wanted.isEmpty { algorithms.formIntersection(wanted) }
    }

    /// Whether a name is that of the issuer.
    /// - Parameter directory: the value of `{tenantid}`; `nil` for any.
    func isIssuer(_ name: String, for directory: String? = nil) -> Bool {
        let halves = issuer.split(separator: "{tenantid}", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return name == issuer }
        guard let directory else { return name.hasPrefix(halves[0]) && name.hasSuffix(halves[1]) }
        return name == halves.joined(separator: directory)
    }

    /// Returns the claims of a token after verifying that the provider signed it for this login and that it is not
    /// expired.
    /// - Parameters:
    ///   - nonce: the nonce of the request; `nil` if there was none.
    ///   - maxAge: the maximum age of the user's login, in seconds.
    /// - Throws: `OAuthError` if the token is not valid; `OutboundFailure` if the keys cannot be fetched.
    func claims(
        of token: String, nonce: String?, maxAge: Int?, at now: Timestamp, _ documents: RemoteDocuments
    ) async throws -> JSONObject {
        guard let header = TokenHeader(of: token), !header.hasCriticalHeaders else {
            throw OAuthError.distrusted("there is no ID token that can be read")
        }
        guard algorithms.contains(header.algorithm) else {
            throw OAuthError.distrusted("the ID token is signed with \(header.algorithm)")
        }
        guard let key = try await key(for: header, documents) else {
            throw OAuthError.distrusted("the ID token is signed with an unknown key")
        }
        let collection = JWTKeyCollection()
        let claims: JSONObject
        do {
            try await collection.add(jwk: key, isDefault: true)
            claims = try await collection.verify(token, as: TokenClaims.self).members
        } catch {
            // The library's error would help neither a caller nor anyone else.
            throw OAuthError.distrusted("the ID token's signature is wrong")
        }
        try check(claims, nonce: nonce, at: now.seconds)
        // A provider that sends no `auth_time` is assumed to have respected `max_age`.
        if let maxAge, let login = claims["auth_time"]?.seconds, login < now.seconds - maxAge - Self.leeway {
            throw OAuthError.distrusted("the user logged in too long ago")
        }
        return claims
    }

    private func check(_ claims: JSONObject, nonce: String?, at now: Int) throws {
        guard isIssuer(claims["iss"]?.string ?? "", for: claims["tid"]?.string ?? "") else {
            throw OAuthError.distrusted("the ID token is of another issuer")
        }
        let audiences = claims.audiences
        let party = claims["azp"]?.string
        guard audiences.contains(audience), audiences.count == 1 || party != nil, party == nil || party == audience
        else { throw OAuthError.distrusted("the ID token is for another audience") }
        guard let expiry = claims["exp"]?.seconds, now < expiry.addingClamped(Self.leeway) else {
            throw OAuthError.distrusted("the ID token has expired")
        }
        guard let issued = claims["iat"]?.seconds, issued <= now + Self.leeway,
            claims["nbf"]?.seconds ?? 0 <= now + Self.leeway
        else { throw OAuthError.distrusted("the ID token is not valid yet") }
        if let nonce, !areEqualInConstantTime(nonce, claims["nonce"]?.string ?? "") {
            throw OAuthError.distrusted("the ID token's nonce is another")
        }
        guard claims["sub"]?.string?.isEmpty == false else { throw OAuthError.distrusted("the ID token has no sub") }
        let domain = claims["hd"]?.string ?? ""
        guard hostedDomains.isEmpty || hostedDomains.contains(where: { $0.lowercased() == domain.lowercased() }) else {
            throw OAuthError.accessDenied("The account is of another domain")
        }
    }

    /// Returns the provider's key that a token names. The keys are fetched again if it is not among the cached ones.
    private func key(for header: TokenHeader, _ documents: RemoteDocuments) async throws -> JWK? {
        for age in [Self.freshness, Self.pause] {
            let known = try await documents.document(at: keys, within: age)["keys"]?.array ?? []
            if let key = key(for: header, among: known) { return key }
        }
        return nil
    }

    private func key(for header: TokenHeader, among known: [JSON]) -> JWK? {
        let usable = known.filter { key in
            let isMeant = header.kid == nil || key["kid"]?.string == header.kid
            let fits = key["alg"] == nil || key["alg"]?.string == header.algorithm
            return isMeant && fits && key["use"]?.string ?? "sig" == "sig" && key["kty"] == header.keyType
        }
        // Without a key identifier, the key must be unambiguous.
        guard let key = usable.first, header.kid != nil || usable.count == 1 else { return nil }
        let text = { (name: String) in key[name]?.string }
        let algorithm = JWK.Algorithm(rawValue: header.algorithm)
        let name = JWKIdentifier(string: "key")
        switch key["kty"] {
        case "RSA": return .rsa(algorithm, identifier: name, modulus: text("n"), exponent: text("e"))
        default:
            let curve = text("crv").flatMap(ECDSACurve.init(rawValue:))
            return .ecdsa(algorithm, identifier: name, x: text("x"), y: text("y"), curve: curve)
        }
    }
}

extension JSON {
    /// The value in whole seconds; some providers send fractions.
    fileprivate var seconds: Int? {
        guard case .number(let number) = self else { return integer }
        return Int(exactly: number.rounded(.down))
    }
}

extension TokenHeader {
    /// The `kty` of keys for the algorithm.
    fileprivate var keyType: JSON { algorithm.hasPrefix("ES") ? "EC" : "RSA" }
}

extension Int {
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}
