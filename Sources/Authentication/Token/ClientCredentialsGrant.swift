import Contract
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

extension TokenRequest {
    /// Issues a token that an application uses in its own name (RFC 6749, section 4.4).
    func clientCredentials() async throws -> JSON {
        guard let requested = parameters["audience"] else {
            throw OAuthError.accessDenied(
                "No audience parameter was provided, and no default audience has been configured")
        }
        let (audience, grant) = try await granted(tenant.canonicalAudience(requested))
        let scopes = Self.scopes(wanted: parameters["scope"], granted: grant.scopes)
        let lifetime = audience.document["token_lifetime"]?.integer ?? 86_400
        let now = services.clock.now.seconds
        var claims: JSONObject = [
            "iss": .string(tenant.issuer), "sub": .string("\(client.id)@clients"),
            "aud": .string(audience.identifier), "iat": .integer(Int64(now)),
            "exp": .integer(Int64(now + lifetime)),
        ]
        if !scopes.isEmpty { claims["scope"] = .string(scopes.joined(separator: " ")) }
        claims["gty"] = "client-credentials"
        claims["azp"] = .string(client.id.value)
        let token = try tenant.signer.sign(TokenClaims(claims), for: audience)
        var answer: JSONObject = ["access_token": .string(token)]
        if !scopes.isEmpty { answer["scope"] = .string(scopes.joined(separator: " ")) }
        answer["expires_in"] = .integer(Int64(lifetime))
        answer["token_type"] = "Bearer"
        return .object(answer)
    }

    private func granted(_ identifier: String) async throws -> (AudienceRow, ClientGrantRow) {
        let client = client.id
        let (audience, grant) = try await services.store.read(tenant.id) { transaction in
            let audience = try transaction.audience(identifier)
            return (audience, try audience.flatMap { try transaction.clientGrant(of: client, on: $0) })
        }
        guard let audience else { throw OAuthError.accessDenied("Service not found: \(identifier)") }
        let policy = audience.document["subject_type_authorization"]?["client"]?["policy"]?.string
        guard policy != "deny_all", let grant else {
            throw OAuthError.accessDenied(
                """
                Client is not authorized to access "\(identifier)". You need to create a "client-grant" associated to \
                this API.
                """)
        }
        return (audience, grant)
    }

    /// What is granted, or as much of it as is asked for.
    private static func scopes(wanted: String?, granted: [String]) -> [String] {
        guard let wanted else { return granted }
        let asked = OrderedSet(wanted.split(separator: " ").map(String.init))
        return asked.filter(granted.contains)
    }
}

extension TokenSigner {
    /// A token signed in the way that an API wants its tokens.
    func sign(_ claims: TokenClaims, for audience: AudienceRow) throws -> String {
        let algorithm = audience.document["signing_alg"]?.string ?? "RS256"
        let secret = audience.document["signing_secret"]?.string
        let isRFC9068 = audience.document["token_dialect"]?.string?.hasPrefix("rfc9068") ?? false
        return try sign(claims, type: isRFC9068 ? "at+jwt" : "JWT", algorithm: algorithm, secret: secret)
    }
}
