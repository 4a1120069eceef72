import Contract
import Storage

/// An API, as those who issue tokens for it need to know it.
public struct AudienceRow: Sendable {
    public let id: String
    public let identifier: String
    /// All else, in the form in which it is sent.
    public let document: JSON
    /// All its scopes.
    public let scopes: [String]
}

/// What an application may do on an API.
public struct ClientGrantRow: Sendable {
    public let scopes: [String]
    /// Whether it may do all that the API offers, now and later.
    public let allowsAllScopes: Bool
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
        let id: String = try row["id"]
        let scopes: [String] = try rows(
            "SELECT name FROM permissions WHERE tenant = \(tenant) AND resource_server_id = \(id) ORDER BY position"
        ).map { try $0["name"] }
        return AudienceRow(id: id, identifier: identifier, document: try row["document"], scopes: scopes)
    }

    /// What an application may do on an API in its own name, if anything.
    public func clientGrant(of client: ClientID, on resourceServer: String) throws -> ClientGrantRow? {
        let row = try row(
            """
            SELECT document FROM client_grants
            WHERE tenant = \(tenant) AND client_id = \(client) AND resource_server_id = \(resourceServer)
            AND subject_type = 'client'
            """)
        guard let document: JSON = try row?["document"] else { return nil }
        return ClientGrantRow(
            scopes: document["scope"]?.strings ?? [], allowsAllScopes: document["allow_all_scopes"]?.bool ?? false)
    }
}
