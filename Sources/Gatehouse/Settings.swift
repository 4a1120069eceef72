import Contract
import Foundation
import Outbound
import Scripts
import Secrets
import Serving
import Storage

/// How a server is set up.
public struct Settings: Sendable {
    /// Which database.
    public enum Database: Hashable, Sendable {
        case memory
        case sqlite(path: String)
        case postgres(url: String)
    }

    /// A setting that cannot be, said in one line.
    public struct Problem: Error, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }
    }

    public var host = "127.0.0.1"
    public var port = 3000
    public var database = Database.memory
    /// Who tokens say they are from, where it is not the address that the server listens on.
    public var issuer: String?
    /// How long the database may take.
    public var storeLimits = StoreLimits()
    /// What strangers may take of the server.
    public var http = HTTPLimits()
    /// Whether a tenant is made although the root key has been there for long.
    public var allowsNewTenant = false
    public var rateLimit = RateLimiter.Limit(burst: 100_000, perSecond: 50_000)
    /// For how many days log events are kept; for ever, where it is `nil`.
    public var daysOfLogs: Int? = 30
    /// Whether Auth0's own limits hold: 1,000 users in numbered pages, imports of 500 KB, two of them at a time.
    public var isStrict = false
    /// Whether the Management API v1 is answered, too.
    public var servesLegacyAPI = false
    /// Whom the server may call.
    public var outbound = OutboundPolicy()
    /// Which DNS server is asked, in place of the machine's.
    public var resolver: SystemResolver.Server?
    /// How actions run.
    public var scripts = ScriptSettings()
    /// The first application's credentials, where the tenant is yet to be made.
    public var administrator: TenantSeed.ClientCredential?

    /// The keys that tenants' secrets are sealed under. They are kept outside the database.
    public var rootKeys: RootKeys
    /// Where they were read from, and are read again when another one has taken their place.
    public var rootKeyFile: RootKeyFile?

    public init(rootKeys: RootKeys) { self.rootKeys = rootKeys }

    /// Reads `sqlite:PATH`, `sqlite::memory:` or `postgres://...`.
    public static func database(_ text: String) throws -> Database {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") { return .postgres(url: text) }
        if text == "sqlite::memory:" { return .memory }
        if text.hasPrefix("sqlite:"), text.count > 7 { return .sqlite(path: String(text.dropFirst(7))) }
        throw Problem("database must be sqlite:PATH, sqlite::memory: or postgres://..., not \(text)")
    }

    /// Reads an issuer: an absolute http or https URL, to which a last slash is added where it lacks one.
    public static func issuer(_ text: String) throws -> String {
        guard let url = URLComponents(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme),
            let host = url.host, !host.isEmpty, url.query == nil, url.fragment == nil
        else { throw Problem("issuer must be an http or https URL, not \(text)") }
        return text.hasSuffix("/") ? text : text + "/"
    }

    /// The issuer of a server that listens on a port.
    func issuer(port: Int) -> String { issuer ?? "http://\(ownName):\(port)/" }

    private var ownName: String {
        ["0.0.0.0", "::", "127.0.0.1", "::1"].contains(host) ? "localhost" : host
    }

    /// Whether an issuer is one that followed a port, as that of a server that was told none.
    func followsPort(_ issuer: String) -> Bool {
        guard let url = URLComponents(string: issuer) else { return false }
        return url.scheme == "http" && url.port != nil && url.path == "/" && [ownName, "localhost"].contains(url.host)
    }
}
