import Contract
import Storage

/// A connection, for logins and for creating users.
public struct ConnectionRow: Sendable {
    public let id: String
    public let name: String
    public let strategy: String
    /// All other members in the form of responses, except the enabled applications.
    public let document: JSON

    public var options: JSON { document["options"] ?? [:] }
    /// Whether users log in with a password that is stored here.
    public var isDatabase: Bool { strategy == "auth0" }
    /// Whether users log in with a code that is sent to them.
    public var isPasswordless: Bool { strategy == "email" || strategy == "sms" }
    /// Whether it is an enterprise connection.
    public var isEnterprise: Bool { Self.enterprise.contains(strategy) }
    /// Whether it is a social connection.
    public var isSocial: Bool { !isDatabase && !isPasswordless && !isEnterprise }

    /// The strategies of enterprise connections.
    public static let enterprise: Set<String> = [
        "ad", "adfs", "custom", "google-apps", "ip", "office365", "oidc", "okta", "pingfederate", "samlp", "sharepoint",
        "waad",
    ]
}

extension ConnectionRow {
    /// Reads the columns `id`, `name`, `strategy` and `document`.
    public init(row: Row, in transaction: Transaction) throws {
        var document: JSON = try row["document"]
        if let options = document["options"] {
            document["options"] = try transaction.open(Self.secretOptions, of: options)
        }
        self.init(id: try row["id"], name: try row["name"], strategy: try row["strategy"], document: document)
    }

    /// The options with secrets.
    private static let secretOptions: Set<String> = [
        "admin_access_token", "admin_refresh_token", "app_secret", "client_secret", "configuration", "decryptionKey",
        "gateway_authentication", "password",
        "signing_key", "twilio_token", "bind_password",
    ]

    /// Returns a connection's members in the form in which they are stored, with sealed secrets.
    public static func sealed(_ members: JSONObject, in transaction: Transaction) throws -> JSON {
        var document = JSON.object(members)
        if let options = document["options"] { document["options"] = try transaction.seal(secretOptions, of: options) }
        return document
    }
}

extension Transaction {
    /// Returns a connection by its name.
    public func connection(named name: String) throws -> ConnectionRow? {
        let row = try row(
            "SELECT id, name, strategy, document FROM connections WHERE tenant = \(tenant) AND name = \(name)")
        return try row.map { try ConnectionRow(row: $0, in: self) }
    }

    /// Whether a connection is enabled for an application.
    public func isEnabled(_ connection: ConnectionRow, for client: ClientID) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM connection_clients
            WHERE tenant = \(tenant) AND connection_id = \(connection.id) AND client_id = \(client)
            """)
    }

    /// Returns a connection by its identifier.
    /// - Throws: `APIError` with status 404 if it does not exist.
    public func connection(_ id: ID<some Any>) throws -> ConnectionRow {
        let row = try row(
            """
            SELECT id, name, strategy, document FROM connections
            WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)
            """)
        guard let row else { throw APIError.inexistentConnection }
        return try ConnectionRow(row: row, in: self)
    }
}

extension APIError {
    public static let inexistentConnection = APIError.notFound(
        "The connection does not exist", code: "inexistent_connection")
}
