import Contract
import HTTPTypes
import Liquid
import Model
import Secrets
import Serving
import Storage

/// A request to a page of the hosted login.
struct LoginInteraction: Sendable {
    let authorization: AuthorizationInteraction
    /// The login's secret, which the URL or the form of each page contains.
    let state: String
    /// The grant that waits for consent; `nil` before the user is known.
    let grant: CodeGrant?
    let values: TokenParameters
    let texts: ScreenTexts
    let look: PageLook
    /// The connections that the user can choose from.
    let choices: LoginChoices
    /// The address of the invited person, if there is an invitation.
    let invitee: String?

    /// The login does not exist, or belongs to another browser.
    struct Unknown: Error {}

    var asked: AuthorizationRequest { authorization.asked }
    var services: Services { authorization.services }
    var tenant: TenantContext { authorization.tenant }
    var connection: ConnectionRow? { choices.database }
    var sending: ConnectionRow? { choices.sending }
    var allowsSignup: Bool { choices.allowsSignup }

    /// Handles a request. Errors are shown on a page or returned to the application.
    static func answer(
        _ request: IncomingRequest, _ screen: LoginScreen, _ services: Services,
        _ body: (LoginInteraction) async throws -> OutgoingResponse
    ) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let values = try TokenParameters(ofPage: request)
            guard let state = values["state"], let browser = Cookies(request)[Cookies.browser] else { throw Unknown() }
            let interaction = try await services.store.read(tenant.id) {
                try $0.interaction(request, state: state, browser: browser, values, screen, tenant, services)
            }
            do {
                return try await body(interaction)
            } catch let error as OAuthError {
                return try await interaction.authorization.refuse(error)
            }
        } catch {
            return failure(error, at: request.path, services)
        }
    }

    /// Returns the page for an error that cannot be returned to the application.
    static func failure(_ error: any Error, at path: String, _ services: Services) -> OutgoingResponse {
        switch error {
        case is Unknown:
            HTMLPage(
                title: "This page has expired",
                content: """
                    <p role="alert">It was open for too long, or this browser does not keep cookies. Please go back to the \
                    application and log in from there.</p>
                    """, status: 400
            ).answer
        case let error as OAuthError:
            HTMLPage(
                title: "This page cannot be shown",
                content: "<p role=\"alert\">\(HTMLText.escape(error.description))</p>", status: 400
            ).answer
        default: HTMLPage.failure(error, at: path, services)
        }
    }

    /// A page whose forms may redirect to the application.
    func page(_ title: String, _ content: String, status: Int = 200) -> OutgoingResponse {
        var page = HTMLPage(title: title, content: content, status: status, look: look)
        page.leadsElsewhere = true
        page.images = choices.providers.compactMap(\.icon)
        return page.answer
    }

    /// A form that continues the login.
    func form(_ action: String, _ content: String) -> String {
        """
        <form method="post" action="/u/\(action)">
        <input type="hidden" name="state" value="\(HTMLText.escape(state))">
        \(content)
        </form>
        """
    }

    func link(_ page: String) -> String { "/u/\(page)?state=\(PercentEncoding.encode(state))" }

    func alert(_ problem: String?) -> String {
        problem.map { "<p role=\"alert\" id=\"problem\">\(HTMLText.escape($0))</p>\n" } ?? ""
    }

    /// Sets the session cookie after a complete login, and responds to the application.
    func enter(_ login: (tokens: UserTokens, secrets: LoginSecrets)) async throws -> OutgoingResponse {
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
        let answer: OutgoingResponse
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
    /// Returns the login of a request to a page or of a return from a provider.
    /// - Parameters:
    ///   - state: the secret of the login.
    ///   - browser: the secret of the browser.
    /// - Throws: `LoginInteraction.Unknown` if there is no such login.
    func interaction(
        _ request: IncomingRequest, state: String, browser: String, _ values: TokenParameters, _ screen: LoginScreen,
        _ tenant: TenantContext, _ services: Services
    ) throws -> LoginInteraction {
        guard
            let login = try loginTransaction(
                secretDigest(state), browser: secretDigest(browser), at: services.clock.now),
            let client = try client(login.request.clientID)
        else { throw LoginInteraction.Unknown() }
        let authorization = AuthorizationInteraction(
            request, login.request, of: client, tenant: tenant, services: services)
        let settings = try tenantSettings()
        let organization = try authorization.login().organization(settings: settings, in: self)
        // The invitation has been accepted once the user is logged in.
        let invitation = try login.grant == nil ? authorization.login().invitation(to: organization, in: self) : nil
        return LoginInteraction(
            authorization: authorization, state: state, grant: login.grant, values: values,
            texts: try texts(of: screen, client, tenant, settings: settings), look: PageLook(try branding()),
            choices: try loginChoices(
                of: client.id, for: login.request, in: organization, isInvited: invitation != nil),
            invitee: invitation?.email)
    }

    private func texts(
        of screen: LoginScreen, _ client: ClientRow, _ tenant: TenantContext, settings: JSON
    ) throws -> ScreenTexts {
        let language = settings["enabled_locales"]?.strings?.first ?? "en"
        let variables = [
            "clientName": client.name, "companyName": settings["friendly_name"]?.string ?? tenant.host,
        ]
        // A page may show texts of another prompt, for example when the login page asks for a second factor.
        let prompts = Set(
            [screen, .loginCode, .oneTimeCode, .recoveryCode, .textedCode, .mailedCode, .factorOptions].map(\.prompt))
        let own = Dictionary(
            uniqueKeysWithValues: try prompts.map { ($0, try promptTexts($0, language: language)) })
        return ScreenTexts(screen, own: { own[$0.prompt]?[$0.name] ?? [:] }, variables: variables)
    }
}
