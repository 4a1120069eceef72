import Contract

/// A table for small numbers of documents per tenant, which are found only by identifier.
public struct DocumentTable: Sendable {
    private let name: StaticString

    /// - Parameter name: the name of the table.
    public init(_ name: StaticString) { self.name = name }

    /// Creates the table.
    public var migration: Migration {
        Migration(
            "\(name)-1",
            SQL(stringLiteral: "CREATE TABLE \(name) (") + """
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, created_at \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, id))
                """)
    }

    fileprivate var sql: SQL { SQL(stringLiteral: "\(name)") }
    fileprivate var tableName: StaticString { name }
}

extension Transaction {
    /// Inserts a document.
    public func insert(_ document: JSON, _ id: String, into table: DocumentTable, at now: Timestamp) throws {
        try insert(into: table.tableName, ["id": id, "created_at": now, "document": document])
    }

    /// Returns a document; `nil` if it does not exist.
    public func document(_ id: String, in table: DocumentTable) throws -> JSON? {
        let row = try row(
            "SELECT document FROM " + table.sql + " WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        return try row.map { try $0["document"] }
    }

    /// Returns all documents, sorted by time of creation.
    public func documents(in table: DocumentTable) throws -> [JSON] {
        try rows("SELECT document FROM " + table.sql + " WHERE tenant = \(tenant) ORDER BY created_at, id\(.forUpdate)")
            .map { try $0["document"] }
    }

    /// Replaces a document.
    public func update(_ document: JSON, _ id: String, in table: DocumentTable) throws {
        try execute(
            "UPDATE " + table.sql + " SET document = \(document) WHERE tenant = \(tenant) AND id = \(id)")
    }

    /// Deletes a document.
    /// - Returns: whether the document existed.
    @discardableResult
    public func deleteDocument(_ id: String, in table: DocumentTable) throws -> Bool {
        try execute("DELETE FROM " + table.sql + " WHERE tenant = \(tenant) AND id = \(id)") > 0
    }

    /// Returns a page of documents, sorted by time of creation.
    public func page<Item: Pageable>(
        _ table: DocumentTable, _ request: PageRequest, of _: Item.Type, json: (JSON) throws -> JSON = { $0 }
    ) throws -> JSON {
        let listing = Listing(
            "document", from: "FROM " + table.sql + " WHERE tenant = \(tenant)", order: "created_at, id", key: "id")
        return try page(listing, request, of: Item.self) { try json($0["document"]) }
    }
}
