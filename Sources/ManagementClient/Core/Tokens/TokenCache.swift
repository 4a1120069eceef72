/// The caching of access tokens.
public struct TokenCache: Hashable, Sendable {
    /// Whether tokens are reused.
    public var isEnabled = true
    /// The maximum time for which a token is reused; `nil` for its whole lifetime.
    public var timeToLive: Duration?
    /// The time before its expiration from which a token is no longer used, so that it does not expire in transit. For
    /// tokens with a lifetime of less than ten times this value, it is a tenth of the lifetime.
    public var leeway: Duration = .seconds(60)

    /// Creates the default settings: tokens are used until shortly before they expire.
    public init() {}

    /// Settings without caching: every request uses a new token.
    public static let none: TokenCache = {
        var cache = TokenCache()
        cache.isEnabled = false
        return cache
    }()

    /// Returns the time for which a token with a lifetime is used.
    func duration(of lifetime: Duration) -> Duration {
        guard isEnabled else { return .zero }
        let good: Duration = lifetime - min(leeway, lifetime / 10)
        return min(good, timeToLive ?? good)
    }
}
