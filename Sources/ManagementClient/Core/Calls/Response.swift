import Contract
import HTTPTypes

/// An answer with what came along with it.
public struct Response<Answer: Sendable>: Sendable {
    /// What was asked for.
    public var answer: Answer
    /// The HTTP status, from 200 to 299.
    public var statusCode: Int
    /// The header fields.
    public var headers: HTTPFields
    /// How many requests the server still takes, where it says.
    public var rateLimit: RateLimit? { RateLimit(headers) }
    /// What the server calls this request in its logs, where it says.
    public var requestID: String? { headers.requestID }
}

extension Response where Answer: Codable {
    /// Reads the answer to a call.
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

    /// An answer without a body: nothing where that may be, or an object of which all may be missing.
    private static func missing() throws -> Answer {
        do {
            return try JSON.null.decoded()
        } catch {
            return try JSON.object([:]).decoded()
        }
    }
}
