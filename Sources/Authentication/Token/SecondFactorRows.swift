import Contract
import Model
import Secrets
import Storage

/// A login that waits for a second factor.
struct PendingLogin: Sendable {
    let userID: UserID
    let clientID: ClientID
    let expiresAt: Timestamp
    /// What was asked for.
    let request: JSON
}

enum SecondFactors {
    /// How long a login waits for a second factor.
    static let patience = Duration.seconds(600)
    /// So often something can be done at once, ...
    private static let burst: Int64 = 10
    /// ... and once more each time that so many milliseconds are over.
    private static let refill: Int64 = 360_000

    /// Run when there are users and authentication methods.
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

    /// When all that a user may do can be done again, after once more now; `nil` where nothing is left.
    /// - Parameter fullAt: the same before that, in milliseconds.
    fileprivate static func spent(_ fullAt: Int64?, at now: Timestamp) -> Int64? {
        let next = max(fullAt ?? 0, now.milliseconds) + refill
        return next > now.milliseconds + burst * refill ? nil : next
    }
}

extension Transaction {
    /// Whether a user has to prove who they are with more than a password.
    func needsSecondFactor(_ user: UserID) throws -> Bool {
        try demandsSecondFactors() || hasSecondFactor(user)
    }

    /// Whether a user has shown to have a second factor, of those that the tenant has people use.
    func hasSecondFactor(_ user: UserID) throws -> Bool {
        let usable = try AuthenticationMethodRow.factors.filter(usableFactors().contains)
        return try authenticationMethods(of: user, types: usable).contains(where: \.isConfirmed)
    }

    /// Has a login wait. Those that nobody came back for in a day are forgotten.
    /// - Parameter digest: `secretDigest(_:)` of its secret.
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

    /// A login that waits, or waited too long.
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

    /// Counts an attempt to show a second factor.
    /// - Returns: whether it may be made.
    func countFactorAttempt(of user: UserID, at now: Timestamp) throws -> Bool {
        try count(in: "factor_attempts", user, at: now)
    }

    /// Counts a code that is sent to a user.
    /// - Returns: whether it may be sent: nobody is to be flooded.
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

    /// Gives a user all attempts back.
    func clearFactorAttempts(of user: UserID) throws {
        try execute("DELETE FROM factor_attempts WHERE tenant = \(tenant) AND user_id = \(user)")
    }

    /// Uses a one-time code of one of a user's generators up.
    /// - Returns: whether it was good.
    func useCode(_ code: String, of user: UserID, at now: Timestamp) throws -> Bool {
        guard try usableFactors().contains("totp") else { return false }
        // Who has nothing else yet confirms a new generator with its first code.
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

    /// Writes down that the code of a step was used, so that neither it nor those before it are good again.
    func noteUsed(_ step: Int64, of generator: AuthenticationMethodID) throws {
        try execute(
            """
            INSERT INTO used_codes (tenant, method_id, step) VALUES (\(tenant), \(generator), \(step))
            ON CONFLICT (tenant, method_id) DO UPDATE SET step = excluded.step
            """)
    }

    /// Whether a user gets a recovery code with a second factor: where codes can be used, and there is none yet.
    func needsRecoveryCode(_ user: UserID) throws -> Bool {
        try usableFactors().contains("recovery-code")
            && authenticationMethods(of: user, types: ["recovery-code"]).isEmpty
    }

    /// Puts a recovery code in place of the one that is used.
    /// - Returns: whether it was the user's.
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
