import Contract
import Storage

/// The conditions that the `q` parameter supports in lists of applications.
enum ClientSearch {
    /// - Throws: `APIError`, 400, if applications cannot be searched by the condition.
    static func condition(_ q: String) throws -> SQL {
        let halves = q.split(separator: ":", maxSplits: 1).map(String.init)
        guard halves.count == 2, halves[0] == "client_grant.organization_id" else {
            throw APIError.badRequest(
                "Query validation error: 'Clients can be searched by client_grant.organization_id only' on property q.",
                code: "invalid_query_string")
        }
        return """
             AND client_id IN (SELECT g.client_id FROM client_grants g
                JOIN organization_client_grants o ON o.tenant = g.tenant AND o.grant_id = g.id
                WHERE g.tenant = clients.tenant AND o.organization_id = \(halves[1]))
            """
    }
}
