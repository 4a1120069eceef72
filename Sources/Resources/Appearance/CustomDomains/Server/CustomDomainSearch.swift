import Contract
import Search
import Storage

/// The search conditions of a list of custom domains.
enum CustomDomainSearch {
    private static let columns: [String: SQL] = [
        "domain": "domain", "custom_domain_id": "id", "status": "status", "type": "type", "created_at": "created_at",
        "relying_party_identifier": "(document ->> 'relying_party_identifier')",
        "tls_policy": "(document ->> 'tls_policy')",
    ]
    private static let metadata = "domain_metadata."

    /// Returns the condition, beginning with `AND`.
    /// - Throws: `APIError`, 400, if the query is invalid.
    static func condition(_ query: String?) throws -> SQL {
        guard let query else { return "" }
        do {
            let tree = try SearchTree(parsing: query)
            var columns = columns
            for field in fields(of: tree) where field.hasPrefix(metadata) {
                columns[field] = "(document -> 'domain_metadata' ->> \(String(field.dropFirst(metadata.count))))"
            }
            let search = SearchColumns(columns, defaults: ["domain"], dates: ["created_at"])
            return "AND \(search.condition(tree)) \(.unrepeated)"
        } catch let error as SearchSyntaxError {
            throw APIError.badRequest("The search query string has an error: \(error)", code: "invalid_query_string")
        }
    }

    private static func fields(of tree: SearchTree) -> Set<String> {
        switch tree {
        case .all: []
        case .not(let part): fields(of: part)
        case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion(fields(of: $1)) }
        case .field(let field, _): field.map { [$0] } ?? []
        }
    }
}
