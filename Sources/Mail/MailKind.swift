// Mails to users: their templates, the outbox, and the providers that send them.

/// The kind of a mail, with the name of its template.
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
    /// The template belongs to the connection.
    case passwordless = "passwordless_code"

    /// The kinds with templates that a tenant can change.
    public static let templated: [MailKind] = allCases.filter { $0 != .passwordless }

    /// The name in log events.
    var logName: String { self == .userInvitation ? "organization_invitation" : rawValue }
}
