import Contract
import Foundation
import Outbound
import Scripts
import Secrets
import Serving
import Storage

/// The settings of a server.
public struct Settings: Sendable {
    /// The location of the database.
    public enum Database: Hashable, Sendable {
        case memory
        case sqlite(path: String)
        case postgres(url: String)
    }

    /// An invalid setting, described in one line.
    public struct Problem: Error, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }
    }

    public var host = "127.0.0.1"
    public var port = 3000
    public var database = Database.memory
    /// The issuer of tokens; by default the address on which the server listens.
    public var issuer: String?
    /// The time limits and pool sizes of the database.
    public var storeLimits = StoreLimits()
    /// The limits for HTTP clients.
    public var http = HTTPLimits()
    /// Whether a tenant may be created although the root key is old.
    public var allowsNewTenant = false
    public var rateLimit = RateLimiter.Limit(burst: 100_000, perSecond: 50_000)
    /// The retention of log events in days; `nil` keeps them forever.
    public var daysOfLogs: Int? = 30
    /// Whether Auth0's limits are enforced: 1,000 users in numbered pages, imports of 500 KB, two imports at a time.
    public var isStrict = false
    /// Whether the Management API v1 is served too.
    public var servesLegacyAPI = false
    /// The policy for outgoing requests.
    public var outbound = OutboundPolicy()
    /// The DNS server to use instead of the system's.
    public var resolver: SystemResolver.Server?
    /// The settings of actions.
    public var scripts = ScriptSettings()
    /// The credentials of the first application, if the tenant does not exist yet.
    public var administrator: TenantSeed.ClientCredential?

    /// The keys under which tenants' secrets are encrypted. They are kept outside the database.
    public var rootKeys: RootKeys
    /// The file of the root keys, which is read again after they were replaced.
    public var rootKeyFile: RootKeyFile?

    public init(rootKeys: RootKeys) { self.rootKeys = rootKeys }

    /// Parses `sqlite:PATH`, `sqlite::memory:` or `postgres://...`.
    public static func database(_ text: String) throws -> Database {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") { return .postgres(url: text) }
        if text == "sqlite::memory:" { return .memory }
        if text.hasPrefix("sqlite:"), text.count > 7 { return .sqlite(path: String(text.dropFirst(7))) }
        throw Problem("database must be sqlite:PATH, sqlite::memory: or postgres://..., not \(text)")
    }

    /// Parses an issuer: an absolute HTTP or HTTPS URL, to which a trailing slash is added if it lacks one.
    public static func issuer(_ text: String) throws -> String {
        guard let url = URLComponents(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme),
            let host = url.host, !host.isEmpty, url.query == nil, url.fragment == nil
        else { throw Problem("issuer must be an http or https URL, not \(text)") }
        return text.hasSuffix("/") ? text : text + "/"
    }

    /// Returns the issuer of a server that listens on a port.
    func issuer(port: Int) -> String { issuer ?? "http://\(ownName):\(port)/" }

    private var ownName: String {
        ["0.0.0.0", "::", "127.0.0.1", "::1"].contains(host) ? "localhost" : host
    }

    /// Whether an issuer was derived from a port, as that of a server without an issuer in its settings.
    func followsPort(_ issuer: String) -> Bool {
        guard let url = URLComponents(string: issuer) else { return false }
        return url.scheme == "http" && url.port != nil && url.path == "/" && [ownName, "localhost"].contains(url.host)
    }
}
