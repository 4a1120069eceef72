import Contract
import Model
import Secrets
import Storage

// One-time codes for passwordless logins, which prove that the user owns an address.

enum LoginCodes {
    /// The maximum number of wrong attempts for a code.
    fileprivate static let attempts = 3
    /// The maximum number of codes sent to an address per period.
    fileprivate static let mostSent = 5
    /// The period for which sent codes are counted.
    fileprivate static let period = Duration.seconds(600)

    static let migrations: [Migration] = [
        Migration(
            "login-codes-1",
            """
            CREATE TABLE login_codes (
                tenant \(.text) NOT NULL, connection_id \(.text) NOT NULL, address \(.text) NOT NULL,
                digest \(.text) NOT NULL, attempts BIGINT NOT NULL, expires_at \(.text) NOT NULL, sent BIGINT NOT NULL,
                sent_since \(.text) NOT NULL, PRIMARY KEY (tenant, connection_id, address),
                FOREIGN KEY (tenant, connection_id) REFERENCES connections (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX login_codes_age ON login_codes (tenant, sent_since)"),
        Migration(
            "login-codes-2", "ALTER TABLE login_codes ADD COLUMN request \(.json)",
            "ALTER TABLE login_codes ADD COLUMN browser \(.text)"),
        Migration("login-codes-3", "ALTER TABLE login_codes ADD COLUMN client_id \(.text)"),
    ]
}

/// The purpose of a login link.
struct LoginLink: Sendable {
    /// The authorization request.
    let request: AuthorizationRequest
    /// `secretDigest(_:)` of the secret of the browser that requested the link.
    let browser: String
}

/// The party that submits a code. Codes for other applications, and links for other browsers, are rejected.
struct LoginCodeBearer: Sendable {
    let client: ClientID
    /// `secretDigest(_:)` of the browser's secret; `nil` if there is no browser.
    let browser: String?
}

/// The result of checking a code.
enum LoginCodeCheck {
    case right
    case wrong
    case expired
    case tooOften
}

extension ConnectionRow {
    /// Whether codes are sent by mail, and not to phones.
    var isByMail: Bool { strategy == "email" }

    /// The user's member with the address that codes are sent to.
    var addressName: String { isByMail ? "email" : "phone_number" }

    /// The user's member that says whether the address is verified.
    var verifiedName: String { isByMail ? "email_verified" : "phone_verified" }

    /// Returns an entered address in the form in which it is stored; `nil` if it is not valid.
    func loginAddress(_ text: String) -> String? {
        guard isByMail else { return PhoneNumber.normal(text) }
        return Format.email.accepts(text) ? text.lowercased() : nil
    }

    /// The number of digits, from 4 to 40; stored values outside that range are clamped.
    fileprivate var codeLength: Int { min(max(options["totp"]?["length"]?.integer ?? 6, 4), 40) }
    /// The lifetime of a code.
    var codeLife: Duration { .seconds(min(max(options["totp"]?["time_step"]?.integer ?? 180, 1), 86_400)) }

    /// Returns a random code of the length that the connection requires.
    func loginCode(_ random: any RandomSource) -> String { random.digits(codeLength) }
}

extension RandomSource {
    /// Returns random digits with a uniform distribution.
    func digits(_ count: Int) -> String {
        var digits = ""
        while digits.count < count {
            // Bytes from 250 on are rejected, because they would favor some digits (250 is the largest multiple of 10
            // in a byte).
            digits += bytes(count).filter { $0 < 250 }.map { String($0 % 10) }.joined()
        }
        return String(digits.prefix(count))
    }
}

extension Transaction {
    /// Returns the identity that an address of a passwordless connection belongs to.
    func identity(ofAddress address: String, in connection: ConnectionRow) throws -> IdentityRow? {
        connection.isByMail
            ? try identity(ofEmail: address, in: connection.id) : try identity(ofPhone: address, in: connection.id)
    }

    /// Stores a code for an address, which replaces the previous one.
    /// - Parameters:
    ///   - client: the application that the code is valid for.
    ///   - link: the login link that contains the code; `nil` if the user enters the code.
    /// - Returns: whether the code may be sent; `false` if too many were sent to the address.
    func setLoginCode(
        _ code: String, of address: String, _ connection: ConnectionRow, for client: ClientID,
        in link: LoginLink? = nil, at now: Timestamp
    ) throws -> Bool {
        try execute(
            "DELETE FROM login_codes WHERE tenant = \(tenant) AND sent_since <= \(now + .seconds(-86_400))")
        let row = try row(
            """
            SELECT sent, sent_since FROM login_codes
            WHERE tenant = \(tenant) AND connection_id = \(connection.id) AND address = \(address)\(.forUpdate)
            """)
        var (sent, since) = (0, now)
        if let row {
            let start: Timestamp = try row["sent_since"]
            if now < start + LoginCodes.period { (sent, since) = (try row["sent"], start) }
        }
        guard sent < LoginCodes.mostSent else { return false }
        let digest = Self.digest(code, address, connection)
        try execute(
            """
            INSERT INTO login_codes (tenant, connection_id, address, digest, attempts, expires_at, sent, sent_since,
                request, browser, client_id)
            VALUES (\(tenant), \(connection.id), \(address), \(digest), 0, \(now + connection.codeLife), \(sent + 1),
                \(since), \(try link.map { try JSON(encoding: $0.request) }), \(link?.browser), \(client))
            ON CONFLICT (tenant, connection_id, address) DO UPDATE SET digest = excluded.digest, attempts = 0,
                expires_at = excluded.expires_at, sent = excluded.sent, sent_since = excluded.sent_since,
                request = excluded.request, browser = excluded.browser, client_id = excluded.client_id
            """)
        return true
    }

    /// Returns the login link of a code if the code is right. The code remains valid.
    func loginLink(
        _ code: String, of address: String, _ connection: ConnectionRow, at now: Timestamp
    ) throws -> LoginLink? {
        guard try checkLoginCode(code, of: address, connection, by: nil, at: now) == .right else { return nil }
        let row = try row(
            """
            SELECT request, browser FROM login_codes
            WHERE tenant = \(tenant) AND connection_id = \(connection.id) AND address = \(address)
            """)
        guard let row, let request: JSON = try row["request"] else { return nil }
        return LoginLink(request: try request.decoded(), browser: try row["browser"])
    }

    /// Binds a login link to the browser in which it was opened.
    /// - Parameter browser: `secretDigest(_:)` of the browser's secret.
    func bindLoginLink(to browser: String, of address: String, _ connection: ConnectionRow) throws {
        try execute(
            """
            UPDATE login_codes SET browser = \(browser) WHERE tenant = \(tenant)
            AND connection_id = \(connection.id) AND address = \(address) AND request IS NOT NULL
            """)
    }

    /// Checks a code without using it.
    /// - Parameter bearer: the party that submits the code; `nil` for the page of a login link, which does not complete
    ///   the login.
    func checkLoginCode(
        _ code: String, of address: String, _ connection: ConnectionRow, by bearer: LoginCodeBearer?,
        at now: Timestamp
    ) throws -> LoginCodeCheck {
        let row = try row(
            """
            SELECT digest, attempts, expires_at, browser, client_id FROM login_codes
            WHERE tenant = \(tenant) AND connection_id = \(connection.id) AND address = \(address)\(.forUpdate)
            """)
        guard let row else { return .wrong }
        let (digest, attempts, expiry): (String, Int, Timestamp) = (
            try row["digest"], try row["attempts"], try row["expires_at"]
        )
        guard attempts < LoginCodes.attempts else { return .tooOften }
        guard areEqualInConstantTime(Self.digest(code, address, connection), digest) else { return .wrong }
        if let bearer {
            let (client, browser): (String?, String?) = (try row["client_id"], try row["browser"])
            guard client == bearer.client.value else { return .wrong }
            if let browser, !areEqualInConstantTime(bearer.browser ?? "", browser) { return .wrong }
        }
        return now < expiry ? .right : .expired
    }

    /// Checks a code, and uses it if it is right.
    func useLoginCode(
        _ code: String, of address: String, _ connection: ConnectionRow, by bearer: LoginCodeBearer,
        at now: Timestamp
    ) throws -> LoginCodeCheck {
        let this: SQL = "tenant = \(tenant) AND connection_id = \(connection.id) AND address = \(address)"
        let check = try checkLoginCode(code, of: address, connection, by: bearer, at: now)
        switch check {
        case .wrong: try execute("UPDATE login_codes SET attempts = attempts + 1 WHERE \(this)")
        // The row remains, because it counts the codes that were sent.
        case .right: try execute("UPDATE login_codes SET digest = '' WHERE \(this)")
        case .expired, .tooOften: break
        }
        return check
    }

    /// The digest depends on the connection and the address, so the digest of a short code is of no use for another
    /// address.
    private static func digest(_ code: String, _ address: String, _ connection: ConnectionRow) -> String {
        secretDigest("\(connection.id)\n\(address)\n\(code)")
    }
}
