/// The authentication of an application at the token endpoint.
public enum ClientAuthentication: Sendable {
    /// A client secret.
    case secret(String)
    /// An assertion signed with a private key (`private_key_jwt`).
    case assertion(any ClientAssertionSigner)
}

extension ClientAuthentication: CustomStringConvertible, CustomReflectable {
    /// The kind only, so that printing a client does not print its secret.
    public var description: String {
        switch self {
        case .secret: "secret"
        case .assertion: "assertion"
        }
    }
    /// An empty mirror, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A signer of client assertions (RFC 7523).
public protocol ClientAssertionSigner: Sendable {
    /// Returns a new signed JWT, which is used once.
    /// - Parameters:
    ///   - clientID: The client ID for the claims `iss` and `sub`.
    ///   - audience: The claim `aud`, such as `https://tenant.eu.auth0.com/`.
    func assertion(clientID: String, audience: String) async throws -> String
}
