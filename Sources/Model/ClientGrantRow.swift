import Contract
import Storage

/// The API of an audience, for issuing tokens.
public struct AudienceRow: Sendable {
    public let id: String
    public let identifier: String
    /// All other members in the form of responses.
    public let document: JSON
}

/// The access that an application has to an API.
public struct ClientGrantRow: Sendable {
    public let scopes: [String]

    public init(scopes: [String]) { self.scopes = scopes }
}

extension Transaction {
    /// Returns the API with an audience.
    public func audience(_ identifier: String) throws -> AudienceRow? {
        let row = try row(
            """
            SELECT id, document FROM resource_servers
            WHERE tenant = \(tenant) AND identifier = \(identifier)
            """)
        guard let row else { return nil }
        return AudienceRow(
            id: try row["id"], identifier: identifier, document: try openingSecret(ofAPI: try row["document"]))
    }

    /// Returns all scopes of an API in their order.
    public func scopes(of audience: AudienceRow) throws -> [String] {
        try rows(
            """
            SELECT name FROM permissions WHERE tenant = \(tenant) AND resource_server_id = \(audience.id)
            ORDER BY position
            """
        ).map { try $0["name"] }
    }

    /// Returns the grant of an application for an API.
    /// - Parameter subject: `client` for access in the application's own name, `user` for access on behalf of users.
    public func clientGrant(
        of client: ClientID, on audience: AudienceRow, for subject: String = "client"
    ) throws -> ClientGrantRow? {
        let row = try row(
            """
            SELECT document FROM client_grants
            WHERE tenant = \(tenant) AND client_id = \(client) AND resource_server_id = \(audience.id)
            AND subject_type = \(subject)
            """)
        guard let document: JSON = try row?["document"] else { return nil }
        // A grant of all scopes includes those that are added to the API later.
        if document["allow_all_scopes"]?.bool == true { return ClientGrantRow(scopes: try scopes(of: audience)) }
        return ClientGrantRow(scopes: document["scope"]?.strings ?? [])
    }
}
