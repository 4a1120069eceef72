import Contract
import OperationsAPI
import Search
import Storage

/// The search conditions of a list of log events.
enum LogSearch {
    private static let columns: [String: SQL] = {
        var columns: [String: SQL] = ["log_id": "log_id", "type": "type", "date": "date", "user_id": "user_id"]
        let members: [StaticString] = [
            "description", "connection", "connection_id", "organization_id", "organization_name", "client_id",
            "client_name", "ip", "hostname", "user_name", "user_agent", "audience", "scope", "strategy",
            "strategy_type",
        ]
        for name in members { columns["\(name)"] = SQL(stringLiteral: "(document ->> '\(name)')") }
        return columns
    }()

    private static let fields = SearchColumns(
        columns, defaults: ["type", "description", "user_name", "user_id", "client_name", "connection", "ip"],
        dates: ["date"])

    /// Returns the condition, beginning with `AND`.
    /// - Throws: `APIError`, 400, if the query is invalid.
    static func condition(_ query: String?) throws -> SQL {
        guard let query else { return "" }
        do {
            return "AND \(fields.condition(try SearchTree(parsing: query))) \(.unrepeated)"
        } catch let error as SearchSyntaxError {
            throw APIError.badRequest("The search query string has an error: \(error)", code: "invalid_query_string")
        }
    }
}
