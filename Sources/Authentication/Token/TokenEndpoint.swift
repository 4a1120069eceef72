import Contract
import Events
import HTTPTypes
import Serving
import Storage

/// `POST /oauth/token`, the token endpoint (RFC 6749, section 3.2).
struct TokenEndpoint: Sendable {
    let services: Services

    var routes: [Route] {
        [Route("POST", "/oauth/token") { request, _ in await answer(request) }]
    }

    /// The supported grant types.
    static let grantTypes: [String] = grants.map(\.key)

    private static let grants: KeyValuePairs<String, TokenGrant> = [
        "authorization_code": TokenGrant(failure: .failedCodeExchange) { try await $0.authorizationCode() },
        "client_credentials": TokenGrant(failure: .failedClientCredentialsExchange, isPublic: false) {
            try await $0.clientCredentials()
        },
        "password": TokenGrant(failure: .failedPasswordExchange) { try await $0.password() },
        "http://auth0.com/oauth/grant-type/password-realm": TokenGrant(failure: .failedPasswordExchange) {
            try await $0.passwordRealm()
        },
        TokenRequest.oneTimeCodeGrant: TokenGrant(failure: .failedOneTimeCodeExchange) {
            try await $0.oneTimeCode()
        },
        TokenRequest.sentCodeGrant: TokenGrant(failure: .failedSentCodeExchange) { try await $0.sentCode() },
        "http://auth0.com/oauth/grant-type/mfa-recovery-code": TokenGrant(failure: .failedRecoveryCodeExchange) {
            try await $0.recoveryCode()
        },
        "http://auth0.com/oauth/grant-type/passwordless/otp": TokenGrant(failure: .failedPasswordlessExchange) {
            try await $0.passwordless()
        },
        TokenRequest.deviceGrant: TokenGrant(failure: .failedDeviceExchange) { try await $0.deviceCode() },
        "refresh_token": TokenGrant(failure: .failedRefreshTokenExchange) { try await $0.refreshToken() },
    ]

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let parameters = try TokenParameters(request)
            guard let type = parameters["grant_type"] else { throw OAuthError.missing("grant_type") }
            guard let grant = Self.grants.first(where: { $0.key == type })?.value else {
                throw OAuthError(403, "unsupported_grant_type", "Unsupported grant type: \(type)")
            }
            let json = try await issue(grant, type, request, parameters, tenant)
            return OutgoingResponse(json: json, headers: [.pragma: "no-cache"])
        } catch {
            return OutgoingResponse(failure: error, of: services)
        }
    }

    private func issue(
        _ grant: TokenGrant, _ type: String, _ request: IncomingRequest, _ parameters: TokenParameters,
        _ tenant: TenantContext
    ) async throws -> JSON {
        let authentication = ClientAuthentication(services: services, tenant: tenant)
        let client: AuthenticatedClient
        do {
            client = try await authentication.client(request, parameters, isPublic: grant.isPublic)
        } catch let error as OAuthError {
            // Failed authentications are logged only for existing applications, so that callers cannot fill the log.
            if let named = try await authentication.named(request, parameters) {
                let token = TokenRequest(request, parameters, of: named, tenant: tenant, services: services)
                try await token.recordFailure(error, as: grant.failure)
            }
            throw error
        }
        let token = TokenRequest(request, parameters, of: client, tenant: tenant, services: services)
        do {
            guard client.grantTypes.contains(type) else {
                throw OAuthError(403, "unauthorized_client", "Grant type '\(type)' not allowed for the client.")
            }
            return try await grant.issue(token)
        } catch let error as OAuthError where !error.isLogged {
            try await token.recordFailure(error, as: grant.failure)
            throw error
        }
    }
}

/// A grant type of the token endpoint.
struct TokenGrant: Sendable {
    /// The type of the log event for a failure.
    let failure: LogType
    /// Whether public applications may use the grant type.
    let isPublic: Bool
    let issue: @Sendable (TokenRequest) async throws -> JSON

    init(failure: LogType, isPublic: Bool = true, _ issue: @escaping @Sendable (TokenRequest) async throws -> JSON) {
        self.failure = failure
        self.isPublic = isPublic
        self.issue = issue
    }
}

extension HTTPField.Name {
    fileprivate static let pragma = HTTPField.Name(known: "Pragma")
}
