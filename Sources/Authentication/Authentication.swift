import Background
import Model
import Serving
import Storage

/// What applications and people call to get tokens.
public struct Authentication: Sendable {
    private let services: Services

    public init(services: Services) { self.services = services }

    public var routes: [Route] {
        // Single-page applications call these with scripts.
        let calledByPages: [Route] =
            TokenEndpoint(services: services).routes + AssociationEndpoint(services: services).routes
            + ChallengeEndpoint(services: services).routes + AuthenticatorsEndpoint(services: services).routes
            + DeviceCodeEndpoint(services: services).routes + RevocationEndpoint(services: services).routes
            + UserInfoEndpoint(services: services).routes + PushedRequestEndpoint(services: services).routes
            + PasswordlessEndpoint(services: services).routes + DatabaseEndpoints(services: services).routes
        let browsers: [Route] =
            ImpersonationEndpoint(services: services).routes + AuthorizeEndpoint(services: services).routes
            + LoginLinkPage(services: services).routes + LoginPages(services: services).routes
            + UpstreamEndpoint(services: services).routes
            + ContinueEndpoint(services: services).routes + ActivationPages(services: services).routes
            + LogoutEndpoints(services: services).routes
        let own: [Route] =
            TicketPages(services: services).routes + SelfServicePages(services: services).routes
            + EnrollmentPages(services: services).routes
        return Discovery(services: services).routes.map { $0.shared(with: .everyone) }
            + calledByPages.map { $0.shared(with: .applications) } + browsers + own
    }

    /// What does the work that is left for the background.
    public static func work(_ services: Services) -> [any BackgroundWork] {
        [BackchannelLogout(services: services)] + mailWork(services)
    }

    /// What puts mails into the outbox that were asked for.
    public static func mailWork(_ services: Services) -> [any BackgroundWork] {
        [PasswordChangeMail(services: services)]
    }

    public static var migrations: [Migration] { ClientAssertions.migrations }
    /// Run when all resources have their tables.
    public static var joiningMigrations: [Migration] {
        RevokedAccessTokens.migrations + SecondFactors.migrations + Authorizations.migrations + LoginCodes.migrations
            + PushedRequests.migrations
            + DeviceCodes.migrations + UpstreamAttempt.migrations + SuspendedLogin.migrations
    }
}
