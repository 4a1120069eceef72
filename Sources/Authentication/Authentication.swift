import Serving
import Storage

/// What applications and people call to get tokens.
public struct Authentication: Sendable {
    private let services: Services

    public init(services: Services) { self.services = services }

    public var routes: [Route] {
        Discovery(services: services).routes + TokenEndpoint(services: services).routes
            + DatabaseEndpoints(services: services).routes + TicketPages(services: services).routes
    }

    public static var migrations: [Migration] { SigningKeys.migrations + ClientAssertions.migrations }
}
