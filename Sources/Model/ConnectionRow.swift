import Contract
import Storage

/// A connection, as those who log in or make users through it need to know it.
public struct ConnectionRow: Sendable {
    public let id: String
    public let name: String
    public let strategy: String
    /// All else, in the form in which it is sent.
    public let document: JSON

    public var options: JSON { document["options"] ?? [:] }
}

extension Transaction {
    /// A connection by its name, if there is such.
    public func connection(named name: String) throws -> ConnectionRow? {
        let row = try row(
            "SELECT id, name, strategy, document FROM connections WHERE tenant = \(tenant) AND name = \(name)")
        return try row.map {
            ConnectionRow(id: try $0["id"], name: try $0["name"], strategy: try $0["strategy"], document: try $0["document"])
        }
    }
}
