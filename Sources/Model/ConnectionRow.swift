import Contract
import Storage

/// A connection, as those who log in or make users through it need to know it.
public struct ConnectionRow: Sendable {
    public let id: String
    public let name: String
    public let strategy: String
    /// All else, in the form in which it is sent, but for the applications it is enabled for.
    public let document: JSON

    public var options: JSON { document["options"] ?? [:] }
    /// Whether users prove who they are with a password that is kept here.
    public var isDatabase: Bool { strategy == "auth0" }
    /// Whether users prove who they are with what is sent to them.
    public var isPasswordless: Bool { strategy == "email" || strategy == "sms" }
    /// Whether it is a company's own directory.
    public var isEnterprise: Bool { Self.enterprise.contains(strategy) }
    /// Whether anybody may have an account there.
    public var isSocial: Bool { !isDatabase && !isPasswordless && !isEnterprise }

    /// The strategies of companies' own directories.
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

    /// The options that others trust the tenant with.
    private static let secretOptions: Set<String> = [
        "admin_access_token", "admin_refresh_token", "app_secret", "client_secret", "configuration", "decryptionKey",
        "gateway_authentication", "password",
        "signing_key", "twilio_token", "bind_password",
    ]

    /// A connection's members as they may be stored.
    public static func sealed(_ members: JSONObject, in transaction: Transaction) throws -> JSON {
        var document = JSON.object(members)
        if let options = document["options"] { document["options"] = try transaction.seal(secretOptions, of: options) }
        return document
    }
}

extension Transaction {
    /// A connection by its name, if there is such.
    public func connection(named name: String) throws -> ConnectionRow? {
        let row = try row(
            "SELECT id, name, strategy, document FROM connections WHERE tenant = \(tenant) AND name = \(name)")
        return try row.map { try ConnectionRow(row: $0, in: self) }
    }

    /// Whether an application's users log in with a connection.
    public func isEnabled(_ connection: ConnectionRow, for client: ClientID) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM connection_clients
            WHERE tenant = \(tenant) AND connection_id = \(connection.id) AND client_id = \(client)
            """)
    }

    /// A connection by its identifier.
    /// - Throws: `APIError`, 404, where there is no such connection.
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
