import Contract
import Crypto
import Model
import Secrets
import Serving
import Storage

extension TokenRequest {
    /// The tokens of the authorization response, which has no refresh token.
    func tokens(
        atFront grant: CodeGrant, _ asked: AuthorizationRequest, in transaction: Transaction
    ) throws -> UserTokens {
        guard let user = try transaction.userIfThere(grant.userID) else {
            throw OAuthError.accessDenied("The user does not exist.")
        }
        if user.isBlocked { throw OAuthError.userIsBlocked }
        var tokens = try self.tokens(for: grant, of: user, in: transaction)
        tokens.isAtFront = true
        tokens.access.scopes.removeAll { $0 == "offline_access" }
        tokens.more["nonce"] = asked.nonce.map(JSON.string)
        return tokens
    }
}

extension AuthorizationInteraction {
    /// The members of the authorization response.
    /// - Parameter tokens: the tokens for the response; `nil` if it has only a code.
    func members(_ code: String?, _ tokens: UserTokens?) throws -> [(String, String)] {
        var answer: [(String, String)] = code.map { [("code", $0)] } ?? []
        guard var tokens else { return answer }
        let algorithm = client.idTokenAlgorithm
        if let code { tokens.more["c_hash"] = .string(Self.half(of: code, algorithm)) }
        if asked.responseType.has(.token) {
            let token = try tokens.accessToken(tenant, identifier: services.random.base62(22), now: now)
            tokens.more["at_hash"] = .string(Self.half(of: token, algorithm))
            answer += [("access_token", token), ("expires_in", "\(tokens.lifetime)"), ("token_type", "Bearer")]
            if !tokens.access.scopes.isEmpty { answer.append(("scope", tokens.access.scope)) }
        }
        if asked.responseType.has(.idToken) { answer.append(("id_token", try tokens.idToken(tenant, now: now))) }
        return answer
    }

    /// Returns the value of `c_hash` or `at_hash` (OpenID Connect Core, section 3.3.2.11).
    /// - Parameter algorithm: the signature algorithm of the ID token.
    private static func half(of text: String, _ algorithm: String) -> String {
        let bytes = Array(text.utf8)
        let digest = algorithm.hasSuffix("512") ? Array(SHA512.hash(data: bytes)) : Array(SHA256.hash(data: bytes))
        return Base64URL.text(digest.prefix(digest.count / 2))
    }
}
