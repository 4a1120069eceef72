import Contract
import Storage
import Synchronization

/// A store that says no when it is told to.
final class FaultyStore: Store {
    private let base: any Store
    private let fault = Mutex<StorageError?>(nil)

    init(_ base: any Store) { self.base = base }

    var isExclusive: Bool { base.isExclusive }

    func fail(with error: StorageError?) { fault.withLock { $0 = error } }

    private func check() throws {
        if let error = fault.withLock({ $0 }) { throw error }
    }

    func read<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try check()
        return try await base.read(tenant, body)
    }

    func write<Value: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try check()
        return try await base.write(tenant, body)
    }

    func probe(_ tenant: TenantID, _ body: @escaping @Sendable (Transaction) throws -> Void) async throws {
        try check()
        try await base.probe(tenant, body)
    }

    func migrate(_ migrations: [Migration]) async throws { try await base.migrate(migrations) }
    func close() async { await base.close() }
}
