import Contract
import Crypto
import Events
import Mail
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

/// `POST /passwordless/start`: sends a code or a link to whoever has an address.
struct PasswordlessEndpoint: Sendable {
    let services: Services

    var routes: [Route] { [Route("POST", "/passwordless/start") { request, _ in await answer(request) }] }

    private func answer(_ request: IncomingRequest) async -> OutgoingAnswer {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let parameters = try TokenParameters(request, ignoring: ["authParams"])
            let authentication = ClientAuthentication(services: services, tenant: tenant)
            let client = try await authentication.client(request, parameters, isPublic: true)
            guard let name = parameters["connection"] else { throw OAuthError.missing("connection") }
            let found = try await services.store.read(tenant.id) { transaction in
                try transaction.connection(named: name).flatMap {
                    try $0.isByMail && transaction.isEnabled($0, for: client.id) ? $0 : nil
                }
            }
            guard let connection = found else {
                throw OAuthError(400, "bad.connection", "The connection does not exist, is disabled, or sends no mails")
            }
            let send = parameters["send"] ?? "link"
            guard ["code", "link"].contains(send) else {
                throw OAuthError(400, "bad.send", "send must be \"code\" or \"link\"")
            }
            guard let email = parameters["email"], Format.email.accepts(email) else {
                throw OAuthError(400, "bad.email", "error in email - email format validation failed")
            }
            let start = PasswordlessStart(
                connection: connection, client: client.row, origin: request.origin, tenant: tenant, services: services)
            guard send == "link" else { return OutgoingAnswer(json: try await start.send(to: email.lowercased())) }
            let asked = try Self.authParams(request)
            let browser = Cookies(request)[Cookies.browser] ?? services.random.token(bytes: 24)
            let link = LoginLink(
                request: try await services.store.read(tenant.id) {
                    try $0.linkRequest(asked, of: client.row, through: connection)
                }, browser: secretDigest(browser))
            return OutgoingAnswer(json: try await start.send(to: email.lowercased(), in: link))
                .setting([.browser(browser)], for: tenant)
        } catch {
            return OutgoingAnswer(failure: error, of: services)
        }
    }

    /// What a link is for; forms have no place for it.
    private static func authParams(_ request: IncomingRequest) throws -> JSON? {
        guard request.mediaType == "application/json" else { return nil }
        let asked = try JSON(parsing: request.body)["authParams"]
        guard asked == nil || asked?.isNull == true || asked?.object != nil else {
            throw OAuthError.invalidRequest("authParams must be an object")
        }
        return asked
    }
}

/// A code that is to be sent.
struct PasswordlessStart: Sendable {
    let connection: ConnectionRow
    let client: ClientRow
    let origin: LoggedEvent.Origin
    let tenant: TenantContext
    let services: Services

    /// Sends a code. The answer does not tell whether anybody has the address.
    /// - Parameter link: where the code is in a link.
    /// - Throws: `OAuthError`, 429, where too many were sent there.
    func send(to email: String, in link: LoginLink? = nil) async throws -> JSON {
        let now = services.clock.now
        let code = link == nil ? connection.loginCode(services.random) : services.random.token(bytes: 32)
        let address = link.map { _ in url(code, email) }
        let sending = MailSending(tenant, services, now: now)
        var event = LoggedEvent(link == nil ? .codeSent : .linkSent, at: now, from: origin)
        event.clientID = client.id.value
        event.clientName = client.name
        event.connection = connection.name
        event.connectionID = connection.id
        event.strategy = connection.strategy
        event.strategyType = "passwordless"
        event.userName = email
        try await services.store.write(tenant.id) { [event, ids = services.logIDs] transaction in
            let identity = try transaction.identity(ofEmail: email, in: connection.id)
            let user = try identity.flatMap { try transaction.userIfThere($0.userID) }
            guard try transaction.setLoginCode(code, of: email, connection, in: link, at: now) else {
                throw OAuthError(429, "too_many_requests", "Too many codes were sent to this address. Try again later.")
            }
            // Who cannot log in with a code is sent none, and is not told that.
            if user == nil, connection.options["disable_signup"]?.bool == true { return }
            try transaction.sendLoginCode(
                code, link: address, to: email, user, connection, for: MailParty(clientID: client.id), sending)
            try transaction.emit(event, ids)
        }
        services.bell.ring()
        // There may be no user yet, and nobody is told whether there is.
        let id = Hexadecimal.text(SHA256.hash(data: Array("\(connection.id)\n\(email)".utf8)).prefix(12))
        return ["_id": .string(id), "email": .string(email), "email_verified": false]
    }

    private func url(_ code: String, _ email: String) -> String {
        TicketUse.url(
            tenant.issuer + LoginLinkPage.path,
            with: [("connection", connection.name), ("email", email), ("verification_code", code)])
    }
}
