import Contract
import HTTPTypes
import Liquid
import Model
import Secrets
import Serving
import Storage

/// Someone who is at a page of the hosted login.
struct LoginVisit: Sendable {
    let authorization: AuthorizationVisit
    /// The secret of the login, which each page has in its address or its form.
    let state: String
    /// What the application is to get, where a user is found out already.
    let grant: CodeGrant?
    let values: TokenParameters
    let texts: ScreenTexts
    let look: PageLook
    /// The database that users log in with; `nil` where the application has none.
    let connection: ConnectionRow?
    /// What mails users codes to log in with, where there is no database.
    let mailing: ConnectionRow?
    let allowsSignup: Bool
    /// Whom the invitation is for that the visitor has.
    let invitee: String?

    /// There is no such login, or it began elsewhere.
    struct Unknown: Error {}

    var asked: AuthorizationRequest { authorization.asked }
    var services: Services { authorization.services }
    var tenant: TenantContext { authorization.tenant }

    /// Answers a request; what goes wrong is a page, or told to the application.
    static func answer(
        _ request: IncomingRequest, _ screen: LoginScreen, _ services: Services,
        _ body: (LoginVisit) async throws -> OutgoingAnswer
    ) async -> OutgoingAnswer {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let values = try TokenParameters(ofPage: request)
            guard let state = values["state"], let browser = Cookies(request)[Cookies.browser] else { throw Unknown() }
            let now = services.clock.now
            let visit = try await services.store.read(tenant.id) { transaction in
                guard
                    let login = try transaction.loginTransaction(
                        secretDigest(state), browser: secretDigest(browser), at: now),
                    let client = try transaction.client(login.request.clientID)
                else { throw Unknown() }
                let authorization = AuthorizationVisit(
                    request, login.request, of: client, tenant: tenant, services: services)
                return try transaction.visit(authorization, login.grant, state, values, screen)
            }
            do {
                return try await body(visit)
            } catch let error as OAuthError {
                return try await visit.authorization.refuse(error)
            }
        } catch is Unknown {
            return Page(
                title: "This page is no longer good",
                content: """
                    <p role="alert">It was open for too long, or this browser does not keep cookies. Please go back to the \
                    application and log in from there.</p>
                    """, status: 400
            ).answer
        } catch let error as OAuthError {
            return Page(
                title: "This page cannot be shown",
                content: "<p role=\"alert\">\(HTMLText.escape(error.description))</p>", status: 400
            ).answer
        } catch {
            return Page.failure(error, at: request.path, services)
        }
    }

    /// A page from which the browser may go on to the application.
    func page(_ title: String, _ content: String, status: Int = 200) -> OutgoingAnswer {
        var page = Page(title: title, content: content, status: status, look: look)
        page.destination = asked.redirectURI
        return page.answer
    }

    /// A form that goes on with the login.
    func form(_ action: String, _ content: String) -> String {
        """
        <form method="post" action="/u/\(action)">
        <input type="hidden" name="state" value="\(HTMLText.escape(state))">
        \(content)
        </form>
        """
    }

    func link(_ page: String) -> String { "/u/\(page)?state=\(TicketUse.escaped(state))" }

    func alert(_ problem: String?) -> String {
        problem.map { "<p role=\"alert\" id=\"problem\">\(HTMLText.escape($0))</p>\n" } ?? ""
    }

    /// Lets a user in who has shown all that there is to show.
    func enter(_ login: (tokens: UserTokens, secrets: LoginSecrets)) async throws -> OutgoingAnswer {
        if let earlier = authorization.cookies[Cookies.session] {
            try await services.store.write(tenant.id) { [now = authorization.now] transaction in
                guard let session = try transaction.session(havingDigest: secretDigest(earlier), liveAt: now) else {
                    return
                }
                try transaction.deleteReplacedSession(session.id)
            }
        }
        let session = login.tokens.session
        let end = session?.isPersistent == false ? nil : session?.expiresAt
        let cookie = NewCookie(
            name: Cookies.session, value: login.secrets.session,
            lifetime: end.map { $0.seconds - authorization.now.seconds }, isForFrames: true)
        let answer: OutgoingAnswer
        do {
            answer =
                if let code = login.tokens.recoveryCode {
                    try await recoveryCodePage(code, CodeGrant(login.tokens, asked))
                } else {
                    try await authorization.conclude(login.tokens, state: state)
                }
        } catch let error as OAuthError {
            answer = try await authorization.refuse(error)
        }
        return answer.setting([cookie], for: tenant)
    }
}

extension Transaction {
    fileprivate func visit(
        _ authorization: AuthorizationVisit, _ grant: CodeGrant?, _ state: String, _ values: TokenParameters,
        _ screen: LoginScreen
    ) throws -> LoginVisit {
        let (asked, client, settings) = (authorization.asked, authorization.client, try tenantSettings())
        let language = settings["enabled_locales"]?.strings?.first ?? "en"
        let variables = [
            "clientName": client.name, "companyName": settings["friendly_name"]?.string ?? authorization.tenant.host,
        ]
        // A page may show what belongs to another prompt: who logs in may be asked for a second factor.
        let prompts = Set([screen, .loginCode, .oneTimeCode, .recoveryCode].map(\.prompt))
        let own = Dictionary(
            uniqueKeysWithValues: try prompts.map { ($0, try promptTexts($0, language: language)) })
        let texts = ScreenTexts(screen, own: { own[$0.prompt]?[$0.name] ?? [:] }, variables: variables)
        let organization = try authorization.login().organization(settings: settings, in: self)
        let offered = try organization.map { try enabledConnections(ofOrganization: OrganizationKey($0.id)) }
        let usable = try connections(of: client.id).filter { connection in
            let isMeant = asked.connection == nil || asked.connection == connection.name
            return isMeant && offered?.contains { $0.connectionID == connection.id } ?? true
        }
        let connection = usable.first(where: \.isDatabase)
        // Who is logged in has used it.
        let invitation = try grant == nil ? authorization.login().invitation(to: organization, in: self) : nil
        let isOpen =
            invitation != nil || offered?.first { $0.connectionID == connection?.id }?.allowsSignup ?? true
        return LoginVisit(
            authorization: authorization, state: state, grant: grant, values: values, texts: texts,
            look: PageLook(try branding()), connection: connection,
            mailing: connection == nil ? usable.first(where: \.isByMail) : nil,
            allowsSignup: isOpen && connection.map { $0.options["disable_signup"]?.bool != true } ?? false,
            invitee: invitation?.email)
    }

    /// The connections that an application's users can log in with here.
    func connections(of client: ClientID) throws -> [ConnectionRow] {
        try rows(
            """
            SELECT c.id, c.name, c.strategy, c.document
            FROM connections c JOIN connection_clients e ON e.tenant = c.tenant AND e.connection_id = c.id
            WHERE c.tenant = \(tenant) AND e.client_id = \(client) AND c.strategy IN ('auth0', 'email')
            ORDER BY c.created_at, c.id
            """
        ).map { try ConnectionRow(row: $0, in: self) }
    }
}
