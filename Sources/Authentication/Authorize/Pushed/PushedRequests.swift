import Contract
import Model
import Storage

/// Pushed authorization requests (RFC 9126).
enum PushedRequests {
    /// The lifetime of a pushed request.
    static let lifetime = Duration.seconds(30)
    /// The prefix of request URIs.
    static let prefix = "urn:ietf:params:oauth:request_uri:"

    /// Migrations that need the table of applications.
    static let migrations: [Migration] = [
        Migration(
            "pushed-requests-1",
            """
            CREATE TABLE pushed_requests (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, client_id \(.text) NOT NULL,
                expires_at \(.text) NOT NULL, parameters \(.json) NOT NULL, PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX pushed_requests_expiry ON pushed_requests (tenant, expires_at)")
    ]
}

extension Transaction {
    /// Stores a pushed request and deletes expired ones.
    /// - Parameter digest: `secretDigest(_:)` of the request URI without its prefix.
    func insert(pushed parameters: TokenParameters, digest: String, of client: ClientID, at now: Timestamp) throws {
        try execute("DELETE FROM pushed_requests WHERE tenant = \(tenant) AND expires_at <= \(now)")
        try insert(
            into: "pushed_requests",
            [
                "digest": digest, "client_id": client, "expires_at": now + PushedRequests.lifetime,
                "parameters": parameters.json,
            ])
    }

    /// Returns and deletes a pushed request of an application.
    func takePushedRequest(_ digest: String, of client: ClientID, at now: Timestamp) throws -> TokenParameters? {
        let this: SQL = """
            tenant = \(tenant) AND digest = \(digest) AND client_id = \(client) AND expires_at > \(now)
            """
        guard let row = try row("SELECT parameters FROM pushed_requests WHERE \(this)\(.forUpdate)") else { return nil }
        try execute("DELETE FROM pushed_requests WHERE \(this)")
        return TokenParameters(json: try row["parameters"])
    }

    /// Whether the tenant supports pushed authorization requests.
    func supportsPushedRequests() throws -> Bool {
        try tenantSettings()["pushed_authorization_requests_supported"]?.bool ?? false
    }
}
