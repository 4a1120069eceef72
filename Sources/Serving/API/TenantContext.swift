import Contract
import Foundation
import Secrets
import Storage
import Synchronization

/// One tenant, as requests to it need to know it.
public final class TenantContext: Sendable {
    public let id: TenantID
    /// Who its tokens say they are from: a URL that ends in `/`.
    public let issuer: String
    public let signer: TokenSigner
    /// Whether any token was blacklisted.
    public let hasBlacklistedTokens: Bool
    /// Public keys that are published beside its own, each as a JSON Web Key.
    public let customSigningKeys: [JSON]
    /// What requests are held against, in this order.
    public let networkRules: [NetworkRule]
    /// The triggers that actions are bound to, as `post-login`.
    public let boundTriggers: Set<String>
    /// Grows with each change of what is kept here.
    public let generation: Int

    public init(
        id: TenantID, issuer: String, signer: TokenSigner, hasBlacklistedTokens: Bool = false,
        customSigningKeys: [JSON] = [], networkRules: [NetworkRule] = [], boundTriggers: Set<String> = [],
        generation: Int = 0
    ) {
        self.id = id
        self.issuer = issuer
        self.signer = signer
        self.hasBlacklistedTokens = hasBlacklistedTokens
        self.customSigningKeys = customSigningKeys
        self.networkRules = networkRules
        self.boundTriggers = boundTriggers
        self.generation = generation
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
    private let only: Mutex<TenantContext>
    private let load: @Sendable (TenantID) async throws -> TenantContext

    /// A directory of the one tenant that all requests are to.
    /// - Parameter load: reads a tenant as it is in the store now.
    public init(_ tenant: TenantContext, load: @escaping @Sendable (TenantID) async throws -> TenantContext) {
        only = Mutex(tenant)
        self.load = load
    }

    /// A tenant by its identifier, for what is done after an answer.
    public func tenant(_ id: TenantID) throws -> TenantContext {
        let tenant = only.withLock { $0 }
        guard tenant.id == id else { throw StorageError.refused("there is no tenant \(id)") }
        return tenant
    }

    /// The tenant that a request is to.
    public func tenant(for request: IncomingRequest) throws -> TenantContext { only.withLock { $0 } }

    /// How often the tenant had changed when it was last read.
    public var generation: Int { only.withLock { $0.generation } }

    /// Takes a tenant as it is in the store now, be it as it was before.
    public func reset(_ tenant: TenantID) async throws {
        let loaded = try await load(tenant)
        only.withLock { $0 = loaded }
    }

    /// Takes in what has changed in the store: keys that came, and keys that are good no more.
    public func reload(_ tenant: TenantID) async throws {
        let loaded = try await load(tenant)
        only.withLock { if $0.generation < loaded.generation { $0 = loaded } }
    }
}

extension Transaction {
    /// Tells all servers that what they know of the tenant has changed, as its keys.
    public func changeGeneration() throws {
        try execute("UPDATE tenants SET generation = generation + 1 WHERE id = \(tenant)")
    }
}
