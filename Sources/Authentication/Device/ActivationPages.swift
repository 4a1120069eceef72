import Contract
import Liquid
import Model
import Secrets
import Serving
import Storage

/// Pages on which users enter the code that a device shows, and confirm the device (RFC 8628).
struct ActivationPages: Sendable {
    /// The path of the last page.
    static let end = "device/success"

    let services: Services

    var routes: [Route] {
        [
            Route("GET", "/activate") { request, _ in await answer(request) { try await form($0, $1) } },
            Route("POST", "/activate") { request, _ in await answer(request) { try await find($0, $1) } },
            Route("GET", "/device/success") { request, _ in
                await answer(request) { try await end(.deviceAllowed, "status", $1) }
            },
            Route("GET", "/device/failure") { request, _ in
                await answer(request) { try await end(.deviceDenied, "alert", $1) }
            },
            Route("GET", "/u/device-code-confirmation") { request, _ in
                await LoginInteraction.answer(request, .deviceConfirmation, services) { try $0.confirmationForm() }
            },
            Route("POST", "/u/device-code-confirmation") { request, _ in
                await LoginInteraction.answer(request, .deviceConfirmation, services) { try await $0.decideOnDevice() }
            },
        ]
    }

    private func answer(
        _ request: IncomingRequest,
        _ body: (IncomingRequest, TenantContext) async throws -> OutgoingResponse
    ) async -> OutgoingResponse {
        do {
            return try await body(request, try services.tenants.tenant(for: request))
        } catch let error as OAuthError {
            return HTMLPage(
                title: "The device cannot be connected",
                content: "<p role=\"alert\">\(HTMLText.escape(error.description))</p>", status: error.status
            ).answer
        } catch {
            return HTMLPage.failure(error, at: request.path, services)
        }
    }

    private func form(
        _ request: IncomingRequest, _ tenant: TenantContext, problem: String? = nil, status: Int = 400
    ) async throws -> OutgoingResponse {
        let (texts, look) = try await texts(.deviceActivation, tenant)
        let code = HTMLText.escape(try TokenParameters(ofPage: request)["user_code"] ?? "")
        let alert = problem.map { "<p role=\"alert\" id=\"problem\">\(HTMLText.escape($0))</p>\n" } ?? ""
        return HTMLPage(
            title: texts.plain("title"),
            content: """
                \(alert)<p>\(texts["description"])</p>
                <form method="post" action="/activate">
                <label for="user_code">\(texts["inputCodeText"])</label>
                <input id="user_code" name="user_code" autocomplete="off" autocapitalize="characters" spellcheck="false" \
                required maxlength="64" value="\(code)"\
                \(problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"problem\"")>
                <button type="submit">\(texts["buttonText"])</button>
                </form>
                """, status: problem == nil ? 200 : status, look: look
        ).answer
    }

    /// Finds the device that shows a code, and redirects to its confirmation.
    private func find(_ request: IncomingRequest, _ tenant: TenantContext) async throws -> OutgoingResponse {
        guard let code = try TokenParameters(ofPage: request)["user_code"] else {
            return try await form(request, tenant)
        }
        let (now, ip) = (services.clock.now, request.origin.ip)
        let found: Result<(AuthorizationRequest, ClientRow), OAuthError> = try await services.store.write(tenant.id) {
            transaction in
            // User codes can be guessed like passwords, so wrong codes count as failed logins.
            let throttle = try transaction.addressThrottle()
            guard try !transaction.isBlocked(from: ip, at: now, throttle: throttle) else {
                return .failure(OAuthError(429, "too_many_requests", "Too many codes were wrong. Try again later."))
            }
            guard let asked = try transaction.device(showing: code, at: now),
                let client = try transaction.client(asked.clientID)
            else {
                try transaction.recordFailure(from: ip, at: now, throttle: throttle)
                return .failure(.invalidGrant("No device waits with this code. It may have expired."))
            }
            return .success((asked, client))
        }
        switch found {
        case .success(let (asked, client)):
            let interaction = AuthorizationInteraction(request, asked, of: client, tenant: tenant, services: services)
            return try await interaction.open(
                "device-code-confirmation", LoginTransactionRow(request: asked, grant: nil))
        case .failure(let error):
            return try await form(request, tenant, problem: error.description, status: error.status)
        }
    }

    private func end(_ screen: LoginScreen, _ role: String, _ tenant: TenantContext) async throws -> OutgoingResponse {
        let (texts, look) = try await texts(screen, tenant)
        return HTMLPage(
            title: texts.plain("title"), content: "<p role=\"\(role)\">\(texts["description"])</p>", look: look
        ).answer
    }

    private func texts(_ screen: LoginScreen, _ tenant: TenantContext) async throws -> (ScreenTexts, PageLook) {
        try await services.store.read(tenant.id) { transaction in
            let settings = try transaction.tenantSettings()
            let language = settings["enabled_locales"]?.strings?.first ?? "en"
            let own = try transaction.promptTexts(screen.prompt, language: language)
            let texts = ScreenTexts(
                screen, own: { own[$0.name] ?? [:] },
                variables: ["companyName": settings["friendly_name"]?.string ?? tenant.host])
            return (texts, PageLook(try transaction.branding()))
        }
    }
}

extension LoginScreen {
    fileprivate static let deviceActivation = LoginScreen(
        prompt: "device-flow", name: "device-code-activation",
        texts: [
            "title": "Connect a device", "description": "Type in the code that your device shows.",
            "inputCodeText": "Code", "buttonText": "Continue",
        ])
    fileprivate static let deviceAllowed = LoginScreen(
        prompt: "device-flow", name: "device-code-activation-allowed",
        texts: ["title": "Your device is connected", "description": "You can close this window."])
    fileprivate static let deviceDenied = LoginScreen(
        prompt: "device-flow", name: "device-code-activation-denied",
        texts: [
            "title": "Your device is not connected",
            "description": "You said so, or you may not log in there, or the code has expired.",
        ])
    fileprivate static let deviceConfirmation = LoginScreen(
        prompt: "device-flow", name: "device-code-confirmation",
        texts: [
            "title": "Is this your device?",
            "description": "Confirm only if the device in front of you shows this code. It will be logged in to "
                + "${clientName} as you.",
            "confirmButtonText": "Yes, connect it", "cancelButtonText": "No",
        ])
}
