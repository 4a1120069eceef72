import Contract
import ManagementClientCore

/// A token that is rejected although it has not expired.
public struct BlacklistedToken: Codable, Hashable, Sendable, Constrained {
    /// The audience of the token, or the application to which it was issued; by default the caller's own application.
    public var aud: String?
    /// The `jti` claim of the token.
    public var jti: String

    public init(jti: String, aud: String? = nil) {
        self.aud = aud
        self.jti = jti
    }

    // Both members are in one index, whose entries are limited to about 2,700 bytes.
    public static var constraints: Constraints { ["aud": .string(1...400), "jti": .string(1...255)] }
}

/// Filters for a list of blacklisted tokens.
public struct BlacklistedTokenFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var aud: String?
    /// Ignored: the response contains all tokens.
    public var page: Int?
    /// Ignored: the response contains all tokens.
    public var perPage: Int?
    /// Ignored: the response contains no totals.
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

/// Tokens that are rejected although they have not expired. Auth0 has retired this resource.
public struct BlacklistedTokens: Resource {
    /// Lists blacklisted tokens.
    ///
    /// `GET /blacklists/tokens`, with the scope `blacklist:tokens`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/blacklists/tokens", "List blacklisted tokens", scopes: "blacklist:tokens",
        query: BlacklistedTokenFilter.self, returns: [BlacklistedToken].self)

    /// Adds a token to the blacklist, which rejects it from then on.
    ///
    /// `POST /blacklists/tokens`, with the scope `blacklist:tokens`. Refused with 400, 401, 403 or 429.
    public let add = Endpoint(
        .post, "/blacklists/tokens", "Blacklist a token", scopes: "blacklist:tokens", status: 204,
        body: BlacklistedToken.self)

    public init() {}
}

extension ManagementClient {
    /// Tokens that are rejected although they have not expired. Auth0 has retired this resource.
    public var blacklistedTokens: ResourceClient<BlacklistedTokens> { ResourceClient(self) }
}
