import Contract
import Crypto
import Events
import Mail
import Model
import OrderedCollections
import Phones
import Secrets
import Serving
import Storage

/// `POST /passwordless/start`: sends a code or a login link to an email address, or a code to a phone.
struct PasswordlessEndpoint: Sendable {
    let services: Services

    var routes: [Route] { [Route("POST", "/passwordless/start") { request, _ in await answer(request) }] }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let parameters = try TokenParameters(request, ignoring: ["authParams"])
            let authentication = ClientAuthentication(services: services, tenant: tenant)
            let client = try await authentication.client(request, parameters, isPublic: true)
            guard let name = parameters["connection"] else { throw OAuthError.missing("connection") }
            let found = try await services.store.read(tenant.id) { transaction in
                try transaction.connection(named: name).flatMap {
                    try $0.isPasswordless && transaction.isEnabled($0, for: client.id) ? $0 : nil
                }
            }
            guard let connection = found else {
                throw OAuthError(400, "bad.connection", "The connection does not exist, is disabled, or sends no codes")
            }
            let send = try Self.send(parameters, connection)
            let address = try Self.address(parameters, connection)
            let start = PasswordlessStart(
                connection: connection, client: client.row, origin: request.origin, tenant: tenant, services: services)
            guard send == "link" else { return OutgoingResponse(json: try await start.send(to: address)) }
            let asked = try Self.authParams(request)
            let browser = Cookies(request)[Cookies.browser] ?? services.random.token(bytes: 24)
            let link = LoginLink(
                request: try await services.store.read(tenant.id) {
                    try $0.linkRequest(asked, of: client.row, through: connection)
                }, browser: secretDigest(browser))
            return OutgoingResponse(json: try await start.send(to: address, in: link))
                .setting([.browser(browser)], for: tenant)
        } catch {
            return OutgoingResponse(failure: error, of: services)
        }
    }

    /// Returns `code` or `link`; links cannot be sent to phones.
    private static func send(_ parameters: TokenParameters, _ connection: ConnectionRow) throws(OAuthError) -> String {
        let send = parameters["send"] ?? (connection.isByMail ? "link" : "code")
        guard ["code", "link"].contains(send) else {
            throw OAuthError(400, "bad.send", "send must be \"code\" or \"link\"")
        }
        guard connection.isByMail || send == "code" else {
            throw OAuthError(400, "bad.send", "send must be \"code\" where codes are sent to phones")
        }
        return send
    }

    private static func address(
        _ parameters: TokenParameters, _ connection: ConnectionRow
    ) throws(OAuthError) -> String {
        let name = connection.addressName
        guard let address = parameters[name].flatMap(connection.loginAddress) else {
            throw OAuthError(400, "bad.\(name)", "error in \(name) - \(name) format validation failed")
        }
        return address
    }

    /// Returns the parameters of a login link, which only JSON requests can have.
    private static func authParams(_ request: IncomingRequest) throws -> JSON? {
        guard request.mediaType == "application/json" else { return nil }
        let asked = try JSON(parsing: request.body)["authParams"]
        guard asked == nil || asked?.isNull == true || asked?.object != nil else {
            throw OAuthError.invalidRequest("authParams must be an object")
        }
        return asked
    }
}

/// A request to send a code.
struct PasswordlessStart: Sendable {
    let connection: ConnectionRow
    let client: ClientRow
    let origin: LoggedEvent.Origin
    let tenant: TenantContext
    let services: Services

    /// Sends a code. The response does not reveal whether the user exists.
    /// - Parameter link: the login link that contains the code; `nil` if the user enters the code.
    /// - Throws: `OAuthError` with status 429 if too many codes were sent.
    func send(to address: String, in link: LoginLink? = nil) async throws -> JSON {
        let now = services.clock.now
        let code = link == nil ? connection.loginCode(services.random) : services.random.token(bytes: 32)
        let place = link.map { _ in url(code, address) }
        let mail = MailSending(tenant, services, now: now)
        let phone = PhoneSending(tenant, services, now: now)
        let event = event(link == nil ? .codeSent : .linkSent, address, at: now)
        try await services.store.write(tenant.id) { [ids = services.logIDs, origin] transaction in
            guard try transaction.take(.passwordlessPerCaller, from: origin.ip, at: now) else {
                throw OAuthError(429, "too_many_requests", "Too many codes were asked for from here. Try again later.")
            }
            let identity = try transaction.identity(ofAddress: address, in: connection)
            let user = try identity.flatMap { try transaction.userIfThere($0.userID) }
            guard try transaction.setLoginCode(code, of: address, connection, for: client.id, in: link, at: now)
            else {
                throw OAuthError(429, "too_many_requests", "Too many codes were sent to this address. Try again later.")
            }
            // Users who cannot log in receive no code, and the response does not reveal that.
            if user == nil, connection.options["disable_signup"]?.bool == true { return }
            if connection.isByMail {
                try transaction.sendLoginCode(
                    code, link: place, to: address, user, connection, for: MailParty(clientID: client.id), mail)
            } else {
                try transaction.sendLoginCode(
                    code, toPhone: address, user, connection, for: client.id, until: now + connection.codeLife, phone)
            }
            try transaction.emit(event, ids)
        }
        services.wakeSignal.notify()
        // The identifier is derived from the address, because it must not reveal whether the user exists.
        let id = Hexadecimal.text(SHA256.hash(data: Array("\(connection.id)\n\(address)".utf8)).prefix(12))
        return ["_id": .string(id), connection.addressName: .string(address), connection.verifiedName: false]
    }

    private func event(_ type: LogType, _ address: String, at now: Timestamp) -> LoggedEvent {
        var event = LoggedEvent(type, at: now, from: origin)
        event.clientID = client.id.value
        event.clientName = client.name
        event.connection = connection.name
        event.connectionID = connection.id
        event.strategy = connection.strategy
        event.strategyType = "passwordless"
        event.userName = address
        return event
    }

    private func url(_ code: String, _ email: String) -> String {
        TicketUse.url(
            tenant.issuer + LoginLinkPage.path,
            with: [("connection", connection.name), ("email", email), ("verification_code", code)])
    }
}
