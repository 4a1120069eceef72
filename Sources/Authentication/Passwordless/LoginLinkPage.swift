import Contract
import Liquid
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

/// `GET /passwordless/verify_redirect`, the page of login links. It has a button because mail scanners follow links,
/// which would use up the code.
struct LoginLinkPage: Sendable {
    static let path = "passwordless/verify_redirect"

    let services: Services

    var routes: [Route] { [Route("GET", "/" + Self.path) { request, _ in await answer(request) }] }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let parameters = try TokenParameters(ofPage: request)
            guard let name = parameters["connection"], let email = parameters["email"]?.lowercased(),
                let code = parameters["verification_code"]
            else { return HTMLPage.unknownLink }
            let shown = Cookies(request)[Cookies.browser].map(secretDigest)
            let found = try await services.store.read(tenant.id) { [now = services.clock.now] transaction in
                try transaction.loginLink(code, of: email, through: name, in: shown, at: now)
            }
            guard let (asked, client, look) = found else { return HTMLPage.unknownLink }
            let interaction = AuthorizationInteraction(request, asked, of: client, tenant: tenant, services: services)
            let (state, browser) = try await interaction.keep(LoginTransactionRow(request: asked, grant: nil))
            try await services.store.write(tenant.id) { transaction in
                guard let connection = try transaction.connection(named: name) else { return }
                try transaction.bindLoginLink(to: secretDigest(browser.value), of: email, connection)
            }
            return page(email, code, state, asked, client, look).answer.setting([browser], for: tenant)
        } catch let error as OAuthError {
            return HTMLPage(
                title: "This link does not work",
                content: "<p role=\"alert\">\(HTMLText.escape(error.description))</p>", status: error.status
            ).answer
        } catch {
            return HTMLPage.failure(error, at: request.path, services)
        }
    }

    /// A form that submits the link's code like an entered one.
    private func page(
        _ email: String, _ code: String, _ state: String, _ asked: AuthorizationRequest, _ client: ClientRow,
        _ look: PageLook
    ) -> HTMLPage {
        var page = HTMLPage(
            title: "Log in",
            content: """
                <p>Continue to \(HTMLText.escape(client.name)) as <strong>\(HTMLText.escape(email))</strong>.</p>
                <form method="post" action="/u/login/code">
                <input type="hidden" name="state" value="\(HTMLText.escape(state))">
                <input type="hidden" name="email" value="\(HTMLText.escape(email))">
                <input type="hidden" name="code" value="\(HTMLText.escape(code))">
                <button type="submit">Log in</button>
                </form>
                """, look: look)
        page.leadsElsewhere = true
        return page
    }
}

extension Transaction {
    /// - Parameter browser: `secretDigest(_:)` of the browser's secret.
    /// - Throws: `OAuthError` if another browser requested the link, unless the tenant accepts links in any browser.
    fileprivate func loginLink(
        _ code: String, of email: String, through name: String, in browser: String?, at now: Timestamp
    ) throws -> (AuthorizationRequest, ClientRow, PageLook)? {
        guard let connection = try connection(named: name), connection.isByMail,
            let link = try loginLink(code, of: email, connection, at: now),
            let client = try client(link.request.clientID)
        else { return nil }
        let settings = try tenantSettings()["universal_login"]?["passwordless"]
        if settings?["allow_magiclink_verify_without_session"]?.bool != true,
            !areEqualInConstantTime(browser ?? "", link.browser)
        {
            throw OAuthError.invalidRequest("The link must be opened on the same device and browser.")
        }
        return (link.request, client, PageLook(try branding()))
    }

    /// Returns the authorization request of a login link, as for `/authorize`.
    /// - Parameter parameters: the application's parameters, which override those of the connection.
    /// - Throws: `OAuthError` if the request is not valid.
    func linkRequest(
        _ parameters: JSON?, of client: ClientRow, through connection: ConnectionRow
    ) throws -> AuthorizationRequest {
        let usual: JSONObject = ["response_type": "code"]
        let own = connection.options["authParams"]?.object ?? [:]
        let given = usual.merging(own) { $1 }.merging(parameters?.object ?? [:]) { $1 }
        if let wrong = given.first(where: { $0.value.string == nil })?.key {
            throw OAuthError.invalidRequest("Parameter \(wrong) of authParams must be a string")
        }
        guard !JSON.object(given).hasNUL else { throw OAuthError.invalidRequest("authParams has a NUL character") }
        let asked = TokenParameters(json: .object(given)).adding("client_id", client.id.value)
        var (_, request) = try addressee(asked)
        try request.read(asked, of: client)
        request.connection = connection.name
        return request
    }
}
