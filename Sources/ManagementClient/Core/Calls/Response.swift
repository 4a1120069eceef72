import Contract
import HTTPTypes

/// A response with its status and header fields.
public struct Response<Answer: Sendable>: Sendable {
    /// The decoded body.
    public var answer: Answer
    /// The HTTP status code, from 200 to 299.
    public var statusCode: Int
    /// The header fields.
    public var headers: HTTPFields
    /// The rate limit, if the server states it.
    public var rateLimit: RateLimit? { RateLimit(headers) }
    /// The request ID in the server's logs, if the server states it.
    public var requestID: String? { headers.requestID }
}

extension Response where Answer: Codable {
    /// Decodes the response to a call.
    init(_ response: TransportResponse, to call: PreparedCall) throws(ManagementError) {
        statusCode = response.status.code
        headers = response.headers
        do {
            if Answer.self == NoContent.self, let nothing = NoContent() as? Answer {
                answer = nothing
            } else if Answer.self == String.self, headers[.contentType]?.hasPrefix("text/plain") == true,
                let text = String(decoding: response.body, as: UTF8.self) as? Answer
            {
                answer = text
            } else {
                answer = try response.body.isEmpty ? Self.missing() : JSON(parsing: response.body).decoded()
            }
        } catch {
            throw ManagementError(undecodable: response, error, operation: call.name)
        }
    }

    /// Returns the value of a response without a body: an empty value, or an object all of whose members are optional.
    private static func missing() throws -> Answer {
        do {
            return try JSON.null.decoded()
        } catch {
            return try JSON.object([:]).decoded()
        }
    }
}
