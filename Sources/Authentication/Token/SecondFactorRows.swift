import Contract
import Model
import Secrets
import Storage

/// A login that waits for a second factor.
struct PendingLogin: Sendable {
    let userID: UserID
    let clientID: ClientID
    let expiresAt: Timestamp
    /// The parameters of the login (`Login.json`), and the progress of actions.
    let request: JSON
}

enum SecondFactors {
    /// The time limit for the second factor.
    static let patience = Duration.seconds(600)
    /// The bucket size.
    private static let burst: Int64 = 10
    /// The time after which the bucket gains one attempt, in milliseconds.
    private static let refill: Int64 = 360_000

    /// Migrations that need the tables of users and authentication methods.
    static let migrations: [Migration] = [
        Migration(
            "second-factors-1",
            """
            CREATE TABLE pending_logins (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, user_id \(.text) NOT NULL,
                client_id \(.text) NOT NULL, expires_at \(.text) NOT NULL, request \(.json) NOT NULL,
                PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX pending_logins_expiry ON pending_logins (tenant, expires_at)",
            """
            CREATE TABLE factor_attempts (
                tenant \(.text) NOT NULL, user_id \(.text) NOT NULL, full_at BIGINT NOT NULL,
                PRIMARY KEY (tenant, user_id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE used_codes (
                tenant \(.text) NOT NULL, method_id \(.text) NOT NULL, step BIGINT NOT NULL,
                PRIMARY KEY (tenant, method_id),
                FOREIGN KEY (tenant, method_id) REFERENCES authentication_methods (tenant, id) ON DELETE CASCADE)
            """),
        Migration(
            "second-factors-2",
            """
            CREATE TABLE factor_challenges (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, owner \(.text) NOT NULL, user_id \(.text) NOT NULL,
                method_id \(.text), code_digest \(.text) NOT NULL, expires_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, method_id) REFERENCES authentication_methods (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX factor_challenges_owner ON factor_challenges (tenant, owner)",
            "CREATE INDEX factor_challenges_expiry ON factor_challenges (tenant, expires_at)",
            """
            CREATE TABLE factor_sendings (
                tenant \(.text) NOT NULL, user_id \(.text) NOT NULL, full_at BIGINT NOT NULL,
                PRIMARY KEY (tenant, user_id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """),
    ]

    /// The time at which the bucket is full again if one attempt is spent now, in milliseconds; `nil` if no attempt is
    /// left.
    /// - Parameter fullAt: the time at which the bucket would be full without that attempt, in milliseconds.
    fileprivate static func spent(_ fullAt: Int64?, at now: Timestamp) -> Int64? {
        let next = max(fullAt ?? 0, now.milliseconds) + refill
        return next > now.milliseconds + burst * refill ? nil : next
    }
}

extension Transaction {
    /// Whether a user needs a second factor to log in.
    func needsSecondFactor(_ user: UserID) throws -> Bool {
        try demandsSecondFactors() || hasSecondFactor(user)
    }

    /// Whether a user has a confirmed second factor that the tenant has enabled.
    func hasSecondFactor(_ user: UserID) throws -> Bool {
        let usable = try AuthenticationMethodRow.factors.filter(usableFactors().contains)
        return try authenticationMethods(of: user, types: usable).contains(where: \.isConfirmed)
    }

    /// Stores a pending login. Those that expired a day ago are deleted.
    /// - Parameter digest: `secretDigest(_:)` of the `mfa_token`.
    func insert(_ login: PendingLogin, digest: String, at now: Timestamp) throws {
        let yesterday = now + .seconds(-86_400)
        try execute("DELETE FROM pending_logins WHERE tenant = \(tenant) AND expires_at <= \(yesterday)")
        try insert(
            into: "pending_logins",
            [
                "digest": digest, "user_id": login.userID, "client_id": login.clientID,
                "expires_at": login.expiresAt, "request": login.request,
            ])
    }

    /// Returns a pending login, which may have expired.
    func pendingLogin(_ digest: String) throws -> PendingLogin? {
        let row = try row("SELECT * FROM pending_logins WHERE tenant = \(tenant) AND digest = \(digest)\(.forUpdate)")
        return try row.map {
            PendingLogin(
                userID: try $0["user_id"], clientID: try $0["client_id"], expiresAt: try $0["expires_at"],
                request: try $0["request"])
        }
    }

    func deletePendingLogin(_ digest: String) throws {
        try execute("DELETE FROM pending_logins WHERE tenant = \(tenant) AND digest = \(digest)")
    }

    /// Counts an attempt to prove a second factor.
    /// - Returns: whether the attempt is allowed.
    func countFactorAttempt(of user: UserID, at now: Timestamp) throws -> Bool {
        try count(in: "factor_attempts", user, at: now)
    }

    /// Counts a code that is sent to a user.
    /// - Returns: whether the code may be sent; `false` if too many were sent.
    func countFactorSending(to user: UserID, at now: Timestamp) throws -> Bool {
        try count(in: "factor_sendings", user, at: now)
    }

    private func count(in table: SQL, _ user: UserID, at now: Timestamp) throws -> Bool {
        let fullAt: Int64? = try row(
            "SELECT full_at FROM \(table) WHERE tenant = \(tenant) AND user_id = \(user)\(.forUpdate)")?["full_at"]
        guard let next = SecondFactors.spent(fullAt, at: now) else { return false }
        try execute(
            """
            INSERT INTO \(table) (tenant, user_id, full_at) VALUES (\(tenant), \(user), \(next))
            ON CONFLICT (tenant, user_id) DO UPDATE SET full_at = excluded.full_at
            """)
        return true
    }

    /// Resets the attempts of a user.
    func clearFactorAttempts(of user: UserID) throws {
        try execute("DELETE FROM factor_attempts WHERE tenant = \(tenant) AND user_id = \(user)")
    }

    /// Checks a one-time code of a user's authenticator apps, and marks it as used.
    /// - Returns: whether the code is right.
    func useCode(_ code: String, of user: UserID, at now: Timestamp) throws -> Bool {
        guard try usableFactors().contains("totp") else { return false }
        // A user without a confirmed factor confirms a new authenticator app with its first code.
        let isFirst = try !hasSecondFactor(user)
        let generators = try authenticationMethods(of: user, types: ["totp"])
        for var generator in generators where generator.isConfirmed || isFirst {
            guard let secret = generator.secret, let codes = OneTimeCodes(secret: secret) else { continue }
            let id = generator.id
            let last: Int64? = try row(
                "SELECT step FROM used_codes WHERE tenant = \(tenant) AND method_id = \(id)\(.forUpdate)")?["step"]
            guard let step = codes.step(of: code, at: now.seconds, after: last) else { continue }
            try noteUsed(step, of: id)
            if !generator.isConfirmed {
                generator.isConfirmed = true
                try update(generator)
            }
            return true
        }
        return false
    }

    /// Marks the code of a time step as used, so that neither it nor earlier ones are accepted again.
    func noteUsed(_ step: Int64, of generator: AuthenticationMethodID) throws {
        try execute(
            """
            INSERT INTO used_codes (tenant, method_id, step) VALUES (\(tenant), \(generator), \(step))
            ON CONFLICT (tenant, method_id) DO UPDATE SET step = excluded.step
            """)
    }

    /// Whether a user receives a recovery code with a second factor: the tenant has enabled recovery codes, and the
    /// user has none.
    func needsRecoveryCode(_ user: UserID) throws -> Bool {
        try usableFactors().contains("recovery-code")
            && authenticationMethods(of: user, types: ["recovery-code"]).isEmpty
    }

    /// Replaces a recovery code that was used.
    /// - Returns: whether the code was right.
    func replaceRecoveryCode(_ code: String, of user: UserID, with next: String) throws -> Bool {
        guard try usableFactors().contains("recovery-code") else { return false }
        let digest = secretDigest(code)
        let codes = try authenticationMethods(of: user, types: ["recovery-code"])
        guard
            var method = codes.first(where: { $0.secret.map { areEqualInConstantTime($0, digest) } ?? false })
        else { return false }
        method.secret = secretDigest(next)
        try update(method)
        return true
    }
}
