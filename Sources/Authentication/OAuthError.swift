import Contract
import HTTPTypes
import Serving
import Storage

/// An OAuth 2 error response (RFC 6749, section 5.2).
struct OAuthError: Error {
    let status: Int
    let error: String
    let description: String
    /// Additional members of the response.
    var members: JSONObject = [:]
    /// Whether the transaction that failed has logged the error.
    var isLogged = false

    init(_ status: Int, _ error: String, _ description: String) {
        self.status = status
        self.error = error
        self.description = description
    }

    /// The same error, marked as logged.
    var logged: OAuthError {
        var copy = self
        copy.isLogged = true
        return copy
    }

    static func invalidRequest(_ description: String) -> OAuthError { OAuthError(400, "invalid_request", description) }
    static func missing(_ parameter: String) -> OAuthError {
        .invalidRequest("Missing required parameter: \(parameter)")
    }
    /// The error for callers that already have too much temporary data in the database.
    static let tooManyRequests = OAuthError(
        429, "too_many_requests", "Too many requests from this address. Try again later.")
    static func invalidGrant(_ description: String) -> OAuthError { OAuthError(403, "invalid_grant", description) }
    static func accessDenied(_ description: String) -> OAuthError { OAuthError(403, "access_denied", description) }
    static func unknownAudience(_ identifier: String) -> OAuthError {
        .accessDenied("Service not found: \(identifier)")
    }
    /// Reveals neither whether the application exists nor which of its credentials is wrong.
    static let unauthorized = OAuthError(401, "access_denied", "Unauthorized")
    static let temporarilyUnavailable = OAuthError(
        503, "temporarily_unavailable", "The service is temporarily unavailable")
    static let userIsBlocked = OAuthError(401, "unauthorized", "user is blocked")
    static let unknownRefreshToken = OAuthError.invalidGrant("Unknown or invalid refresh token.")
}

extension OutgoingResponse {
    init(_ error: OAuthError) {
        var headers = HTTPFields()
        if error.status == 401 { headers[.wwwAuthenticate] = "Basic realm=\"oauth/token\"" }
        if error.status == 503 { headers[.retryAfter] = Self.retryTime }
        let members: JSONObject = ["error": .string(error.error), "error_description": .string(error.description)]
        self.init(status: error.status, json: .object(members.merging(error.members) { $1 }), headers: headers)
    }

    /// Creates the error response for a failed request.
    init(failure error: any Error, of services: Services) {
        switch error {
        case let error as OAuthError: self.init(error)
        case let error as APIError: self.init(error: error)
        case StorageError.unavailable(let detail):
            services.logger.error("storage unavailable", metadata: ["detail": "\(detail)"])
            self.init(.temporarilyUnavailable)
        case let error as ServiceUnavailable:
            services.logger.info("overloaded", metadata: ["detail": "\(error)"])
            self.init(.temporarilyUnavailable)
        case StorageError.unstorableText:
            self.init(.invalidRequest("A parameter has a character that cannot be kept"))
        default:
            services.logger.error("request failed", metadata: ["error": "\(error)"])
            self.init(OAuthError(500, "server_error", "An internal error occurred"))
        }
    }
}
