import Contract
import Secrets
import Storage

/// A key in the hierarchy that protects a tenant's secrets.
///
/// A root key is at the top. The environment's root key is outside the database; a customer's own is in it, wrapped
/// with the environment's. The root key wraps the tenant's master key, which wraps the keys that encrypt secrets.
public struct EncryptionKeyRow: Sendable {
    public enum Kind: String, Sendable {
        case customerRoot = "customer-provided-root-key"
        case environmentRoot = "environment-root-key"
        case master = "tenant-master-key"
        case secrets = "tenant-encryption-key"
    }

    public enum State: String, Sendable {
        case preActivation = "pre-activation"
        case active
        case deactivated
        case destroyed
    }

    public let kid: String
    public let kind: Kind
    public var state: State
    /// The identifier of the parent key.
    public var parent: String?
    /// The identifier of the key that wraps the key material.
    public var wrappedBy: String?
    /// The wrapped key; `nil` if it is outside the database, not imported yet, or destroyed.
    public var material: String?
    /// The private key in PEM for importing a customer's root key.
    public var importKey: Sealed?
    public let createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(kid: String, kind: Kind, state: State = .active, parent: String? = nil, at now: Timestamp) {
        self.kid = kid
        self.kind = kind
        self.state = state
        self.parent = parent
        createdAt = now
        updatedAt = now
    }

    /// Creates a key that is wrapped with another one.
    public init(_ key: SealingKey, _ kind: Kind, under parent: SealingKey, at now: Timestamp) throws {
        self.init(kid: key.kid, kind: kind, parent: parent.kid, at: now)
        try wrap(key, by: parent)
    }

    public mutating func wrap(_ key: SealingKey, by parent: SealingKey) throws {
        wrappedBy = parent.kid
        material = try parent.wrap(key)
    }

    /// Returns the key without its material, in the state `destroyed`.
    public func destroyed(at now: Timestamp) -> EncryptionKeyRow {
        var row = self
        row.state = .destroyed
        row.material = nil
        row.wrappedBy = nil
        row.importKey = nil
        row.updatedAt = now
        return row
    }

    /// Reads the columns of the table.
    public init(_ row: Row) throws {
        kid = try row["kid"]
        let (kind, state): (String, String) = (try row["kind"], try row["state"])
        guard let kind = Kind(rawValue: kind), let state = State(rawValue: state) else {
            throw StorageError.refused("the encryption key \(kid) is of no known kind")
        }
        self.kind = kind
        self.state = state
        parent = try row["parent_kid"]
        wrappedBy = try row["wrapped_by"]
        material = try row["material"]
        importKey = try row["import_key"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
    }

    public static let migrations: [Migration] = [
        Migration(
            "encryption-keys-1",
            """
            CREATE TABLE encryption_keys (
                tenant \(.text) NOT NULL, kid \(.text) NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
                parent_kid TEXT, wrapped_by TEXT, material TEXT, import_key TEXT, created_at \(.text) NOT NULL,
                updated_at \(.text) NOT NULL, PRIMARY KEY (tenant, kid))
            """)
    ]
}

extension Transaction {
    private static let encryptionKeyColumns: SQL =
        "kid, kind, state, parent_kid, wrapped_by, material, import_key, created_at, updated_at"

    /// Returns all keys of the tenant, newest first, including destroyed ones.
    public func encryptionKeys() throws -> [EncryptionKeyRow] {
        try rows(
            """
            SELECT \(Self.encryptionKeyColumns) FROM encryption_keys WHERE tenant = \(tenant)
            ORDER BY created_at DESC, kid\(.forUpdate)
            """
        ).map(EncryptionKeyRow.init)
    }

    public func encryptionKey(_ kid: String) throws -> EncryptionKeyRow? {
        try row(
            """
            SELECT \(Self.encryptionKeyColumns) FROM encryption_keys
            WHERE tenant = \(tenant) AND kid = \(kid)\(.forUpdate)
            """
        ).map(EncryptionKeyRow.init)
    }

    /// Returns the active key of a kind; `nil` if there is none.
    public func activeEncryptionKey(_ kind: EncryptionKeyRow.Kind) throws -> EncryptionKeyRow? {
        try row(
            """
            SELECT \(Self.encryptionKeyColumns) FROM encryption_keys
            WHERE tenant = \(tenant) AND kind = \(kind.rawValue) AND state = 'active'
            ORDER BY created_at DESC LIMIT 1\(.forUpdate)
            """
        ).map(EncryptionKeyRow.init)
    }

    /// Inserts or replaces a key.
    public func put(_ key: EncryptionKeyRow) throws {
        try execute("DELETE FROM encryption_keys WHERE tenant = \(tenant) AND kid = \(key.kid)")
        try insert(
            into: "encryption_keys",
            [
                "kid": key.kid, "kind": key.kind.rawValue, "state": key.state.rawValue, "parent_kid": key.parent,
                "wrapped_by": key.wrappedBy, "material": key.material, "import_key": key.importKey,
                "created_at": key.createdAt, "updated_at": key.updatedAt,
            ])
    }
}
