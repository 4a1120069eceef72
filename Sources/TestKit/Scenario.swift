import Contract
import Testing

/// A request, and what must be answered: one row of a table.
///
/// In an expected answer only those members are compared that it has; a string that begins with `~` is a regular
/// expression. `{name}` in a path, a body or an expected answer stands for what an earlier row kept under that name.
public struct Scenario: Sendable {
    /// Who asks.
    public enum Asker: Sendable {
        case administrator
        /// Someone who has these scopes alone.
        case scopes([String])
        /// Someone with a token of any kind.
        case token(String)
        case nobody
    }

    public var method: Contract.Method
    public var path: String
    var body: JSON?
    var status: Int
    var answer: JSON?
    var asker: Asker
    /// What to keep for later rows: a name, and the path of a member, as `scopes.0.value`.
    var kept: KeyValuePairs<String, String>
    /// Members that the answer must not have.
    var absent: [String]
    var location: SourceLocation
}

extension Scenario {
    public static func get(
        _ path: String, _ status: Int, _ answer: JSON? = nil, by asker: Asker = .administrator,
        keeping kept: KeyValuePairs<String, String> = [:], lacking absent: [String] = [],
        location: SourceLocation = #_sourceLocation
    ) -> Scenario {
        Scenario(
            method: .get, path: path, body: nil, status: status, answer: answer, asker: asker, kept: kept,
            absent: absent, location: location)
    }

    public static func post(
        _ path: String, _ body: JSON?, _ status: Int, _ answer: JSON? = nil, by asker: Asker = .administrator,
        keeping kept: KeyValuePairs<String, String> = [:], lacking absent: [String] = [],
        location: SourceLocation = #_sourceLocation
    ) -> Scenario {
        Scenario(
            method: .post, path: path, body: body, status: status, answer: answer, asker: asker, kept: kept,
            absent: absent, location: location)
    }

    public static func put(
        _ path: String, _ body: JSON?, _ status: Int, _ answer: JSON? = nil, by asker: Asker = .administrator,
        keeping kept: KeyValuePairs<String, String> = [:], lacking absent: [String] = [],
        location: SourceLocation = #_sourceLocation
    ) -> Scenario {
        Scenario(
            method: .put, path: path, body: body, status: status, answer: answer, asker: asker, kept: kept,
            absent: absent, location: location)
    }

    public static func patch(
        _ path: String, _ body: JSON?, _ status: Int, _ answer: JSON? = nil, by asker: Asker = .administrator,
        keeping kept: KeyValuePairs<String, String> = [:], lacking absent: [String] = [],
        location: SourceLocation = #_sourceLocation
    ) -> Scenario {
        Scenario(
            method: .patch, path: path, body: body, status: status, answer: answer, asker: asker, kept: kept,
            absent: absent, location: location)
    }

    public static func delete(
        _ path: String, _ status: Int, _ answer: JSON? = nil, body: JSON? = nil, by asker: Asker = .administrator,
        location: SourceLocation = #_sourceLocation
    ) -> Scenario {
        Scenario(
            method: .delete, path: path, body: body, status: status, answer: answer, asker: asker, kept: [:],
            absent: [], location: location)
    }
}

extension JSON {
    /// A refusal in the API's envelope.
    public static func refusal(_ status: Int, _ message: String, code: String? = nil) -> JSON {
        let error = APIError(status, message, code: code)
        var json: JSON = [
            "statusCode": .integer(Int64(status)), "error": .string(error.error), "message": .string(message),
        ]
        if let code { json["errorCode"] = .string(code) }
        return json
    }

    /// A 400 for a body that does not fit.
    public static func invalidBody(_ message: String) -> JSON { .refusal(400, message, code: "invalid_body") }
    /// A 400 for a query that does not fit.
    public static func invalidQuery(_ message: String) -> JSON {
        .refusal(400, message, code: "invalid_query_string")
    }
}
