import Background
import Model
import Serving
import Storage

/// The OAuth 2, OpenID Connect and authentication endpoints, and the pages of the hosted login.
public struct Authentication: Sendable {
    private let services: Services

    public init(services: Services) { self.services = services }

    public var routes: [Route] {
        // Scripts of single-page applications call these endpoints, so they allow cross-origin requests.
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

    /// The background work of authentication.
    public static func work(_ services: Services) -> [any BackgroundWork] {
        [BackchannelLogout(services: services)] + mailWork(services)
    }

    /// The background work that puts requested mails into the outbox.
    public static func mailWork(_ services: Services) -> [any BackgroundWork] {
        [PasswordChangeMail(services: services)]
    }

    public static var migrations: [Migration] { ClientAssertions.migrations }
    /// Migrations that run after those that create the tables of all resources.
    public static var joiningMigrations: [Migration] {
        RevokedAccessTokens.migrations + SecondFactors.migrations + Authorizations.migrations + LoginCodes.migrations
            + PushedRequests.migrations
            + DeviceCodes.migrations + UpstreamAttempt.migrations + SuspendedLogin.migrations
    }
}
