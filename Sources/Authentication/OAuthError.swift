import Contract
import HTTPTypes
import Serving

/// A refusal, in the words of OAuth 2 (RFC 6749, section 5.2).
struct OAuthError: Error {
    let status: Int
    let error: String
    let description: String

    init(_ status: Int, _ error: String, _ description: String) {
        self.status = status
        self.error = error
        self.description = description
    }

    static func invalidRequest(_ description: String) -> OAuthError { OAuthError(400, "invalid_request", description) }
    static func accessDenied(_ description: String) -> OAuthError { OAuthError(403, "access_denied", description) }
    /// Says no more than this: not whether the application exists, nor what of its credentials was wrong.
    static let unauthorized = OAuthError(401, "access_denied", "Unauthorized")
}

extension OutgoingAnswer {
    init(_ error: OAuthError) {
        var headers = HTTPFields()
        if error.status == 401 { headers[.wwwAuthenticate] = "Basic realm=\"oauth/token\"" }
        self.init(
            status: error.status,
            json: ["error": .string(error.error), "error_description": .string(error.description)], headers: headers)
    }
}
