import Contract
import Events
import Mail
import Model
import OrderedCollections
import Phones
import Secrets
import Serving
import Storage

/// A code for a second factor, and what sending it needs. It is created before the transaction, which may run more than
/// once.
struct FactorCode: Sendable {
    /// The lifetime of a code.
    static let life = Duration.seconds(300)

    /// The secret that is submitted together with the code (`oob_code`).
    let secret: String
    fileprivate let code: String
    fileprivate let now: Timestamp
    fileprivate let origin: LoggedEvent.Origin
    fileprivate let client: ClientID?
    fileprivate let mail: MailSending
    fileprivate let phone: PhoneSending
    fileprivate let logIDs: LogIdentifiers

    init(
        _ tenant: TenantContext, _ services: Services, at now: Timestamp, from origin: LoggedEvent.Origin,
        for client: ClientID?
    ) {
        secret = services.random.token(bytes: 32)
        code = services.random.digits(6)
        self.now = now
        self.origin = origin
        self.client = client
        mail = MailSending(tenant, services, now: now)
        phone = PhoneSending(tenant, services, now: now)
        logIDs = services.logIDs
    }

    fileprivate func event(_ type: LogType, of user: UserDocument, by channel: Authenticator.Channel) -> LoggedEvent {
        var event = LoggedEvent(type, at: now, from: origin)
        event.userID = user.id.value
        event.userName = user.email ?? user.name
        event.clientID = client?.value
        event.details = ["factor": .string(channel.rawValue)]
        return event
    }
}

/// The result of checking a code.
enum FactorCodeCheck {
    case right
    /// The code is right and confirms the enrollment of its authenticator.
    case confirming
    case wrong
}

extension Transaction {
    /// Sends a code to an authenticator, which replaces the previous one.
    /// - Parameters:
    ///   - owner: `secretDigest(_:)` of the secret that the code is for: an `mfa_token` or a ticket.
    ///   - isNew: whether the code confirms the authenticator's enrollment.
    /// - Returns: whether the code was sent; `false` if too many were sent to the user.
    func send(
        _ code: FactorCode, to authenticator: Authenticator, of user: UserDocument, for owner: String,
        isNew: Bool = false
    ) throws -> Bool {
        guard let channel = authenticator.channel, let address = authenticator.address else { return false }
        guard try countFactorSending(to: user.id, at: code.now) else {
            try emit(code.event(.tooManyOneTimeCodes, of: user, by: channel), code.logIDs)
            return false
        }
        try execute(
            "DELETE FROM factor_challenges WHERE tenant = \(tenant) AND (owner = \(owner) OR expires_at <= \(code.now))"
        )
        let end = code.now + FactorCode.life
        try insert(
            into: "factor_challenges",
            [
                "digest": secretDigest(code.secret), "owner": owner, "user_id": user.id,
                "method_id": authenticator.methodID, "code_digest": Self.digest(code.code, code.secret),
                "expires_at": end,
            ])
        try emit(code.event(isNew ? .enrollmentStart : .secondFactorStart, of: user, by: channel), code.logIDs)
        switch channel {
        case .sms:
            try sendFactorCode(
                code.code, to: address, of: user, for: code.client, isEnrolling: isNew, until: end, code.phone)
        case .email:
            var occasion = MailOccasion(.mfaCode, to: address, user: user)
            occasion.clientID = code.client
            occasion.variables = ["code": .string(code.code)]
            if try send(occasion, code.mail) {
                try emit(code.event(.factorMailSent, of: user, by: channel), code.logIDs)
            }
        }
        return true
    }

    /// Checks a code, and uses it if it is right.
    /// - Parameters:
    ///   - owner: the owner with which the code was sent.
    ///   - mayEnroll: whether the code may confirm an enrollment.
    func useFactorCode(
        _ code: String, shownWith secret: String, for owner: String, of user: UserID, mayEnroll: Bool,
        at now: Timestamp
    ) throws -> FactorCodeCheck {
        let row = try row(
            """
            SELECT method_id, code_digest, expires_at FROM factor_challenges
            WHERE tenant = \(tenant) AND digest = \(secretDigest(secret)) AND owner = \(owner)
            AND user_id = \(user)\(.forUpdate)
            """)
        guard let row else { return .wrong }
        let (id, digest, end): (AuthenticationMethodID?, String, Timestamp) = (
            try row["method_id"], try row["code_digest"], try row["expires_at"]
        )
        guard areEqualInConstantTime(Self.digest(code, secret), digest), now < end else { return .wrong }
        let method = try id.flatMap { try authenticationMethod($0, of: user) }
        guard try usableFactors().contains(method?.type ?? "email") else { return .wrong }
        let isNew = method?.isConfirmed == false
        guard mayEnroll || !isNew else { return .wrong }
        try execute("DELETE FROM factor_challenges WHERE tenant = \(tenant) AND owner = \(owner)")
        guard isNew, var confirmed = method else { return .right }
        confirmed.isConfirmed = true
        try update(confirmed)
        return .confirming
    }

    /// The digest includes the secret, so the digest of a short code cannot be reversed without it.
    private static func digest(_ code: String, _ secret: String) -> String { secretDigest("\(secret)\n\(code)") }
}

extension OAuthError {
    static let tooManyCodesSent = OAuthError(
        429, "too_many_requests", "Too many codes were sent to this user. Try again later.")
}
