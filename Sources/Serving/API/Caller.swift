import Contract

/// Who calls an operation, as an access token says.
public final class Caller: Sendable {
    /// The token's subject, as `abc@clients` or a user's identifier.
    public let subject: String
    /// The application that the token was given to.
    public let clientID: String?
    public let scopes: Set<String>
    /// What the token can be blacklisted by, if by anything.
    public let token: TokenIdentity?

    public init(subject: String, clientID: String?, scopes: Set<String>, token: TokenIdentity? = nil) {
        self.subject = subject
        self.clientID = clientID
        self.scopes = scopes
        self.token = token
    }
}

extension Caller {
    /// - Parameter wanted: scopes, of which the caller needs one.
    /// - Throws: `APIError`, 403, where the caller has none of them.
    public func require(_ wanted: [String]) throws {
        guard wanted.isEmpty || wanted.contains(where: scopes.contains) else {
            let names = wanted.joined(separator: ",")
            throw APIError.forbidden("Insufficient scope, expected any of: \(names)", code: "insufficient_scope")
        }
    }

    /// - Parameter path: the arguments of the operation's path.
    /// - Throws: `APIError`, 403, where the caller may not call the operation, or not with these arguments.
    func require(_ operation: OperationDescription, at path: [String]) throws {
        try require(operation.scopes)
        // Such a scope lets users act on themselves.
        guard !operation.ownScopes.isEmpty, path.first != subject else { return }
        if operation.scopes.filter(scopes.contains).allSatisfy(operation.ownScopes.contains) {
            throw APIError.forbidden(
                "User to be acted on does not match subject in bearer token.", code: "unowned_resource")
        }
    }
}
