import Contract
import StreamsAPI

/// Validation of destinations by type, beyond their schemas.
enum EventStreamChecks {
    /// Members of a webhook's authorization that are write-only.
    static let secrets: Set<String> = ["password", "token", "header_value"]

    private static let needed = ["basic": "password", "bearer": "token", "custom_header": "header_value"]

    /// Returns the destination after an update. An omitted secret is kept if the method stays the same.
    /// - Throws: `APIError`, 400, if a secret is missing or the type of the destination would change.
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
