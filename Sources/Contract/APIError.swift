/// An error response in the format of the Management API.
public struct APIError: Error, Hashable, Sendable {
    /// The HTTP status code.
    public var statusCode: Int
    /// The reason phrase of the status code.
    public var error: String
    /// A human-readable description of the error.
    public var message: String
    /// A machine-readable error code.
    public var errorCode: String?

    public init(_ statusCode: Int, _ message: String, code: String? = nil) {
        self.statusCode = statusCode
        self.error = Self.phrases[statusCode] ?? "Error"
        self.message = message
        self.errorCode = code
    }

    private static let phrases: [Int: String] = [
        400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict", 413: "Payload Too Large",
        414: "URI Too Long", 415: "Unsupported Media Type", 422: "Unprocessable Entity", 429: "Too Many Requests",
        431: "Request Header Fields Too Large",
        500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable",
    ]
}

extension APIError {
    public static func badRequest(_ message: String, code: String? = nil) -> APIError {
        APIError(400, message, code: code)
    }
    public static func invalidBody(_ message: String) -> APIError { APIError(400, message, code: "invalid_body") }
    public static func forbidden(_ message: String, code: String? = nil) -> APIError {
        APIError(403, message, code: code)
    }
    public static func notFound(_ message: String, code: String? = nil) -> APIError {
        APIError(404, message, code: code)
    }
    public static func conflict(_ message: String, code: String? = nil) -> APIError {
        APIError(409, message, code: code)
    }
}

extension APIError: Codable, SchemaProviding {
    public static var schema: Schema {
        .object([
            "statusCode": .integer(400...599).required, "error": .string.required, "message": .string.required,
            "errorCode": .string,
        ])
    }

    private enum CodingKeys: String, CodingKey { case statusCode, error, message, errorCode }
}
