import Contract
import StreamsAPI

/// What differs with a destination's type, beyond what its schema says.
enum EventStreamChecks {
    /// Members of a webhook's authorization that are never told.
    static let secrets: Set<String> = ["password", "token", "header_value"]

    private static let needed = ["basic": "password", "bearer": "token", "custom_header": "header_value"]

    /// A destination that takes another's place. A secret that is not told is kept, where the method stays.
    /// - Throws: `APIError`, 400, where there is no secret, or the destination would be of another type.
    static func destination(_ wanted: JSON, after before: JSON? = nil) throws -> JSON {
        if let before, before["type"] != wanted["type"] {
            throw APIError.badRequest("The type of an event stream's destination cannot be changed")
        }
        guard wanted["type"] == "webhook" else { return wanted }
        var changed = wanted
        let authorization = wanted["configuration"]?["webhook_authorization"] ?? [:]
        guard let name = needed[authorization["method"]?.string ?? ""], authorization[name] == nil else {
            return wanted
        }
        let old = before?["configuration"]?["webhook_authorization"]
        guard old?["method"] == authorization["method"], let secret = old?[name] else {
            throw APIError.invalidBody(
                """
                Payload validation error: 'Missing required property: \(name)' on property \
                destination.configuration.webhook_authorization.
                """)
        }
        changed["configuration"]?["webhook_authorization"]?[name] = secret
        return changed
    }
}
