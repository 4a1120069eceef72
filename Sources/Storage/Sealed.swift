import Contract

/// A secret in the form in which it is stored: nobody reads it who has no more than the database.
public struct Sealed: Hashable, Sendable {
    /// The key's name and what it made of the secret, as one text.
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

/// Seals tenants' secrets, and opens them again.
public protocol Sealing: Sendable {
    func seal(_ secret: String, in transaction: Transaction) throws -> Sealed
    /// - Throws: an error where the text was not sealed for this tenant, or its key is gone.
    func open(_ sealed: Sealed, in transaction: Transaction) throws -> String
}

extension Transaction {
    /// A secret that must be read again, as it may be stored.
    public func seal(_ secret: String) throws -> Sealed { try keeper().seal(secret, in: self) }

    /// A secret as it was before it was sealed.
    public func open(_ sealed: Sealed) throws -> String { try keeper().open(sealed, in: self) }

    private func keeper() throws -> any Sealing {
        guard let sealing else { throw StorageError.refused("the store has no key to seal secrets with") }
        return sealing
    }
}

/// A store whose transactions can seal secrets and open them.
public struct SealingStore: Store {
    private let base: any Store
    private let sealing: any Sealing
    private let clock: (@Sendable () -> Timestamp)?

    /// - Parameter clock: tells the time in place of the database.
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
    /// A document that must be read again and has secrets in it, as it may be stored.
    public func seal(_ document: JSON) throws -> JSON {
        .string(try seal(String(decoding: document.bytes, as: UTF8.self)).text)
    }

    /// A document as it was before it was sealed.
    public func open(_ sealed: JSON) throws -> JSON {
        guard let text = sealed.string else { throw StorageError.refused("a document is not sealed") }
        return try JSON(parsing: Array(open(Sealed(text: text)).utf8))
    }

    /// A document of which some members are sealed.
    public func seal(_ names: Set<String>, of document: JSON) throws -> JSON {
        try document.changing(names) { try seal($0) }
    }

    /// A document as it was before some of its members were sealed.
    public func open(_ names: Set<String>, of document: JSON) throws -> JSON {
        try document.changing(names) { try open($0) }
    }
}

extension JSON {
    /// The object with members changed, where it has them and they are not `null`.
    fileprivate func changing(_ names: Set<String>, _ change: (JSON) throws -> JSON) rethrows -> JSON {
        guard var members = object else { return self }
        for (name, value) in members where names.contains(name) && !value.isNull { members[name] = try change(value) }
        return .object(members)
    }
}
