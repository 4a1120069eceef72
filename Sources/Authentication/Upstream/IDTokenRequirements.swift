import Contract
import JWTKit
import Outbound
import Secrets
import Serving

/// What a provider's ID tokens must be like to be believed (OpenID Connect Core, 3.1.3.7).
struct IDTokenRequirements: Sendable {
    /// How far the provider's clock may be from ours, in seconds.
    private static let leeway = 60
    /// How long a provider's keys are taken to be what they were.
    private static let freshness = Duration.seconds(3_600)
    /// After how long they are asked for again where a token names one that is not known.
    private static let pause = Duration.seconds(30)

    /// Who signs; `{tenantid}` stands for what the token's `tid` says.
    let issuer: String
    /// Where its keys are.
    let keys: String
    let audience: String
    private(set) var algorithms: Set<String> = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    ]
    /// The claim that names the user.
    var identifier = "sub"
    /// The domains of which accounts must be, where not all are meant.
    var hostedDomains: [String] = []
    /// Whether addresses are known to be the users', where not the token says it.
    var emailIsVerified: Bool?
    /// Where more is said of the user.
    var profileEndpoint: String?

    init(issuer: String, keys: String, audience: String) {
        self.issuer = issuer
        self.keys = keys
        self.audience = audience
    }

    /// - Parameter wanted: those that a connection wants; all where it does not say.
    mutating func restrict(to wanted: [String]?) {
        if let wanted, !wanted.isEmpty { algorithms.formIntersection(wanted) }
    }

    /// Whether somebody who signs for a directory is who is meant.
    /// - Parameter directory: what stands for `{tenantid}`; any, where it is `nil`.
    func isIssuer(_ name: String, for directory: String? = nil) -> Bool {
        let halves = issuer.split(separator: "{tenantid}", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return name == issuer }
        guard let directory else { return name.hasPrefix(halves[0]) && name.hasSuffix(halves[1]) }
        return name == halves.joined(separator: directory)
    }

    /// What a token says, once it is known that the provider signed it, now, for this login.
    /// - Parameters:
    ///   - nonce: what it was sent; `nil` where nothing was.
    ///   - maxAge: how long ago the user may have logged in, in seconds.
    /// - Throws: `OAuthError` where it is not to be believed; `OutboundFailure` where the keys cannot be had.
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
            // The library's words would tell a stranger no more, and nobody else reads them.
            throw OAuthError.distrusted("the ID token's signature is wrong")
        }
        try check(claims, nonce: nonce, at: now.seconds)
        // Who does not say when the user logged in is taken to have done as it was asked.
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
        else { throw OAuthError.distrusted("the ID token is not good yet") }
        if let nonce, !areEqualInConstantTime(nonce, claims["nonce"]?.string ?? "") {
            throw OAuthError.distrusted("the ID token's nonce is another")
        }
        guard claims["sub"]?.string?.isEmpty == false else { throw OAuthError.distrusted("the ID token has no sub") }
        let domain = claims["hd"]?.string ?? ""
        guard hostedDomains.isEmpty || hostedDomains.contains(where: { $0.lowercased() == domain.lowercased() }) else {
            throw OAuthError.accessDenied("The account is of another domain")
        }
    }

    /// The provider's key that a token names, asked for anew where it is not among those that are known.
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
        // Without a name it must be clear which key is meant.
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
    /// A moment, as tokens say it: in seconds, of which some tell a part.
    fileprivate var seconds: Int? {
        guard case .number(let number) = self else { return integer }
        return Int(exactly: number.rounded(.down))
    }
}

extension TokenHeader {
    /// The `kty` of keys that the algorithm takes.
    fileprivate var keyType: JSON { algorithm.hasPrefix("ES") ? "EC" : "RSA" }
}

extension Int {
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}
