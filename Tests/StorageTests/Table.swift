import Contract
import Storage
import TestKit

/// Tables to try an engine on.
enum Table {
    static let migrations: [Migration] = [
        Migration(
            "things-1",
            """
            CREATE TABLE things (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text), number BIGINT, real DOUBLE PRECISION,
                bytes \(.blob), document \(.json), PRIMARY KEY (tenant, id), UNIQUE (tenant, name))
            """,
            """
            CREATE TABLE parts (
                tenant \(.text) NOT NULL, thing \(.text) NOT NULL, id \(.text) NOT NULL, PRIMARY KEY (tenant, thing, id),
                FOREIGN KEY (tenant, thing) REFERENCES things (tenant, id) ON DELETE CASCADE)
            """)
    ]

    /// Gives a store with the tables on each engine.
    static func eachStore(_ body: (any Store) async throws -> Void) async throws {
        for engine in Engine.available {
            do {
                try await engine.withStore { store in
                    try await store.migrate(migrations)
                    try await body(store)
                }
            } catch {
                throw EngineFailure(engine: engine, cause: error)
            }
        }
    }

    struct EngineFailure: Error, CustomStringConvertible {
        let engine: Engine
        let cause: any Error
        var description: String { "on \(engine.rawValue): \(cause)" }
    }
}

/// An item of a list, of which only the identifier matters.
struct Thing: Pageable, Hashable {
    static let listName = "things"
    var id: String

    init(row: Row) throws { id = try row["id"] }
}

extension Transaction {
    func add(_ id: String, name: String? = nil, number: Int? = nil) throws {
        try insert(into: "things", ["id": id, "name": name, "number": number])
    }

    func ids() throws -> [String] {
        try rows("SELECT id FROM things WHERE tenant = \(tenant) ORDER BY id").map { try $0["id"] }
    }
}

extension Store {
    func ids(_ tenant: TenantID = "one") async throws -> [String] {
        try await read(tenant) { try $0.ids() }
    }
}

/// Something of the test's own that goes wrong.
struct Mishap: Error {}
