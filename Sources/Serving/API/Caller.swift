import Contract

/// Who calls an operation, as an access token says.
public struct Caller: Sendable {
    /// The token's subject, as `abc@clients` or a user's identifier.
    public let subject: String
    /// The application that the token was given to.
    public let clientID: String?
    public let scopes: Set<String>

    public init(subject: String, clientID: String?, scopes: Set<String>) {
        self.subject = subject
        self.clientID = clientID
        self.scopes = scopes
    }
}
