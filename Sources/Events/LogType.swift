/// What kind of thing happened, under Auth0's code for it.
public struct LogType: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    private init(_ code: String) { rawValue = code }

    /// An operation of the Management API that changed something.
    public static let apiOperation = LogType("sapi")
    /// An operation of the Management API that was refused or failed.
    public static let failedAPIOperation = LogType("fapi")

    public static let login = LogType("s")
    /// A login with a password that is not the user's.
    public static let wrongPassword = LogType("fp")
    /// A login of someone who is not there.
    public static let unknownUser = LogType("fu")
    /// A login that failed for another reason.
    public static let failedLogin = LogType("f")
    /// A login refused because there were too many failed ones.
    public static let blockedAccount = LogType("limit_wc")
    /// A login refused because too many from the same address failed.
    public static let blockedAddress = LogType("limit_mu")
    public static let signup = LogType("ss")
    public static let failedSignup = LogType("fs")
    public static let leakedPassword = LogType("pwd_leak")
    public static let leakedPasswordOnSignup = LogType("signup_pwd_leak")
    public static let logout = LogType("slo")
    public static let failedLogout = LogType("flo")
    /// An application told that a session has ended.
    public static let backchannelLogout = LogType("oidc_backchannel_logout_succeeded")
    public static let failedBackchannelLogout = LogType("oidc_backchannel_logout_failed")
    /// A login that a session stood in for, without a page.
    public static let silentLogin = LogType("ssa")
    public static let failedSilentLogin = LogType("fsa")
    /// What an application wanted to ask for, and may not.
    public static let failedPushedRequest = LogType("fpar")

    /// A password exchanged for a token.
    public static let passwordExchange = LogType("sepft")
    public static let failedPasswordExchange = LogType("fepft")
    /// A code exchanged for a token.
    public static let codeExchange = LogType("seacft")
    public static let failedCodeExchange = LogType("feacft")
    /// A code that came by mail exchanged for a token.
    public static let passwordlessExchange = LogType("sepotpft")
    public static let failedPasswordlessExchange = LogType("fepotpft")
    /// A code to log in with that is on its way.
    public static let codeSent = LogType("cs")
    /// The same, in a link.
    public static let linkSent = LogType("cls")
    /// A device that may not wait for a login.
    public static let failedDeviceAuthorization = LogType("fdeaz")
    /// A login for a device that came to nothing.
    public static let failedDeviceActivation = LogType("fdeac")
    /// A device that somebody did not know.
    public static let cancelledDevice = LogType("fdecc")
    /// A device's code exchanged for a token.
    public static let deviceExchange = LogType("sede")
    public static let failedDeviceExchange = LogType("fede")
    /// An application's own credentials exchanged for a token.
    public static let clientCredentialsExchange = LogType("seccft")
    public static let failedClientCredentialsExchange = LogType("feccft")
    /// A refresh token exchanged for a token.
    public static let refreshTokenExchange = LogType("sertft")
    public static let failedRefreshTokenExchange = LogType("fertft")
    /// A refresh token used again after it was exchanged.
    public static let refreshTokenReuse = LogType("ferrt")

    /// A refresh token that was revoked by who has it.
    public static let refreshTokenRevocation = LogType("srrt")
    /// A login that waits for a second factor.
    public static let secondFactorRequired = LogType("mfar")
    /// A password and a one-time code exchanged for a token.
    public static let oneTimeCodeExchange = LogType("seotpft")
    public static let failedOneTimeCodeExchange = LogType("feotpft")
    /// A password and a recovery code exchanged for a token.
    public static let recoveryCodeExchange = LogType("sercft")
    public static let failedRecoveryCodeExchange = LogType("fercft")

    /// A password and a code that was sent exchanged for a token.
    public static let sentCodeExchange = LogType("seoobft")
    public static let failedSentCodeExchange = LogType("feoobft")

    // MARK: Second factors that are set up, and shown
    public static let enrollmentStart = LogType("gd_start_enroll")
    public static let enrollmentComplete = LogType("gd_enrollment_complete")
    public static let failedSecondFactor = LogType("gd_auth_failed")
    public static let tooManyOneTimeCodes = LogType("gd_otp_rate_limit_exceed")
    /// A code that somebody is asked for.
    public static let secondFactorStart = LogType("gd_start_auth")
    public static let secondFactorShown = LogType("gd_auth_succeed")
    /// A code that a provider took to a phone.
    public static let textSent = LogType("gd_send_sms")
    public static let failedText = LogType("gd_send_sms_failure")
    /// A code that is on its way by mail.
    public static let factorMailSent = LogType("gd_send_email")

    public static let emailVerified = LogType("sv")
    public static let failedEmailVerification = LogType("fv")
    public static let verificationEmailSent = LogType("svr")
    public static let failedVerificationEmail = LogType("fvr")
    public static let passwordChange = LogType("scp")
    public static let failedPasswordChange = LogType("fcp")
    public static let passwordChangeRequest = LogType("scpr")
    public static let failedPasswordChangeRequest = LogType("fcpr")
    /// A mail that did not leave.
    public static let failedNotification = LogType("fn")
    /// How often an access control list fitted requests.
    public static let networkACLsSummary = LogType("acls_summary")
    public static let userDeleted = LogType("sdu")
    public static let usersImported = LogType("sui")
    public static let failedUsersImport = LogType("fui")

    /// Kinds that tell of a user who is active.
    public static let logins: [LogType] = [.login, .passwordExchange, .codeExchange, .silentLogin]
}
