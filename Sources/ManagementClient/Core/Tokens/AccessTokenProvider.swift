/// A source of a client's access tokens.
public protocol AccessTokenProvider: Sendable {
    /// Returns an access token for the API. It is called before every request, so a provider caches tokens.
    /// - Throws: Any error if no token can be obtained; calls rethrow it unchanged.
    func token() async throws -> String

    /// Reports that the API rejected a token with status 401.
    /// - Returns: Whether the provider may return another token; if so, the call is retried once.
    func discard(_ token: String) async -> Bool
}

extension AccessTokenProvider {
    /// Returns `false`: there is no other token.
    public func discard(_ token: String) async -> Bool { false }
}

/// A fixed access token.
public struct StaticToken: AccessTokenProvider {
    private let value: String

    /// Creates a provider of a fixed token, which is used until the API rejects it.
    public init(_ token: String) { value = token }

    /// Returns the token.
    public func token() -> String { value }
}

extension StaticToken: CustomStringConvertible, CustomReflectable {
    /// The type only, so that printing a client does not print its token.
    public var description: String { "StaticToken" }
    /// An empty mirror, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
