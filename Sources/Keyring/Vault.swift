import Contract
import Secrets
import Storage
import Synchronization

/// Encrypts tenants' secrets with keys in the database, which can be unwrapped only with the root key outside it.
public final class Vault: Sealing {
    private let roots: Mutex<RootKeys>
    private let rereadRoots: @Sendable () throws -> RootKeys?
    private let opened = Mutex<[TenantID: Keys]>([:])

    /// The cached keys of a tenant.
    private struct Keys {
        var active: SealingKey?
        var all: [String: SealingKey] = [:]
    }

    /// - Parameters:
    ///   - roots: the root keys outside the database.
    ///   - reread: reads the root keys again if one is missing.
    public init(_ roots: RootKeys, reread: @escaping @Sendable () throws -> RootKeys? = { nil }) {
        self.roots = Mutex(roots)
        rereadRoots = reread
    }

    /// The root key that wraps the keys of new tenants.
    public var rootForNewTenants: SealingKey { roots.withLock { $0.current } }

    public func seal(_ secret: String, in transaction: Transaction) throws -> Sealed {
        Sealed(text: try activeKey(in: transaction).seal(secret, for: transaction.tenant.value))
    }

    public func open(_ sealed: Sealed, in transaction: Transaction) throws -> String {
        guard let kid = SealingKey.kid(of: sealed.text) else {
            throw SealingKey.Refusal("a secret is not sealed")
        }
        return try key(kid, in: transaction).open(sealed.text, for: transaction.tenant.value)
    }

    /// Removes the cached keys of a tenant, so that they are read again when needed.
    public func forget(_ tenant: TenantID) { opened.withLock { $0[tenant] = nil } }

    private func activeKey(in transaction: Transaction) throws -> SealingKey {
        let tenant = transaction.tenant
        if let key = opened.withLock({ $0[tenant]?.active }) { return key }
        guard let row = try transaction.activeEncryptionKey(.secrets) else {
            throw SealingKey.Refusal("the tenant has no key to seal secrets with")
        }
        let key = try unwrap(row, in: transaction)
        opened.withLock { $0[tenant, default: Keys()].active = key }
        return key
    }

    private func key(_ kid: String, in transaction: Transaction) throws -> SealingKey {
        let tenant = transaction.tenant
        if let key = opened.withLock({ $0[tenant]?.all[kid] }) { return key }
        guard let row = try transaction.encryptionKey(kid) else {
            throw SealingKey.Refusal("the key \(kid) is gone")
        }
        let key = try unwrap(row, in: transaction)
        opened.withLock { $0[tenant, default: Keys()].all[kid] = key }
        return key
    }

    /// Returns a root key, which is read again if it is unknown.
    func root(_ kid: String) throws -> SealingKey? {
        if let key = roots.withLock({ $0.key(kid) }) { return key }
        guard let reread = try rereadRoots(), let key = reread.key(kid) else { return nil }
        roots.withLock { $0 = reread }
        return key
    }

    /// Unwraps a key of the tenant with the keys above it.
    public func unwrap(_ row: EncryptionKeyRow, in transaction: Transaction) throws -> SealingKey {
        guard let material = row.material, let parent = row.wrappedBy else {
            throw SealingKey.Refusal("the key \(row.kid) is not in the database")
        }
        if let root = try root(parent) { return try root.unwrap(material, kid: row.kid) }
        guard let above = try transaction.encryptionKey(parent), above.kind != .environmentRoot else {
            throw SealingKey.Refusal("the root key \(parent) is not among those that were given")
        }
        return try unwrap(above, in: transaction).unwrap(material, kid: row.kid)
    }
}
