import Contract
import Model
import Storage

/// A login that began at `/authorize` and continues on login pages.
struct LoginTransactionRow: Sendable {
    /// The time limit for completing a login.
    static let patience = Duration.seconds(3_600)

    let request: AuthorizationRequest
    /// The grant that the application receives after the user's consent; `nil` before the user is known.
    var grant: CodeGrant?
}

/// The contents of an authorization code.
struct CodeGrant: Codable, Sendable {
    let userID: UserID
    let sessionID: SessionID
    /// The API's identifier; `nil` if only the user's profile is requested.
    let audience: String?
    /// The scopes of the access token.
    let scopes: [String]
    /// The scopes that determine the claims of the ID token.
    let identityScopes: [String]
    let permissions: [String]?
    /// The organization's identifier.
    let organization: String?
    /// The connection's name.
    let connection: String
    /// Additional claims of ID tokens, as they were when the user logged in.
    var more: JSON
    /// Custom claims that actions have set.
    let idTokenClaims: JSON
    let accessTokenClaims: JSON
    let refreshTokenMetadata: JSON?
}

/// An authorization code, which can be exchanged for tokens once.
struct AuthorizationCodeRow: Sendable {
    static let lifetime = Duration.seconds(60)

    let request: AuthorizationRequest
    let grant: CodeGrant
    let expiresAt: Timestamp
    /// The refresh token that was issued for the code; empty if there was none, `nil` if the code is unused.
    let usedFor: String?
    /// The time of the exchange, which is the `iat` of the access token.
    var exchangedAt: Timestamp?
}

enum Authorizations {
    /// Migrations that need the tables of users and applications.
    static let migrations: [Migration] = [
        Migration(
            "authorizations-1",
            """
            CREATE TABLE login_transactions (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, browser \(.text) NOT NULL,
                client_id \(.text) NOT NULL, expires_at \(.text) NOT NULL, request \(.json) NOT NULL,
                code_grant \(.json), PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX login_transactions_expiry ON login_transactions (tenant, expires_at)",
            """
            CREATE TABLE authorization_codes (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, client_id \(.text) NOT NULL,
                user_id \(.text) NOT NULL, expires_at \(.text) NOT NULL, request \(.json) NOT NULL,
                code_grant \(.json) NOT NULL, used_for \(.text), PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX authorization_codes_expiry ON authorization_codes (tenant, expires_at)"),
        // Stored requests have new members, so logins in progress must start again.
        Migration("authorizations-2", "DELETE FROM login_transactions", "DELETE FROM authorization_codes"),
        Migration("authorizations-3", "ALTER TABLE authorization_codes ADD COLUMN used_at \(.text)"),
    ]
}

extension Transaction {
    /// Stores a login and deletes expired ones.
    /// - Parameters:
    ///   - digest: `secretDigest(_:)` of the login's secret.
    ///   - browser: `secretDigest(_:)` of the browser's secret.
    func insert(_ login: LoginTransactionRow, digest: String, browser: String, at now: Timestamp) throws {
        try execute("DELETE FROM login_transactions WHERE tenant = \(tenant) AND expires_at <= \(now)")
        try insert(
            into: "login_transactions",
            [
                "digest": digest, "browser": browser, "client_id": login.request.clientID,
                "expires_at": now + LoginTransactionRow.patience, "request": try JSON(encoding: login.request),
                "code_grant": try login.grant.map { try JSON(encoding: $0) },
            ])
    }

    /// Returns a login that has not expired, if it began in this browser.
    func loginTransaction(_ digest: String, browser: String, at now: Timestamp) throws -> LoginTransactionRow? {
        let row = try row(
            """
            SELECT request, code_grant FROM login_transactions WHERE tenant = \(tenant) AND digest = \(digest)
            AND browser = \(browser) AND expires_at > \(now)\(.forUpdate)
            """)
        guard let row else { return nil }
        let (request, grant): (JSON, JSON?) = (try row["request"], try row["code_grant"])
        return LoginTransactionRow(request: try request.decoded(), grant: try grant?.decoded())
    }

    /// Stores the grant for which a login needs the user's consent.
    func setGrant(_ grant: CodeGrant, ofLogin digest: String) throws {
        try execute(
            """
            UPDATE login_transactions SET code_grant = \(try JSON(encoding: grant))
            WHERE tenant = \(tenant) AND digest = \(digest)
            """)
    }

    /// Restarts the time limit of a login.
    /// - Returns: whether the login exists.
    func prolongLoginTransaction(_ digest: String, at now: Timestamp) throws -> Bool {
        let changed = try execute(
            """
            UPDATE login_transactions SET expires_at = \(now + LoginTransactionRow.patience)
            WHERE tenant = \(tenant) AND digest = \(digest)
            """)
        return changed > 0
    }

    func deleteLoginTransaction(_ digest: String) throws {
        try execute("DELETE FROM login_transactions WHERE tenant = \(tenant) AND digest = \(digest)")
    }

    /// Stores an authorization code. Expired codes are kept for an hour, so that reuse is detected.
    func insert(_ code: AuthorizationCodeRow, digest: String, at now: Timestamp) throws {
        try execute(
            "DELETE FROM authorization_codes WHERE tenant = \(tenant) AND expires_at <= \(now + .seconds(-3_600))")
        try insert(
            into: "authorization_codes",
            [
                "digest": digest, "client_id": code.request.clientID, "user_id": code.grant.userID,
                "expires_at": code.expiresAt, "request": try JSON(encoding: code.request),
                "code_grant": try JSON(encoding: code.grant),
            ])
    }

    /// Returns an authorization code, used or not.
    func authorizationCode(_ digest: String) throws -> AuthorizationCodeRow? {
        let row = try row(
            "SELECT * FROM authorization_codes WHERE tenant = \(tenant) AND digest = \(digest)\(.forUpdate)")
        guard let row else { return nil }
        let (request, grant): (JSON, JSON) = (try row["request"], try row["code_grant"])
        return AuthorizationCodeRow(
            request: try request.decoded(), grant: try grant.decoded(), expiresAt: try row["expires_at"],
            usedFor: try row["used_for"], exchangedAt: try row["used_at"])
    }

    /// Marks an authorization code as used.
    /// - Parameter token: the refresh token that was issued for it.
    func useAuthorizationCode(_ digest: String, for token: RefreshTokenID?, at now: Timestamp) throws {
        try execute(
            """
            UPDATE authorization_codes SET used_for = \(token?.value ?? ""), used_at = \(now)
            WHERE tenant = \(tenant) AND digest = \(digest)
            """)
    }
}
