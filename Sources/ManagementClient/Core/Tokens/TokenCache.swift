/// How long an access token is used.
public struct TokenCache: Hashable, Sendable {
    /// Whether a token is used more than once.
    public var isEnabled = true
    /// How long a token is used at most; `nil` for as long as it is good.
    public var timeToLive: Duration?
    /// How long before its end a token is no longer used, so that it does not expire on the way. Of tokens that last
    /// less than ten times as long, a tenth of their time.
    public var leeway: Duration = .seconds(60)

    /// Until shortly before the token expires.
    public init() {}

    /// Every request has a token of its own.
    public static let none: TokenCache = {
        var cache = TokenCache()
        cache.isEnabled = false
        return cache
    }()

    /// How long a token is used that is good for `lifetime`.
    func duration(of lifetime: Duration) -> Duration {
        guard isEnabled else { return .zero }
        let good: Duration = lifetime - min(leeway, lifetime / 10)
        return min(good, timeToLive ?? good)
    }
}
