import Contract
import Model
import Secrets
import Storage

/// A browser that was sent to a provider, and is to come back once.
struct UpstreamAttempt: Codable, Sendable {
    let connectionID: String
    /// The secret of the login that this is a part of.
    let login: String
    /// What the ID token must say.
    let nonce: String
    /// What shows that the code is ours.
    let verifier: String

    init(_ connection: ConnectionRow, login: String, _ random: any RandomSource) {
        connectionID = connection.id
        self.login = login
        nonce = random.token(bytes: 24)
        verifier = random.token(bytes: 48)
    }

    /// Run when there are connections.
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
    /// Has a browser be expected back. Those that did not come are forgotten.
    /// - Parameters:
    ///   - digest: `secretDigest(_:)` of the secret that it comes back with.
    ///   - browser: likewise of the browser's.
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

    /// Takes what a browser comes back with, which is good once, and in the browser that it was given to alone.
    func useUpstreamAttempt(_ digest: String, browser: String, at now: Timestamp) throws -> UpstreamAttempt? {
        let this: SQL = "tenant = \(tenant) AND digest = \(digest) AND browser = \(browser) AND expires_at > \(now)"
        guard let row = try row("SELECT attempt FROM upstream_attempts WHERE \(this)\(.forUpdate)") else { return nil }
        try execute("DELETE FROM upstream_attempts WHERE tenant = \(tenant) AND digest = \(digest)")
        let sealed: String = try row["attempt"]
        return try open(JSON.string(sealed)).decoded()
    }
}
