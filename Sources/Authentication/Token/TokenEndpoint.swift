import Contract
import HTTPTypes
import Serving
import Storage

/// `POST /oauth/token` (RFC 6749, section 3.2).
struct TokenEndpoint: Sendable {
    let services: Services

    var routes: [Route] {
        [Route("POST", "/oauth/token") { request, _ in await answer(request) }]
    }

    private func answer(_ request: IncomingRequest) async -> OutgoingAnswer {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let parameters = try TokenParameters(request)
            guard let grant = parameters["grant_type"] else {
                throw OAuthError.invalidRequest("Missing required parameter: grant_type")
            }
            guard let issue = Self.grants[grant] else {
                throw OAuthError(403, "unsupported_grant_type", "Unsupported grant type: \(grant)")
            }
            let authentication = ClientAuthentication(services: services, tenant: tenant)
            let client = try await authentication.client(request, parameters)
            guard client.grantTypes.contains(grant) else {
                throw OAuthError(
                    403, "unauthorized_client", "Grant type '\(grant)' not allowed for the client.")
            }
            let token = TokenRequest(parameters: parameters, client: client, tenant: tenant, services: services)
            var answer = OutgoingAnswer(json: try await issue(token))
            answer.headers[.pragma] = "no-cache"
            return answer
        } catch let error as OAuthError {
            return OutgoingAnswer(error)
        } catch let error as APIError {
            return OutgoingAnswer(error: error)
        } catch StorageError.unavailable(let detail) {
            services.logger.error("storage unavailable", metadata: ["detail": "\(detail)"])
            return OutgoingAnswer(OAuthError(503, "temporarily_unavailable", "The service is temporarily unavailable"))
        } catch {
            services.logger.error("token request failed", metadata: ["error": "\(error)"])
            return OutgoingAnswer(OAuthError(500, "server_error", "An internal error occurred"))
        }
    }

    /// What issues the tokens of each grant type.
    private static let grants: [String: @Sendable (TokenRequest) async throws -> JSON] = [
        "client_credentials": { try await $0.clientCredentials() }
    ]
}

extension HTTPField.Name {
    fileprivate static let pragma = HTTPField.Name(known: "Pragma")
}

/// A token request of an application that has proven who it is.
struct TokenRequest: Sendable {
    let parameters: TokenParameters
    let client: AuthenticatedClient
    let tenant: TenantContext
    let services: Services
}
