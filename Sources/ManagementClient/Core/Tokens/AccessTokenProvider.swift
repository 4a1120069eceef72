/// Where a client's access tokens come from.
public protocol AccessTokenProvider: Sendable {
    /// A token to call the API with. Asked for before every request, so a provider keeps what it can use again.
    /// - Throws: whatever tells why there is none; a call passes it on as it is.
    func token() async throws -> String

    /// Takes note that the API refused a token with a 401.
    /// - Returns: Whether asking again may give another token; if so the call is tried once more.
    func discard(_ token: String) async -> Bool
}

extension AccessTokenProvider {
    /// There is no other token.
    public func discard(_ token: String) async -> Bool { false }
}

/// One access token, obtained elsewhere.
public struct StaticToken: AccessTokenProvider {
    private let value: String

    /// Uses a token as it is, until the API refuses it.
    public init(_ token: String) { value = token }

    /// The token.
    public func token() -> String { value }
}

extension StaticToken: CustomStringConvertible, CustomReflectable {
    /// The kind alone: printing a client must not print its token.
    public var description: String { "StaticToken" }
    /// Nothing, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
