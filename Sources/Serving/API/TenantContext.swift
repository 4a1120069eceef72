import Contract
import Foundation
import Secrets
import Storage
import Synchronization

/// The tenant of a request, with its cached settings.
public final class TenantContext: Sendable {
    public let id: TenantID
    /// The `iss` claim of its tokens: a URL that ends in `/`.
    public let issuer: String
    public let signer: TokenSigner
    /// Whether any token was ever blacklisted.
    public let hasBlacklistedTokens: Bool
    /// Additional published public keys, each as a JSON Web Key.
    public let customSigningKeys: [JSON]
    /// The access control rules for requests, in the order of evaluation.
    public let networkRules: [NetworkRule]
    /// The triggers with bound actions, as `post-login`.
    public let boundTriggers: Set<String>
    /// A counter that increases with each change of the cached settings.
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

    /// The issuer's host in lowercase.
    public var host: String { (URLComponents(string: issuer)?.host ?? "localhost").lowercased() }

    /// The identifier of the Management API, which is the audience of its tokens.
    public var managementAudience: String { issuer + "api/v2/" }

    /// Returns the canonical form of an audience: the Management API's may lack the final slash, and the loopback
    /// interface has several names.
    public func canonicalAudience(_ audience: String) -> String {
        let wanted = canonicalURL(audience.hasSuffix("/") ? audience : audience + "/")
        return wanted == managementAudience ? managementAudience : audience
    }

    /// Returns a URL of this server with the issuer's host, if the URL has another name of the loopback interface.
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

/// The tenants of a server. The connection determines the tenant of a request, never its body.
public final class TenantDirectory: Sendable {
    private let only: Mutex<TenantContext>
    private let load: @Sendable (TenantID) async throws -> TenantContext

    /// Creates a directory with a single tenant, to which all requests belong.
    /// - Parameter load: reads the tenant from the store.
    public init(_ tenant: TenantContext, load: @escaping @Sendable (TenantID) async throws -> TenantContext) {
        only = Mutex(tenant)
        self.load = load
    }

    /// Returns a tenant by its identifier, for background work.
    public func tenant(_ id: TenantID) throws -> TenantContext {
        let tenant = only.withLock { $0 }
        guard tenant.id == id else { throw StorageError.refused("there is no tenant \(id)") }
        return tenant
    }

    /// Returns the tenant of a request.
    public func tenant(for request: IncomingRequest) throws -> TenantContext { only.withLock { $0 } }

    /// The generation of the tenant that was last loaded.
    public var generation: Int { only.withLock { $0.generation } }

    /// Loads a tenant from the store, even if its generation is not newer.
    public func reset(_ tenant: TenantID) async throws {
        let loaded = try await load(tenant)
        only.withLock { $0 = loaded }
    }

    /// Loads a tenant from the store if it has changed, for example its signing keys.
    public func reload(_ tenant: TenantID) async throws {
        let loaded = try await load(tenant)
        only.withLock { if $0.generation < loaded.generation { $0 = loaded } }
    }
}

extension Transaction {
    /// Increments the tenant's generation, so that all servers reload it.
    public func changeGeneration() throws {
        try execute("UPDATE tenants SET generation = generation + 1 WHERE id = \(tenant)")
    }
}
