import Contract
import Storage

/// An application, for its authentication.
public struct ClientRow: Sendable {
    public let id: ClientID
    /// Secret.
    public let secret: String
    /// All other members in the form of responses.
    public let document: JSON

    public var grantTypes: [String] { document["grant_types"]?.strings ?? [] }
    public var tokenEndpointAuthMethod: String? { document["token_endpoint_auth_method"]?.string }
}

extension Transaction {
    /// Returns an application.
    public func client(_ id: ClientID) throws -> ClientRow? {
        let row = try row(
            "SELECT secret, document FROM clients WHERE tenant = \(tenant) AND client_id = \(id)\(.forUpdate)")
        return try row.map { ClientRow(id: id, secret: try open($0["secret"]), document: try $0["document"]) }
    }

    /// Whether an application is the tenant's global client.
    public func isGlobal(_ client: ClientID) throws -> Bool {
        try exists("SELECT 1 FROM clients WHERE tenant = \(tenant) AND client_id = \(client) AND is_global = \(true)")
    }

    /// Returns the credentials of an application: public keys and certificates.
    public func credentials(of client: ClientID) throws -> [JSON] {
        try rows(
            """
            SELECT document FROM client_credentials WHERE tenant = \(tenant) AND client_id = \(client)
            ORDER BY created_at, id
            """
        ).map { try $0["document"] }
    }

    /// Removes a deleted organization from the applications that have it as their default.
    public func clearDefaultOrganization(_ organization: String) throws {
        let mentioning = try rows(
            """
            SELECT client_id, document FROM clients
            WHERE tenant = \(tenant) AND LOWER(CAST(document AS TEXT)) LIKE \(containing: organization) ESCAPE '\\'
            \(.forUpdate)
            """)
        for row in mentioning {
            let client: ClientID = try row["client_id"]
            var document: JSON = try row["document"]
            guard document["default_organization"]?["organization_id"]?.string == organization else { continue }
            document["default_organization"] = nil
            try execute(
                "UPDATE clients SET document = \(document) WHERE tenant = \(tenant) AND client_id = \(client)")
        }
    }
}

extension APIError {
    /// The refusal of a request that names an application that does not exist.
    public static let clientNotFound = APIError.notFound("The client does not exist", code: "inexistent_client")
}
