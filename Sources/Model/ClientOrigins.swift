import Contract
import Storage

/// The origins whose pages may call the server for an application: those in its `allowed_origins`, `web_origins` and
/// `callbacks`. They have a table of their own, so that an origin is found quickly among those of many applications.
public enum ClientOrigins {
    /// Migrations that need the table of applications.
    public static let migrations: [Migration] = [
        Migration(
            "client-origins-1",
            """
            CREATE TABLE client_origins (
                tenant \(.text) NOT NULL, client_id \(.text) NOT NULL, origin \(.text) NOT NULL,
                pattern \(.text) NOT NULL, PRIMARY KEY (tenant, client_id, pattern),
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX client_origins_origin ON client_origins (tenant, origin)",
            forEach: "SELECT DISTINCT tenant FROM clients"
        ) { transaction in
            let clients = try transaction.rows(
                "SELECT client_id, document FROM clients WHERE tenant = \(transaction.tenant)")
            for client in clients {
                let document: JSON = try client["document"]
                try transaction.setOrigins(of: client["client_id"], document)
            }
        }
    ]

    /// The maximum length of an origin, in bytes: a scheme, a host name and a port.
    private static let maximumLength = 300

    /// Returns the origins and origin patterns in an application's settings.
    fileprivate static func patterns(_ document: JSON) -> Set<String> {
        let urls = ["allowed_origins", "web_origins", "callbacks"].flatMap { document[$0]?.strings ?? [] }
        return Set(
            urls.filter { URLPattern($0) != nil }.compactMap(URLPattern.origin)
                .filter { $0.utf8.count <= maximumLength && URLPattern($0) != nil })
    }

    /// Returns the key by which a pattern is found: the pattern itself, or `https://*.example.com` if its first label
    /// has a placeholder.
    fileprivate static func key(_ pattern: URLPattern) -> String {
        pattern.exactURL == nil ? wildcardKey(pattern.text) : pattern.text
    }

    /// Returns an origin with `*` as its first label.
    fileprivate static func wildcardKey(_ origin: String) -> String {
        let parts = label(of: origin)
        return parts.scheme + "*" + parts.rest
    }

    /// Returns the first label of an origin's host, and the text before and after it.
    fileprivate static func label(of origin: String) -> (scheme: Substring, label: Substring, rest: Substring) {
        let start = origin.firstRange(of: "://")?.upperBound ?? origin.startIndex
        let end = origin[start...].firstIndex { $0 == "." || $0 == ":" } ?? origin.endIndex
        return (origin[..<start], origin[start..<end], origin[end...])
    }
}

extension Transaction {
    /// Replaces the stored origins of an application with those in its settings.
    public func setOrigins(of client: ClientID, _ document: JSON) throws {
        try execute("DELETE FROM client_origins WHERE tenant = \(tenant) AND client_id = \(client)")
        for pattern in ClientOrigins.patterns(document).sorted().compactMap(URLPattern.init) {
            try insert(
                into: "client_origins",
                ["client_id": client, "origin": ClientOrigins.key(pattern), "pattern": pattern.text])
        }
    }

    /// Whether pages of an origin may call the server for an application, or for any application if none is given.
    public func allowsOrigin(_ origin: String, of client: ClientID?) throws -> Bool {
        let owner: SQL = client.map { " AND client_id = \($0)" } ?? ""
        let patterns = try rows(
            """
            SELECT DISTINCT pattern FROM client_origins WHERE tenant = \(tenant)
            AND origin IN \(list: [origin, ClientOrigins.wildcardKey(origin)])\(owner)
            """
        ).map { row -> String in try row["pattern"] }.compactMap(URLPattern.init)
        if patterns.contains(where: { $0.matches(origin) }) { return true }
        let label = String(ClientOrigins.label(of: origin).label)
        guard patterns.contains(where: { $0.matches(origin, organization: label) }) else { return false }
        return try exists("SELECT 1 FROM organizations WHERE tenant = \(tenant) AND name = \(label)")
    }
}
