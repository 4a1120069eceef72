import Contract
import Model
import Secrets
import Storage

// Codes that are sent to an address, and that whoever types them in shows to have it.

enum LoginCodes {
    /// How many wrong codes may be typed in before the right one is good no more.
    fileprivate static let attempts = 3
    /// How many codes are sent to an address ...
    fileprivate static let mostSent = 5
    /// ... in so long a time.
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

/// What a link that logs in is for.
struct LoginLink: Sendable {
    /// What the application asks for.
    let request: AuthorizationRequest
    /// `secretDigest(_:)` of the secret of the browser that asked for it.
    let browser: String
}

/// Who shows a code. One that was sent for another application, or in a link to another browser, is wrong.
struct LoginCodeBearer: Sendable {
    let client: ClientID
    /// `secretDigest(_:)` of the browser's secret; `nil` where there is no browser.
    let browser: String?
}

/// What comes of showing a code.
enum LoginCodeCheck {
    case right
    case wrong
    case expired
    case tooOften
}

extension ConnectionRow {
    /// Whether users prove who they are with codes that are mailed to them.
    var isByMail: Bool { strategy == "email" }

    /// The member of a user that codes are sent to.
    var addressName: String { isByMail ? "email" : "phone_number" }

    /// The member that says whether it is known to be the user's.
    var verifiedName: String { isByMail ? "email_verified" : "phone_verified" }

    /// What is typed in, as it is kept; `nil` where no codes can be sent there.
    func loginAddress(_ text: String) -> String? {
        guard isByMail else { return PhoneNumber.normal(text) }
        return Format.email.accepts(text) ? text.lowercased() : nil
    }

    fileprivate var codeLength: Int { options["totp"]?["length"]?.integer ?? 6 }
    /// How long a code is good.
    var codeLife: Duration { .seconds(options["totp"]?["time_step"]?.integer ?? 180) }

    /// A code of as many digits as the connection wants.
    func loginCode(_ random: any RandomSource) -> String { random.digits(codeLength) }
}

extension RandomSource {
    /// So many digits, each as likely as the others.
    func digits(_ count: Int) -> String {
        var digits = ""
        while digits.count < count {
            // 250 is the largest multiple of 10 in a byte: what lies above would favour some digits.
            digits += bytes(count).filter { $0 < 250 }.map { String($0 % 10) }.joined()
        }
        return String(digits.prefix(count))
    }
}

extension Transaction {
    /// The identity of whoever codes of a connection are sent to, if there is such.
    func identity(ofAddress address: String, in connection: ConnectionRow) throws -> IdentityRow? {
        connection.isByMail
            ? try identity(ofEmail: address, in: connection.id) : try identity(ofPhone: address, in: connection.id)
    }

    /// Has a code stand for an address, in place of the one before.
    /// - Parameters:
    ///   - client: the application that it is good for.
    ///   - link: where the code is in a link and not typed in.
    /// - Returns: whether it may be sent: nobody is to be flooded.
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

    /// The link that has a code, if it is the right one. It is not used up.
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

    /// Has a link that somebody has opened work in the browser that they opened it in.
    /// - Parameter browser: `secretDigest(_:)` of the browser's secret.
    func bindLoginLink(to browser: String, of address: String, _ connection: ConnectionRow) throws {
        try execute(
            """
            UPDATE login_codes SET browser = \(browser) WHERE tenant = \(tenant)
            AND connection_id = \(connection.id) AND address = \(address) AND request IS NOT NULL
            """)
    }

    /// What would come of showing a code.
    /// - Parameter bearer: who shows it; `nil` for the page that a link leads to, which goes on with nothing yet.
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

    /// Uses a code up, if it is the right one.
    func useLoginCode(
        _ code: String, of address: String, _ connection: ConnectionRow, by bearer: LoginCodeBearer,
        at now: Timestamp
    ) throws -> LoginCodeCheck {
        let this: SQL = "tenant = \(tenant) AND connection_id = \(connection.id) AND address = \(address)"
        let check = try checkLoginCode(code, of: address, connection, by: bearer, at: now)
        switch check {
        case .wrong: try execute("UPDATE login_codes SET attempts = attempts + 1 WHERE \(this)")
        // How many were sent is remembered; a code is good once.
        case .right: try execute("UPDATE login_codes SET digest = '' WHERE \(this)")
        case .expired, .tooOften: break
        }
        return check
    }

    /// A code is short: its digest is of no use for another address.
    private static func digest(_ code: String, _ address: String, _ connection: ConnectionRow) -> String {
        secretDigest("\(connection.id)\n\(address)\n\(code)")
    }
}
