import Contract
import Crypto
import Secrets

/// A PKCE code challenge method (RFC 7636).
enum ChallengeMethod: String, Sendable {
    case digest = "S256"
    case plain

    func challenge(of verifier: String) -> String {
        switch self {
        case .digest: Base64URL.text(SHA256.hash(data: Array(verifier.utf8)))
        case .plain: verifier
        }
    }

    /// Returns the method for a connection; `nil` for none.
    /// - Parameters:
    ///   - setting: `auto`, the name of a method, or `disabled`.
    ///   - supported: the methods in the provider's metadata.
    init?(_ setting: String, supported: [String]) {
        switch setting {
        case "S256": self = .digest
        case "plain": self = .plain
        case "auto" where supported.contains("S256"): self = .digest
        case "auto" where supported.contains("plain"): self = .plain
        default: return nil
        }
    }
}
