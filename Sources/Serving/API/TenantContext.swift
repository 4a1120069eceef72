import Contract
import Foundation
import Secrets
import Storage
import Synchronization

/// One tenant, as requests to it need to know it.
public struct TenantContext: Sendable {
    public let id: TenantID
    /// Who its tokens say they are from: a URL that ends in `/`.
    public let issuer: String
    public let signer: TokenSigner

    public init(id: TenantID, issuer: String, signer: TokenSigner) {
        self.id = id
        self.issuer = issuer
        self.signer = signer
    }

    /// The issuer's host, in small letters.
    public var host: String { (URLComponents(string: issuer)?.host ?? "localhost").lowercased() }

    /// The identifier of the Management API, which is the audience of its tokens.
    public var managementAudience: String { issuer + "api/v2/" }

    /// The identifier that an audience stands for: the Management API's may lack its last slash, and a server that
    /// listens on the loopback address has several names for itself.
    public func canonicalAudience(_ audience: String) -> String {
        let wanted = canonicalURL(audience.hasSuffix("/") ? audience : audience + "/")
        return wanted == managementAudience ? managementAudience : audience
    }

    /// A URL of this server under the name that its issuer has, where it was written with another name of the loopback
    /// address.
    public func canonicalURL(_ url: String) -> String {
        guard url.hasPrefix("http://"), var parts = URLComponents(string: url), let own = URLComponents(string: issuer),
            own.scheme == "http",
            parts.scheme == "http", parts.port == own.port, Self.isLoopback(parts.host), Self.isLoopback(own.host)
        else { return url }
        parts.host = own.host
        return parts.string ?? url
    }

    private static func isLoopback(_ host: String?) -> Bool {
        ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host ?? "")
    }
}

/// The tenants that a server holds. Which one a request is to is told by the connection, never by its body.
public final class TenantDirectory: Sendable {
    private let only: Mutex<TenantContext?>

    /// A directory of the one tenant that all requests are to.
    public init(_ tenant: TenantContext? = nil) { only = Mutex(tenant) }

    public func replace(with tenant: TenantContext) { only.withLock { $0 = tenant } }

    /// The tenant that a request is to.
    /// - Throws: `APIError`, 404, where the host is nobody's.
    public func tenant(for request: IncomingRequest) throws -> TenantContext {
        guard let tenant = only.withLock({ $0 }) else { throw APIError.notFound("Not Found") }
        return tenant
    }
}
