import Contract
import Events
import HTTPTypes
import Model
import Secrets
import Serving
import Storage
import Triggers

/// A token request of an application that is known.
struct TokenRequest: Sendable {
    let parameters: TokenParameters
    let client: AuthenticatedClient
    let tenant: TenantContext
    let services: Services
    private let request: IncomingRequest
    /// From where the user asks, as far as the application may say so.
    let origin: LoggedEvent.Origin
    /// When it was made; one moment for all that it does.
    let now: Timestamp
    /// What actions know the protocol by, where a person at a page logs in.
    let protocolAtPage: String?
    /// Whether nobody is to see a page.
    let isSilent: Bool
    /// Whether a person at a page logs in: what comes of it is a session, and the log tells of the login alone.
    var isAtPage: Bool { protocolAtPage != nil }
    /// Whether actions can send the user elsewhere.
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

    /// A parameter that must be there.
    func required(_ name: String) throws(OAuthError) -> String {
        guard let value = parameters[name] else { throw .missing(name) }
        return value
    }

    /// Whether the user need not show a second factor, because this browser has shown one not long ago.
    func isRememberedBrowser(of user: UserID, in transaction: Transaction) throws -> Bool {
        guard isAtPage, let secret = Cookies(request)[Cookies.rememberedBrowser] else { return false }
        return try transaction.isRememberedBrowser(secretDigest(secret), of: user, at: now)
    }

    /// `secretDigest(_:)` of the secret of the browser that somebody logs in with; `nil` where there is none.
    var browserDigest: String? { isAtPage ? Cookies(request)[Cookies.browser].map(secretDigest) : nil }

    /// Who asks, as sessions and refresh tokens remember it.
    var sighting: DeviceTrace.Sighting { DeviceTrace.Sighting(ip: origin.ip, userAgent: origin.userAgent) }

    /// The request, as actions see it.
    var seenByActions: JSON { request.seenByActions(from: origin, body: parameters.seenByActions) }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await services.store.read(tenant.id, body) }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await services.store.write(tenant.id, body) }
}

extension TokenRequest {
    /// Something that this request makes happen.
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

    /// Writes down that no token was issued.
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
    /// Whether this can be an IP address.
    fileprivate var isAddress: Bool {
        (2...45).contains(utf8.count) && utf8.allSatisfy { "0123456789abcdefABCDEF:.".utf8.contains($0) }
    }
}

extension HTTPField.Name {
    fileprivate static let auth0ForwardedFor = HTTPField.Name(known: "auth0-forwarded-for")
}
