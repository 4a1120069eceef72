import Background
import Serving
import Storage

/// What applications and people call to get tokens.
public struct Authentication: Sendable {
    private let services: Services

    public init(services: Services) { self.services = services }

    public var routes: [Route] {
        let tokens: [Route] =
            TokenEndpoint(services: services).routes + AssociationEndpoint(services: services).routes
            + ChallengeEndpoint(services: services).routes + AuthenticatorsEndpoint(services: services).routes
            + DeviceCodeEndpoint(services: services).routes + RevocationEndpoint(services: services).routes
        let people: [Route] =
            UserInfoEndpoint(services: services).routes + ImpersonationEndpoint(services: services).routes
        let browsers: [Route] =
            AuthorizeEndpoint(services: services).routes + PushedRequestEndpoint(services: services).routes
            + PasswordlessEndpoint(services: services).routes + LoginLinkPage(services: services).routes
            + LoginPages(services: services).routes + UpstreamEndpoint(services: services).routes
            + ContinueEndpoint(services: services).routes + ActivationPages(services: services).routes
            + LogoutEndpoints(services: services).routes
        let own: [Route] =
            DatabaseEndpoints(services: services).routes + TicketPages(services: services).routes
            + SelfServicePages(services: services).routes + EnrollmentPages(services: services).routes
        return Discovery(services: services).routes + tokens + people + browsers + own
    }

    /// What does the work that is left for the background.
    public static func work(_ services: Services) -> [any BackgroundWork] { [BackchannelLogout(services: services)] }

    public static var migrations: [Migration] { ClientAssertions.migrations }
    /// Run when all resources have their tables.
    public static var joiningMigrations: [Migration] {
        SecondFactors.migrations + Authorizations.migrations + LoginCodes.migrations + PushedRequests.migrations
            + DeviceCodes.migrations + UpstreamAttempt.migrations + SuspendedLogin.migrations
    }
}
