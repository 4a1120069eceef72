import Contract
import HTTPTypes
import Liquid
import Model
import Secrets
import Serving
import Storage

/// `/authorize`, the authorization endpoint (RFC 6749, section 3.1).
struct AuthorizeEndpoint: Sendable {
    let services: Services

    var routes: [Route] {
        ["GET", "POST"].map { method in
            Route(method, "/authorize") { request, _ in await answer(request) }
        }
    }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let shown = try TokenParameters(ofPage: request)
            let pushed = try await pushed(shown, tenant)
            let signed =
                try await pushed == nil ? RequestObject(services: services, tenant: tenant).parameters(of: shown) : nil
            let parameters = pushed ?? signed ?? shown
            var (client, asked) = try await services.store.read(tenant.id) { try $0.addressee(parameters) }
            do {
                try asked.read(parameters, of: client)
                if pushed == nil { try client.requireProtection(isSigned: signed != nil) }
                let interaction = AuthorizationInteraction(
                    request, asked, of: client, tenant: tenant, services: services)
                return try await interaction.begin()
            } catch let error as OAuthError {
                return asked.answer(error)
            }
        } catch let error as OAuthError {
            // The error is shown to the user, because the redirect URI is not verified.
            return HTMLPage(
                title: "The application asked for something it may not",
                content: "<p role=\"alert\">\(HTMLText.escape(error.description))</p>", status: error.status
            ).answer
        } catch {
            return HTMLPage.failure(error, at: request.path, services)
        }
    }
}

extension Transaction {
    /// Returns the application of a request, and the request with its redirect URI.
    /// - Throws: `OAuthError`, to be shown to the user.
    func addressee(_ parameters: TokenParameters) throws -> (ClientRow, AuthorizationRequest) {
        guard let id = parameters["client_id"] else { throw OAuthError.missing("client_id") }
        guard let client = try client(ClientID(id)) else {
            throw OAuthError.invalidRequest("Unknown client: \(id)")
        }
        let allowed = AllowedURLs(client.document["callbacks"]?.strings ?? [])
        guard let named = parameters["redirect_uri"] else {
            guard let only = allowed.first else { throw OAuthError.missing("redirect_uri") }
            return (client, AuthorizationRequest(client: client, redirectURI: only, isNamed: false))
        }
        let organization = try parameters["organization"].flatMap { try self.organization(OrganizationKey($0)) }
        // Native applications listen on any free port of the loopback interface (RFC 8252, section 7.3).
        let isNative = client.document["app_type"]?.string == "native"
        guard allowed.contains(named, organization: organization?.name, ignoresLoopbackPort: isNative) else {
            throw OAuthError(
                403, "invalid_request",
                "Callback URL mismatch. \(named) is not in the list of allowed callback URLs.")
        }
        return (client, AuthorizationRequest(client: client, redirectURI: named, isNamed: true))
    }
}
