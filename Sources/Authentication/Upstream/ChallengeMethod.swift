import Contract
import Crypto
import Secrets

/// How a code is bound to who asked for it (RFC 7636).
enum ChallengeMethod: String, Sendable {
    case digest = "S256"
    case plain

    func challenge(of verifier: String) -> String {
        switch self {
        case .digest: Base64URL.text(SHA256.hash(data: Array(verifier.utf8)))
        case .plain: verifier
        }
    }

    /// The one that a connection wants.
    /// - Parameters:
    ///   - setting: `auto`, a method's name, or `disabled`.
    ///   - supported: what the provider says of itself.
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
