import Contract
import ManagementClientCore

/// A token that is good no more, although it has not expired.
public struct BlacklistedToken: Codable, Hashable, Sendable, Constrained {
    /// Whom the token is for, or the application that it was given to; the caller's own application, unless told.
    public var aud: String?
    /// The token's `jti`.
    public var jti: String

    public init(jti: String, aud: String? = nil) {
        self.aud = aud
        self.jti = jti
    }

    // Both are in one index, which has room for some 2,700 bytes.
    public static var constraints: Constraints { ["aud": .string(1...400), "jti": .string(1...255)] }
}

/// Which blacklisted tokens to list.
public struct BlacklistedTokenFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var aud: String?
    /// All are answered at once, whatever this says.
    public var page: Int?
    /// All are answered at once, whatever this says.
    public var perPage: Int?
    /// No totals are answered, whatever this says.
    public var includeTotals: Bool?

    public init(aud: String? = nil) { self.aud = aud }

    enum CodingKeys: String, CodingKey {
        case aud
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
    }

    public static var constraints: Constraints { .offsetPaging }
}

/// Tokens that are good no more, although they have not expired. Auth0 has retired it.
public struct BlacklistedTokens: Resource {
    /// Lists blacklisted tokens.
    ///
    /// `GET /blacklists/tokens`, with the scope `blacklist:tokens`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/blacklists/tokens", "List blacklisted tokens", scopes: "blacklist:tokens",
        query: BlacklistedTokenFilter.self, returns: [BlacklistedToken].self)

    /// Has a token be refused from now on.
    ///
    /// `POST /blacklists/tokens`, with the scope `blacklist:tokens`. Refused with 400, 401, 403 or 429.
    public let add = Endpoint(
        .post, "/blacklists/tokens", "Blacklist a token", scopes: "blacklist:tokens", status: 204,
        body: BlacklistedToken.self)

    public init() {}
}

extension ManagementClient {
    /// Tokens that are good no more, although they have not expired. Auth0 has retired it.
    public var blacklistedTokens: ResourceClient<BlacklistedTokens> { ResourceClient(self) }
}
