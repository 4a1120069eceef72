import Contract
import Storage

/// An API, as those who issue tokens for it need to know it.
public struct AudienceRow: Sendable {
    public let id: String
    public let identifier: String
    /// All else, in the form in which it is sent.
    public let document: JSON
}

/// What an application may do on an API.
public struct ClientGrantRow: Sendable {
    public let scopes: [String]

    public init(scopes: [String]) { self.scopes = scopes }
}

extension Transaction {
    /// The API that tokens with an audience are for, if there is such.
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

    /// All scopes of an API, in its order.
    public func scopes(of audience: AudienceRow) throws -> [String] {
        try rows(
            """
            SELECT name FROM permissions WHERE tenant = \(tenant) AND resource_server_id = \(audience.id)
            ORDER BY position
            """
        ).map { try $0["name"] }
    }

    /// What an application may do on an API, if anything.
    /// - Parameter subject: `client` for what it may do in its own name, `user` for what in that of its users.
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
        // Whoever may do all that the API offers may also do what it offers from tomorrow on.
        if document["allow_all_scopes"]?.bool == true { return ClientGrantRow(scopes: try scopes(of: audience)) }
        return ClientGrantRow(scopes: document["scope"]?.strings ?? [])
    }
}
