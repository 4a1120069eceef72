import Contract

/// An encrypted secret, which cannot be read with access to the database alone.
public struct Sealed: Hashable, Sendable {
    /// The key identifier and the ciphertext in one text.
    public let text: String

    public init(text: String) { self.text = text }
}

extension Sealed: SQLConvertible {
    public var sqlValue: SQLValue { .text(text) }
    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text: text)
    }
}

extension Sealed: Codable {
    public init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Encrypts and decrypts the secrets of tenants.
public protocol Sealing: Sendable {
    func seal(_ secret: String, in transaction: Transaction) throws -> Sealed
    /// - Throws: an error if the text was not encrypted for this tenant or the key no longer exists.
    func open(_ sealed: Sealed, in transaction: Transaction) throws -> String
}

extension Transaction {
    /// Encrypts a secret that must be readable later.
    public func seal(_ secret: String) throws -> Sealed { try keeper().seal(secret, in: self) }

    /// Decrypts a secret.
    public func open(_ sealed: Sealed) throws -> String { try keeper().open(sealed, in: self) }

    private func keeper() throws -> any Sealing {
        guard let sealing else { throw StorageError.refused("the store has no key to seal secrets with") }
        return sealing
    }
}

/// A store whose transactions can encrypt and decrypt secrets.
public struct SealingStore: Store {
    private let base: any Store
    private let sealing: any Sealing
    private let clock: (@Sendable () -> Timestamp)?

    /// - Parameter clock: replaces the database's clock.
    public init(_ base: any Store, sealing: any Sealing, clock: (@Sendable () -> Timestamp)? = nil) {
        self.base = base
        self.sealing = sealing
        self.clock = clock
    }

    public var isExclusive: Bool { base.isExclusive }

    public func read<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await base.read(tenant) { [sealing, clock] in try body($0.with(sealing, clock: clock)) }
    }

    public func write<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await base.write(tenant) { [sealing, clock] in try body($0.with(sealing, clock: clock)) }
    }

    public func probe(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Void
    ) async throws { try await base.probe(tenant, body) }

    public func migrate(_ migrations: [Migration]) async throws { try await base.migrate(migrations) }

    public func close() async { await base.close() }
}

extension Transaction {
    /// Encrypts a document.
    public func seal(_ document: JSON) throws -> JSON {
        .string(try seal(String(decoding: document.bytes, as: UTF8.self)).text)
    }

    /// Decrypts a document.
    public func open(_ sealed: JSON) throws -> JSON {
        guard let text = sealed.string else { throw StorageError.refused("a document is not sealed") }
        return try JSON(parsing: Array(open(Sealed(text: text)).utf8))
    }

    /// Encrypts some members of a document.
    public func seal(_ names: Set<String>, of document: JSON) throws -> JSON {
        try document.changing(names) { try seal($0) }
    }

    /// Decrypts some members of a document.
    public func open(_ names: Set<String>, of document: JSON) throws -> JSON {
        try document.changing(names) { try open($0) }
    }
}

extension JSON {
    /// Returns the object with changed members; missing ones and `null` are skipped.
    fileprivate func changing(_ names: Set<String>, _ change: (JSON) throws -> JSON) rethrows -> JSON {
        guard var members = object else { return self }
        for (name, value) in members where names.contains(name) && !value.isNull { members[name] = try change(value) }
        return .object(members)
    }
}
