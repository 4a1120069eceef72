/// How an application proves to the token endpoint who it is.
public enum ClientAuthentication: Sendable {
    /// With a secret that both sides know.
    case secret(String)
    /// With a statement signed by a key of which the other side knows the public half (`private_key_jwt`).
    case assertion(any ClientAssertionSigner)
}

extension ClientAuthentication: CustomStringConvertible, CustomReflectable {
    /// The kind alone: printing a client must not print its secret.
    public var description: String {
        switch self {
        case .secret: "secret"
        case .assertion: "assertion"
        }
    }
    /// Nothing, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Signs the statements with which an application proves who it is (RFC 7523).
public protocol ClientAssertionSigner: Sendable {
    /// A new signed JWT that is used once.
    /// - Parameters:
    ///   - clientID: Who states it: `iss` and `sub`.
    ///   - audience: For whom: `aud`, as `https://tenant.eu.auth0.com/`.
    func assertion(clientID: String, audience: String) async throws -> String
}
