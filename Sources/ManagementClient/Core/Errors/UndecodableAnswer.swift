import Contract

extension ManagementError {
    /// Creates the error of a response that cannot be decoded. Its values, which may be secret, are not quoted.
    init(undecodable response: TransportResponse, _ error: any Error, operation: String) {
        let (reason, path) = Self.explanation(of: error)
        self.init(.decoding, reason, operation: operation, statusCode: response.status.code)
        decodingPath = path
        requestID = response.headers.requestID
        rateLimit = RateLimit(response.headers)
    }

    private static func explanation(of error: any Error) -> (reason: String, path: String) {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            ("The member is missing", path(context.codingPath + [key]))
        case DecodingError.typeMismatch(let type, let context):
            ("The value is not of type \(type)", path(context.codingPath))
        case DecodingError.valueNotFound(let type, let context):
            ("There is no value of type \(type)", path(context.codingPath))
        case DecodingError.dataCorrupted(let context):
            ("The value is not as it should be", path(context.codingPath))
        case let error as JSONSyntaxError:
            ("The answer is not JSON: \(error)", "")
        default:
            ("The answer cannot be read", "")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        var path = ""
        for key in keys {
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        return path
    }
}
