import Contract
import Events
import HTTPTypes
import Model
import Secrets
import Serving
import Storage
import Triggers

/// A token request, or a login on a page, of a known application.
struct TokenRequest: Sendable {
    let parameters: TokenParameters
    let client: AuthenticatedClient
    let tenant: TenantContext
    let services: Services
    private let request: IncomingRequest
    /// The origin of the request; a trusted application may name the user's IP address.
    let origin: LoggedEvent.Origin
    /// The time of the request, which all its steps share.
    let now: Timestamp
    /// The name of the protocol in actions, for logins on pages; `nil` at the token endpoint.
    let protocolAtPage: String?
    /// Whether the login must not show a page (`prompt=none`).
    let isSilent: Bool
    /// Whether the user logs in on a page: such a login creates a session, and its log events describe only the login.
    var isAtPage: Bool { protocolAtPage != nil }
    /// Whether actions can redirect the user.
    var canRedirect: Bool { isAtPage && !isSilent }

    init(
        _ request: IncomingRequest, _ parameters: TokenParameters, of client: AuthenticatedClient,
        tenant: TenantContext, services: Services, protocolAtPage: String? = nil, isSilent: Bool = false
    ) {
        self.protocolAtPage = protocolAtPage
        self.isSilent = isSilent
        self.request = request
        self.parameters = parameters
        self.client = client
        self.tenant = tenant
        self.services = services
        var origin = request.origin
        if client.isTrustedWithAddresses, let address = request.headers[.auth0ForwardedFor], address.isAddress {
            origin.ip = address
        }
        self.origin = origin
        now = services.clock.now
    }

    /// Returns a required parameter.
    func required(_ name: String) throws(OAuthError) -> String {
        guard let value = parameters[name] else { throw .missing(name) }
        return value
    }

    /// Whether the browser is remembered after a second factor of the user.
    func isRememberedBrowser(of user: UserID, in transaction: Transaction) throws -> Bool {
        guard isAtPage, let secret = Cookies(request)[Cookies.rememberedBrowser] else { return false }
        return try transaction.isRememberedBrowser(secretDigest(secret), of: user, at: now)
    }

    /// `secretDigest(_:)` of the browser's secret; `nil` if there is none.
    var browserDigest: String? { isAtPage ? Cookies(request)[Cookies.browser].map(secretDigest) : nil }

    /// The device and IP address, for sessions and refresh tokens.
    var sighting: DeviceTrace.Sighting { DeviceTrace.Sighting(ip: origin.ip, userAgent: origin.userAgent) }

    /// The request as actions see it.
    var seenByActions: JSON { request.seenByActions(from: origin, body: parameters.seenByActions) }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await services.store.read(tenant.id, body) }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await services.store.write(tenant.id, body) }
}

extension TokenRequest {
    /// Creates a log event for the request.
    func event(_ type: LogType, _ description: String = "") -> LoggedEvent {
        var event = LoggedEvent(type, at: now, from: origin)
        event.description = description
        event.clientID = client.id.value
        event.clientName = client.row.name
        event.connectionID = ""
        event.userID = ""
        event.userName = ""
        event.audience = parameters["audience"]
        event.scope = parameters["scope"]
        return event
    }

    /// Logs that no token was issued.
    func recordFailure(_ error: OAuthError, as type: LogType) async throws {
        var event = event(type, error.description)
        event.userName = parameters["username"] ?? ""
        event.connection = parameters["realm"]
        let failed = event
        let ids = services.logIDs
        try await write { try $0.emit(failure: failed, from: origin.ip, at: now, ids) }
    }
}

extension String {
    /// Whether the text looks like an IP address.
    fileprivate var isAddress: Bool {
        (2...45).contains(utf8.count) && utf8.allSatisfy { "0123456789abcdefABCDEF:.".utf8.contains($0) }
    }
}

extension HTTPField.Name {
    fileprivate static let auth0ForwardedFor = HTTPField.Name(known: "auth0-forwarded-for")
}
