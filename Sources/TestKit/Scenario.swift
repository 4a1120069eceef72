import Contract
import Testing

/// A request and its expected response: one row of a table.
///
/// Only the members of the expected response are compared; a string that begins with `~` is a regular expression.
/// `{name}` in a path, a body or an expected response is replaced by the value that an earlier row stored under that
/// name.
public struct Scenario: Sendable {
    /// The caller of a request.
    public enum Asker: Sendable {
        case administrator
        /// A caller with only these scopes.
        case scopes([String])
        /// A caller with any token.
        case token(String)
        case nobody
    }

    public var method: Contract.Method
    public var path: String
    var body: JSON?
    var status: Int
    var answer: JSON?
    var asker: Asker
    /// Values to store for later rows: a name, and the path of a member, such as `scopes.0.value`.
    var kept: KeyValuePairs<String, String>
    /// Members that the response must not have.
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
    /// Returns an error response of the Management API.
    public static func refusal(_ status: Int, _ message: String, code: String? = nil) -> JSON {
        let error = APIError(status, message, code: code)
        var json: JSON = [
            "statusCode": .integer(Int64(status)), "error": .string(error.error), "message": .string(message),
        ]
        if let code { json["errorCode"] = .string(code) }
        return json
    }

    /// Returns an error response with status 400 for an invalid body.
    public static func invalidBody(_ message: String) -> JSON { .refusal(400, message, code: "invalid_body") }
    /// Returns an error response with status 400 for an invalid query.
    public static func invalidQuery(_ message: String) -> JSON {
        .refusal(400, message, code: "invalid_query_string")
    }
}
