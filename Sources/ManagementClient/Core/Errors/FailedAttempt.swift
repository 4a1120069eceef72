import Contract
import HTTPTypes

extension ManagementError {
    /// Creates the error of a failed attempt.
    init(_ attempt: Attempt, operation: String, clock: ClientClock) {
        switch attempt {
        case .answered(let response): self.init(refusal: response, operation: operation, now: clock.now())
        case .failed(let error):
            self.init(error.kind == .timeout ? .timeout : .transport, error.message, operation: operation)
        }
    }

    /// Creates the error of an error response. A body that is not JSON, such as a proxy's page, is not quoted, because
    /// its content is unknown.
    private init(refusal response: TransportResponse, operation: String, now: Timestamp) {
        let body = Self.members(of: response.body)
        let phrase = response.status.reasonPhrase
        self.init(
            .refused, body["message"]?.string ?? body["error_description"]?.string ?? phrase, operation: operation,
            statusCode: response.status.code, error: body["error"]?.string ?? phrase,
            errorCode: body["errorCode"]?.string)
        noteHeaders(of: response, now: now)
    }

    /// Creates the error of a failed token request.
    init(tokenRefusal attempt: Attempt, operation: String, clock: ClientClock) {
        self.init(attempt, operation: operation, clock: clock)
        // Network errors keep their kind, to distinguish them from error responses.
        if kind == .refused { kind = .token }
    }

    private mutating func noteHeaders(of response: TransportResponse, now: Timestamp) {
        requestID = response.headers.requestID
        retryAfter = response.headers.retryAfter(now: now)
        rateLimit = RateLimit(response.headers)
    }

    private static func members(of body: [UInt8]) -> JSONObject {
        do {
            return try JSON(parsing: body).object ?? [:]
        } catch {
            return [:]
        }
    }
}
