// Mails that the server sends to people: what they say, the outbox that they wait in, and who takes them to the world.

/// What a mail is for, under the name of its template.
public enum MailKind: String, Sendable, CaseIterable {
    case verifyEmail = "verify_email"
    case verifyEmailByCode = "verify_email_by_code"
    case resetEmail = "reset_email"
    case resetEmailByCode = "reset_email_by_code"
    case welcome = "welcome_email"
    case blockedAccount = "blocked_account"
    case stolenCredentials = "stolen_credentials"
    case enrollment = "enrollment_email"
    case mfaCode = "mfa_oob_code"
    case userInvitation = "user_invitation"
    case asyncApproval = "async_approval"
    /// Its template is the connection's.
    case passwordless = "passwordless_code"

    /// Those that a tenant has templates of, under their names.
    public static let templated: [MailKind] = allCases.filter { $0 != .passwordless }

    /// What logs call it.
    var logName: String { self == .userInvitation ? "organization_invitation" : rawValue }
}
