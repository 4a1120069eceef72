import Contract
import Secrets
import Storage

/// A new master key and a new key for secrets, which are not in use yet.
public struct FreshKeys: Sendable {
    private let master: SealingKey
    private let secrets: SealingKey
    private let now: Timestamp

    public init(_ random: any RandomSource, at now: Timestamp) throws {
        master = try SealingKey.generate(kid: random.uuid(), random)
        secrets = try SealingKey.generate(kid: random.uuid(), random)
        self.now = now
    }

    /// Stores the keys of a new tenant.
    public func found(under root: SealingKey, in transaction: Transaction) throws {
        try transaction.put(EncryptionKeyRow(kid: root.kid, kind: .environmentRoot, at: now))
        try transaction.put(EncryptionKeyRow(master, .master, under: root, at: now))
        try transaction.put(EncryptionKeyRow(secrets, .secrets, under: master, at: now))
    }

    /// Replaces the active keys. Existing secrets stay encrypted with their keys, which are wrapped with the new master
    /// key; the previous master key is destroyed.
    /// - Parameter root: the key that wraps the new master key.
    public func replace(under root: SealingKey, _ vault: Vault, in transaction: Transaction) throws {
        let rows = try transaction.encryptionKeys().filter { $0.state != .destroyed }
        for var row in rows where row.kind == .secrets {
            try row.wrap(try vault.unwrap(row, in: transaction), by: master)
            row.parent = master.kid
            row.state = .deactivated
            row.updatedAt = now
            try transaction.put(row)
        }
        for row in rows where row.kind == .master { try transaction.put(row.destroyed(at: now)) }
        try transaction.put(EncryptionKeyRow(master, .master, under: root, at: now))
        try transaction.put(EncryptionKeyRow(secrets, .secrets, under: master, at: now))
    }

    /// Replaces the active key for secrets, under the current master key.
    /// - Returns: the new key.
    public func replaceSecretsKey(_ vault: Vault, in transaction: Transaction) throws -> EncryptionKeyRow {
        guard let above = try transaction.activeEncryptionKey(.master) else {
            throw SealingKey.Refusal("the tenant has no master key")
        }
        if var before = try transaction.activeEncryptionKey(.secrets) {
            before.state = .deactivated
            before.updatedAt = now
            try transaction.put(before)
        }
        let row = try EncryptionKeyRow(secrets, .secrets, under: vault.unwrap(above, in: transaction), at: now)
        try transaction.put(row)
        return row
    }
}

extension Transaction {
    /// Returns the root key that wraps the tenant's master key: a customer's own, or the environment's.
    public func rootKey(_ vault: Vault) throws -> SealingKey {
        guard let custom = try activeEncryptionKey(.customerRoot) else { return try environmentRoot(vault) }
        return try vault.unwrap(custom, in: self)
    }

    /// Returns the environment's root key according to the database. Another process may have replaced the one that
    /// this process has read, and keys wrapped with that one could never be unwrapped again.
    public func environmentRoot(_ vault: Vault) throws -> SealingKey {
        let named = try activeEncryptionKey(.environmentRoot)?.kid ?? activeEncryptionKey(.customerRoot)?.wrappedBy
        guard let kid = named, let root = try vault.root(kid) else {
            throw SealingKey.Refusal("the root key \(named ?? "") is not among those that were given")
        }
        return root
    }

    /// Wraps all keys under previous root keys with a new root key.
    public func rewrap(from before: RootKeys, under root: SealingKey, _ vault: Vault, at now: Timestamp) throws {
        for key in try encryptionKeys() {
            var key = key
            if key.kind == .environmentRoot, key.state == .active {
                try put(key.destroyed(at: now))
                try put(EncryptionKeyRow(kid: root.kid, kind: .environmentRoot, at: now))
            } else if let wrapping = key.wrappedBy, before.key(wrapping) != nil {
                try key.wrap(try vault.unwrap(key, in: self), by: root)
                if key.parent == wrapping { key.parent = root.kid }
                key.updatedAt = now
                try put(key)
            }
        }
    }
}
