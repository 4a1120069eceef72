/// The triggers of actions.
public enum Trigger: String, Sendable {
    case postLogin = "post-login"
    case credentialsExchange = "credentials-exchange"
    case preUserRegistration = "pre-user-registration"
    case postUserRegistration = "post-user-registration"
    case postChangePassword = "post-change-password"
}
