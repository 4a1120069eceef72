import Contract
import Foundation

/// Why a call to the Management API has no answer.
///
/// An error holds what a person or a program needs to go on, and neither tokens nor secrets: it can be logged.
public struct ManagementError: Error, Hashable, Sendable {
    /// At which point the call failed.
    public enum Kind: Hashable, Sendable {
        /// The API answered with a status that is no success.
        case refused
        /// No access token could be had: `error` and `message` are OAuth's `error` and `error_description`.
        case token
        /// The time allowed had passed.
        case timeout
        /// The server could not be reached, or its answer did not arrive.
        case transport
        /// The answer is not what the endpoint promises: see `decodingPath`.
        case decoding
        /// The call cannot be sent as it is, for lack of an argument for instance.
        case request
        /// The client cannot be made from what it was given.
        case configuration
    }

    /// At which point the call failed.
    public var kind: Kind
    /// What was called, as `GET /roles/{id}`.
    public var operation: String?
    /// The HTTP status, where there was an answer.
    public var statusCode: Int?
    /// The error in a word or two, as `Not Found`, or `invalid_client` for a token.
    public var error: String?
    /// What is wrong, for a person.
    public var message: String
    /// What is wrong, for a program, as `inexistent_role`.
    public var errorCode: String?
    /// What the server calls this request in its logs.
    public var requestID: String?
    /// How long the server asked to wait before another attempt.
    public var retryAfter: Duration?
    /// How many requests the server still took.
    public var rateLimit: RateLimit?
    /// Where in the answer decoding failed, as `roles[3].name`; empty for the answer as a whole.
    public var decodingPath: String?

    /// Makes an error from its parts.
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
    /// All of it in one line, as it may be logged.
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
    /// The same, with each of these texts struck out, should a server have quoted one.
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
