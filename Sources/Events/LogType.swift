/// The type of a log event, with Auth0's code.
public struct LogType: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    private init(_ code: String) { rawValue = code }

    /// A Management API operation that changed something.
    public static let apiOperation = LogType("sapi")
    /// A Management API operation that failed.
    public static let failedAPIOperation = LogType("fapi")

    public static let login = LogType("s")
    /// A login with a wrong password.
    public static let wrongPassword = LogType("fp")
    /// A login of an unknown user.
    public static let unknownUser = LogType("fu")
    /// A login that failed for another reason.
    public static let failedLogin = LogType("f")
    /// A login blocked because too many logins to the account failed.
    public static let blockedAccount = LogType("limit_wc")
    /// A login blocked because too many logins from the IP address failed.
    public static let blockedAddress = LogType("limit_mu")
    public static let signup = LogType("ss")
    public static let failedSignup = LogType("fs")
    public static let leakedPassword = LogType("pwd_leak")
    public static let leakedPasswordOnSignup = LogType("signup_pwd_leak")
    public static let logout = LogType("slo")
    public static let failedLogout = LogType("flo")
    /// A back-channel logout notification that an application accepted.
    public static let backchannelLogout = LogType("oidc_backchannel_logout_succeeded")
    public static let failedBackchannelLogout = LogType("oidc_backchannel_logout_failed")
    /// A silent login with an existing session.
    public static let silentLogin = LogType("ssa")
    public static let failedSilentLogin = LogType("fsa")
    /// A pushed authorization request that is not valid.
    public static let failedPushedRequest = LogType("fpar")

    /// A password was exchanged for tokens.
    public static let passwordExchange = LogType("sepft")
    public static let failedPasswordExchange = LogType("fepft")
    /// An authorization code was exchanged for tokens.
    public static let codeExchange = LogType("seacft")
    public static let failedCodeExchange = LogType("feacft")
    /// A passwordless code was exchanged for tokens.
    public static let passwordlessExchange = LogType("sepotpft")
    public static let failedPasswordlessExchange = LogType("fepotpft")
    /// A passwordless code was sent.
    public static let codeSent = LogType("cs")
    /// A passwordless login link was sent.
    public static let linkSent = LogType("cls")
    /// A device authorization request that is not valid.
    public static let failedDeviceAuthorization = LogType("fdeaz")
    /// A login for a device that failed.
    public static let failedDeviceActivation = LogType("fdeac")
    /// A device that the user did not confirm.
    public static let cancelledDevice = LogType("fdecc")
    /// A device code was exchanged for tokens.
    public static let deviceExchange = LogType("sede")
    public static let failedDeviceExchange = LogType("fede")
    /// An application's own credentials were exchanged for a token.
    public static let clientCredentialsExchange = LogType("seccft")
    public static let failedClientCredentialsExchange = LogType("feccft")
    /// A refresh token was exchanged for tokens.
    public static let refreshTokenExchange = LogType("sertft")
    public static let failedRefreshTokenExchange = LogType("fertft")
    /// A refresh token was used again after it was exchanged.
    public static let refreshTokenReuse = LogType("ferrt")

    /// A refresh token was revoked by its application.
    public static let refreshTokenRevocation = LogType("srrt")
    /// A login that requires a second factor.
    public static let secondFactorRequired = LogType("mfar")
    /// A password and a one-time code were exchanged for tokens.
    public static let oneTimeCodeExchange = LogType("seotpft")
    public static let failedOneTimeCodeExchange = LogType("feotpft")
    /// A password and a recovery code were exchanged for tokens.
    public static let recoveryCodeExchange = LogType("sercft")
    public static let failedRecoveryCodeExchange = LogType("fercft")

    /// A password and a code that was sent were exchanged for tokens.
    public static let sentCodeExchange = LogType("seoobft")
    public static let failedSentCodeExchange = LogType("feoobft")

    // MARK: Second factors: enrollment and use
    public static let enrollmentStart = LogType("gd_start_enroll")
    public static let enrollmentComplete = LogType("gd_enrollment_complete")
    public static let failedSecondFactor = LogType("gd_auth_failed")
    public static let tooManyOneTimeCodes = LogType("gd_otp_rate_limit_exceed")
    /// A second factor was requested.
    public static let secondFactorStart = LogType("gd_start_auth")
    public static let secondFactorShown = LogType("gd_auth_succeed")
    /// A code was accepted by the provider of text messages.
    public static let textSent = LogType("gd_send_sms")
    public static let failedText = LogType("gd_send_sms_failure")
    /// A code was sent by mail.
    public static let factorMailSent = LogType("gd_send_email")

    public static let emailVerified = LogType("sv")
    public static let failedEmailVerification = LogType("fv")
    public static let verificationEmailSent = LogType("svr")
    public static let failedVerificationEmail = LogType("fvr")
    public static let passwordChange = LogType("scp")
    public static let failedPasswordChange = LogType("fcp")
    public static let passwordChangeRequest = LogType("scpr")
    public static let failedPasswordChangeRequest = LogType("fcpr")
    /// A mail could not be sent.
    public static let failedNotification = LogType("fn")
    /// The number of requests that an access control list matched.
    public static let networkACLsSummary = LogType("acls_summary")
    public static let userDeleted = LogType("sdu")
    public static let usersImported = LogType("sui")
    public static let failedUsersImport = LogType("fui")

    /// The types that count as activity of a user.
    public static let logins: [LogType] = [.login, .passwordExchange, .codeExchange, .silentLogin]
}
