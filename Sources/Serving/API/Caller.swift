import Contract

/// The caller of an operation, according to the access token.
public final class Caller: Sendable {
    /// The token's subject, as `abc@clients` or a user's identifier.
    public let subject: String
    /// The application that the token was issued to.
    public let clientID: String?
    public let scopes: Set<String>
    /// The claims by which the token can be blacklisted; `nil` if it cannot be.
    public let token: TokenIdentity?

    public init(subject: String, clientID: String?, scopes: Set<String>, token: TokenIdentity? = nil) {
        self.subject = subject
        self.clientID = clientID
        self.scopes = scopes
        self.token = token
    }
}

extension Caller {
    /// - Parameter wanted: the scopes of which the caller needs one.
    /// - Throws: `APIError` with status 403 if the caller has none of them.
    public func require(_ wanted: [String]) throws {
        guard wanted.isEmpty || wanted.contains(where: scopes.contains) else {
            let names = wanted.joined(separator: ",")
            throw APIError.forbidden("Insufficient scope, expected any of: \(names)", code: "insufficient_scope")
        }
    }

    /// - Parameter path: the path arguments of the operation.
    /// - Throws: `APIError` with status 403 if the caller may not call the operation, or not with these arguments.
    func require(_ operation: OperationDescription, at path: [String]) throws {
        try require(operation.scopes)
        // Such scopes allow users to act only on their own account.
        guard !operation.ownScopes.isEmpty, path.first != subject else { return }
        if operation.scopes.filter(scopes.contains).allSatisfy(operation.ownScopes.contains) {
            throw APIError.forbidden(
                "User to be acted on does not match subject in bearer token.", code: "unowned_resource")
        }
    }
}
