import Contract
import Foundation

/// An error of a call to the Management API.
///
/// An error contains neither tokens nor secrets, so it can be logged.
public struct ManagementError: Error, Hashable, Sendable {
    /// The kind of failure.
    public enum Kind: Hashable, Sendable {
        /// The API responded with an error status.
        case refused
        /// No access token could be obtained: `error` and `message` are OAuth's `error` and `error_description`.
        case token
        /// The time limit was exceeded.
        case timeout
        /// The server could not be reached, or its response did not arrive.
        case transport
        /// The response does not match the endpoint's type: see `decodingPath`.
        case decoding
        /// The call is invalid and was not sent, for example because an argument is missing.
        case request
        /// The client cannot be created from the given configuration.
        case configuration
    }

    /// The kind of failure.
    public var kind: Kind
    /// The endpoint that was called, such as `GET /roles/{id}`.
    public var operation: String?
    /// The HTTP status code, if there was a response.
    public var statusCode: Int?
    /// The error name, such as `Not Found`, or `invalid_client` for a token request.
    public var error: String?
    /// A human-readable description of the error.
    public var message: String
    /// A machine-readable error code, such as `inexistent_role`.
    public var errorCode: String?
    /// The request ID in the server's logs.
    public var requestID: String?
    /// The delay before a retry that the server requested.
    public var retryAfter: Duration?
    /// The rate limit that the server stated.
    public var rateLimit: RateLimit?
    /// The path in the response at which decoding failed, such as `roles[3].name`; empty for the whole response.
    public var decodingPath: String?

    /// Creates an error from its parts.
    public init(
        _ kind: Kind, _ message: String, operation: String? = nil, statusCode: Int? = nil, error: String? = nil,
        errorCode: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.operation = operation
        self.statusCode = statusCode
        self.error = error
        self.errorCode = errorCode
    }
}

extension ManagementError: CustomStringConvertible, LocalizedError {
    /// The error in one line, suitable for logs.
    public var description: String {
        var text = operation.map { "\($0): " } ?? ""
        if let statusCode { text += "\(statusCode) " }
        if let error { text += "\(error): " }
        text += message
        if let decodingPath, !decodingPath.isEmpty { text += " at \(decodingPath)" }
        if let errorCode { text += " (\(errorCode))" }
        if let requestID { text += " [request \(requestID)]" }
        return text
    }

    /// The same as `description`.
    public var errorDescription: String? { description }
}

extension ManagementError {
    /// Returns the error with each of the texts redacted, in case a server quoted one.
    func hiding(_ secrets: [String]) -> ManagementError {
        var copy = self
        for secret in secrets where !secret.isEmpty {
            copy.message = copy.message.replacing(secret, with: "[hidden]")
            copy.error = copy.error?.replacing(secret, with: "[hidden]")
            copy.errorCode = copy.errorCode?.replacing(secret, with: "[hidden]")
        }
        return copy
    }
}
