import Contract
import Model
import Storage

/// What an application asks for, told by itself and not by a browser (RFC 9126).
enum PushedRequests {
    /// For how long a browser may come with it.
    static let lifetime = Duration.seconds(30)
    /// What its name begins with.
    static let prefix = "urn:ietf:params:oauth:request_uri:"

    /// Run when there are applications.
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
    /// Keeps a request until a browser comes with its name. Those that none came with are forgotten.
    /// - Parameter digest: `secretDigest(_:)` of what its name ends in.
    func insert(pushed parameters: TokenParameters, digest: String, of client: ClientID, at now: Timestamp) throws {
        try execute("DELETE FROM pushed_requests WHERE tenant = \(tenant) AND expires_at <= \(now)")
        try insert(
            into: "pushed_requests",
            [
                "digest": digest, "client_id": client, "expires_at": now + PushedRequests.lifetime,
                "parameters": parameters.json,
            ])
    }

    /// A request that the application has pushed, once.
    func takePushedRequest(_ digest: String, of client: ClientID, at now: Timestamp) throws -> TokenParameters? {
        let this: SQL = """
            tenant = \(tenant) AND digest = \(digest) AND client_id = \(client) AND expires_at > \(now)
            """
        guard let row = try row("SELECT parameters FROM pushed_requests WHERE \(this)\(.forUpdate)") else { return nil }
        try execute("DELETE FROM pushed_requests WHERE \(this)")
        return TokenParameters(json: try row["parameters"])
    }

    /// Whether applications may push what they ask for.
    func supportsPushedRequests() throws -> Bool {
        try tenantSettings()["pushed_authorization_requests_supported"]?.bool ?? false
    }
}
