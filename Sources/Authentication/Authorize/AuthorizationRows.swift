import Contract
import Model
import Storage

/// A login that began at `/authorize` and goes on at pages.
struct LoginTransactionRow: Sendable {
    /// For how long pages may stay open.
    static let patience = Duration.seconds(3_600)

    let request: AuthorizationRequest
    /// What the application gets as soon as the user agrees; `nil` before there is a user.
    var grant: CodeGrant?
}

/// What a code stands for.
struct CodeGrant: Codable, Sendable {
    let userID: UserID
    let sessionID: SessionID
    /// The API's identifier; `nil` where only the user's profile is wanted.
    let audience: String?
    /// The scopes that tokens get.
    let scopes: [String]
    /// Those that count for the ID token.
    let identityScopes: [String]
    let permissions: [String]?
    /// The organization's identifier.
    let organization: String?
    /// The connection's name.
    let connection: String
    /// What ID tokens say besides, as when the user logged in.
    var more: JSON
    /// What actions have tokens say.
    let idTokenClaims: JSON
    let accessTokenClaims: JSON
    let refreshTokenMetadata: JSON?
}

/// A code that an application may exchange for tokens, once.
struct AuthorizationCodeRow: Sendable {
    static let lifetime = Duration.seconds(60)

    let request: AuthorizationRequest
    let grant: CodeGrant
    let expiresAt: Timestamp
    /// The refresh token that it was exchanged for, if it was; empty where there was none.
    let usedFor: String?
    /// The moment of the exchange, which the access token names as that of its issue.
    var exchangedAt: Timestamp?
}

enum Authorizations {
    /// Run when there are users and applications.
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
        // What is kept of a request has members that it had not: a login that is under way begins anew.
        Migration("authorizations-2", "DELETE FROM login_transactions", "DELETE FROM authorization_codes"),
        Migration("authorizations-3", "ALTER TABLE authorization_codes ADD COLUMN used_at \(.text)"),
    ]
}

extension Transaction {
    /// Has a login go on at pages. Those that nobody came back for are forgotten.
    /// - Parameters:
    ///   - digest: `secretDigest(_:)` of its secret.
    ///   - browser: likewise of the browser's.
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

    /// A login that goes on at pages, if it began in this browser and not too long ago.
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

    /// Has a login wait for its user to agree.
    func setGrant(_ grant: CodeGrant, ofLogin digest: String) throws {
        try execute(
            """
            UPDATE login_transactions SET code_grant = \(try JSON(encoding: grant))
            WHERE tenant = \(tenant) AND digest = \(digest)
            """)
    }

    /// Has a login go on for as long as if it began now.
    /// - Returns: whether there is such a login.
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

    /// Gives a code out. Those that are no longer good are kept for an hour, to notice who uses one again.
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

    /// A code, used or not.
    func authorizationCode(_ digest: String) throws -> AuthorizationCodeRow? {
        let row = try row(
            "SELECT * FROM authorization_codes WHERE tenant = \(tenant) AND digest = \(digest)\(.forUpdate)")
        guard let row else { return nil }
        let (request, grant): (JSON, JSON) = (try row["request"], try row["code_grant"])
        return AuthorizationCodeRow(
            request: try request.decoded(), grant: try grant.decoded(), expiresAt: try row["expires_at"],
            usedFor: try row["used_for"], exchangedAt: try row["used_at"])
    }

    /// Notes that a code was used.
    /// - Parameter token: the refresh token that it was exchanged for.
    func useAuthorizationCode(_ digest: String, for token: RefreshTokenID?, at now: Timestamp) throws {
        try execute(
            """
            UPDATE authorization_codes SET used_for = \(token?.value ?? ""), used_at = \(now)
            WHERE tenant = \(tenant) AND digest = \(digest)
            """)
    }
}
