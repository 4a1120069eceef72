import Contract
import Model
import Secrets
import Serving
import Storage

/// An ID token of this server in `id_token_hint`. It may be expired, because it only identifies the user and the
/// session.
struct IDTokenHint: Sendable {
    /// The application that the token was issued to.
    let clientID: ClientID
    let subject: String
    /// The session, if the token names one.
    let session: String?

    /// - Returns: `nil` if the text is not an ID token that this tenant issued to one of its applications.
    init?(_ token: String, of tenant: TenantContext, in transaction: Transaction) throws {
        guard let header = TokenHeader(of: token), let named = Self.audience(unverified: token),
            let client = try transaction.client(ClientID(named)),
            let claims = try? tenant.signer.claims(
                of: token, signedWith: [header.algorithm], secret: client.signingSecret),
            claims["iss"]?.string == tenant.issuer, claims["aud"]?.string?.isIdentical(to: named) == true,
            let subject = claims["sub"]?.string
        else { return nil }
        clientID = client.id
        self.subject = subject
        session = claims["sid"]?.string
    }

    /// The audience that the token claims, which determines the key of tokens that are signed with a client secret.
    private static func audience(unverified token: String) -> String? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let payload = Base64URL.bytes(parts[1]), let claims = try? JSON(parsing: payload) else {
            return nil
        }
        return claims["aud"]?.string
    }
}
