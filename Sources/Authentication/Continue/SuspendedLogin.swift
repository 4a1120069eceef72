import Contract
import Events
import Model
import OrderedCollections
import Secrets
import Serving
import Storage
import Triggers

/// A login that an action interrupted with a redirect. It can be continued once.
struct SuspendedLogin: Codable, Sendable {
    /// The secret of the login that continues on login pages.
    let login: String
    let userID: UserID
    let connectionID: String
    /// The parameters of the login (`Login.json`).
    private let request: JSON
    private let success: String
    private let failure: String
    private let more: JSON
    /// Secret.
    private let recoveryCode: String?
    private let hasSecondFactor: Bool
    /// The session that was used instead of a login, if there was one.
    let sessionID: SessionID?
    private let provenAt: Timestamp
    private let progress: FlowProgress

    init(_ suspension: LoginSuspension, login: String) {
        let proven = suspension.proven
        self.login = login
        userID = proven.userID
        connectionID = proven.login.connection.id
        request = proven.login.json
        success = proven.success.rawValue
        failure = proven.failure.rawValue
        more = .object(proven.more)
        recoveryCode = proven.recoveryCode
        hasSecondFactor = proven.hasSecondFactor
        sessionID = proven.session?.id
        provenAt = proven.provenAt
        progress = suspension.flow.progressAtRedirect
    }

    /// Restores the login.
    /// - Throws: `OAuthError` if the login cannot continue because something that it needs was deleted.
    func proven(
        for client: ClientRow, _ tenant: TenantContext, at now: Timestamp, in transaction: Transaction
    ) throws -> ProvenLogin {
        let login = try Login(request, for: client, tenant: tenant, in: transaction)
        var proven = ProvenLogin(
            login, of: userID, as: LogType(rawValue: success), or: LogType(rawValue: failure), at: provenAt)
        proven.more = more.object ?? [:]
        proven.recoveryCode = recoveryCode
        proven.hasSecondFactor = hasSecondFactor
        proven.progress = progress
        guard let sessionID else { return proven }
        guard let session = try transaction.session(sessionID, liveAt: now) else { throw OAuthError.loginRequired }
        proven.session = session
        return proven
    }

    /// Migrations that need the table of logins.
    static let migrations: [Migration] = [
        Migration(
            "suspended-logins-1",
            """
            CREATE TABLE suspended_logins (
                tenant \(.text) NOT NULL, login \(.text) NOT NULL, digest \(.text) NOT NULL,
                connection_id \(.text) NOT NULL, suspended TEXT NOT NULL,
                PRIMARY KEY (tenant, login), UNIQUE (tenant, digest),
                FOREIGN KEY (tenant, login) REFERENCES login_transactions (tenant, digest) ON DELETE CASCADE,
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """)
    ]
}

extension Transaction {
    /// Stores a suspended login, which replaces an earlier one of the same login.
    /// - Parameter digest: `secretDigest(_:)` of the secret with which the browser returns.
    /// - Throws: `LoginInteraction.Unknown` if the login ended while actions ran, for example in another tab.
    func insert(_ suspended: SuspendedLogin, digest: String, at now: Timestamp) throws {
        let login = secretDigest(suspended.login)
        let connection: SQL = "SELECT id FROM connections WHERE tenant = \(tenant) AND id = \(suspended.connectionID)"
        guard try prolongLoginTransaction(login, at: now), try exists(connection) else {
            throw LoginInteraction.Unknown()
        }
        try execute("DELETE FROM suspended_logins WHERE tenant = \(tenant) AND login = \(login)")
        try insert(
            into: "suspended_logins",
            [
                "login": login, "digest": digest, "connection_id": suspended.connectionID,
                "suspended": try seal(JSON(encoding: suspended)).string ?? "",
            ])
    }

    /// Returns and deletes a suspended login. The lookup of the login that it belongs to checks the browser.
    func useSuspendedLogin(_ digest: String) throws -> SuspendedLogin? {
        let this: SQL = "tenant = \(tenant) AND digest = \(digest)"
        guard let row = try row("SELECT suspended FROM suspended_logins WHERE \(this)\(.forUpdate)") else { return nil }
        try execute("DELETE FROM suspended_logins WHERE \(this)")
        let sealed: String = try row["suspended"]
        return try open(JSON.string(sealed)).decoded()
    }
}
