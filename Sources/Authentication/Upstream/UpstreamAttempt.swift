import Contract
import Model
import Secrets
import Storage

/// A redirect of a browser to a provider. The browser can return once.
struct UpstreamAttempt: Codable, Sendable {
    let connectionID: String
    /// The secret of the login that continues afterwards.
    let login: String
    /// The expected nonce of the ID token.
    let nonce: String
    /// The PKCE code verifier.
    let verifier: String

    init(_ connection: ConnectionRow, login: String, _ random: any RandomSource) {
        connectionID = connection.id
        self.login = login
        nonce = random.token(bytes: 24)
        verifier = random.token(bytes: 48)
    }

    /// Migrations that need the table of connections.
    static let migrations: [Migration] = [
        Migration(
            "upstream-attempts-1",
            """
            CREATE TABLE upstream_attempts (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, browser \(.text) NOT NULL,
                connection_id \(.text) NOT NULL, expires_at \(.text) NOT NULL, attempt TEXT NOT NULL,
                PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX upstream_attempts_expiry ON upstream_attempts (tenant, expires_at)")
    ]
}

extension Transaction {
    /// Stores an attempt and deletes expired ones.
    /// - Parameters:
    ///   - digest: `secretDigest(_:)` of the `state` sent to the provider.
    ///   - browser: `secretDigest(_:)` of the browser's secret.
    func insert(_ attempt: UpstreamAttempt, digest: String, browser: String, at now: Timestamp) throws {
        try execute("DELETE FROM upstream_attempts WHERE tenant = \(tenant) AND expires_at <= \(now)")
        try insert(
            into: "upstream_attempts",
            [
                "digest": digest, "browser": browser, "connection_id": attempt.connectionID,
                "expires_at": now + LoginTransactionRow.patience,
                "attempt": try seal(JSON(encoding: attempt)).string ?? "",
            ])
    }

    /// Returns and deletes an attempt, which must belong to the same browser.
    func useUpstreamAttempt(_ digest: String, browser: String, at now: Timestamp) throws -> UpstreamAttempt? {
        let this: SQL = "tenant = \(tenant) AND digest = \(digest) AND browser = \(browser) AND expires_at > \(now)"
        guard let row = try row("SELECT attempt FROM upstream_attempts WHERE \(this)\(.forUpdate)") else { return nil }
        try execute("DELETE FROM upstream_attempts WHERE tenant = \(tenant) AND digest = \(digest)")
        let sealed: String = try row["attempt"]
        return try open(JSON.string(sealed)).decoded()
    }
}
