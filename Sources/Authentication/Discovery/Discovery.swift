import Contract
import HTTPTypes
import Serving

/// The discovery documents (OpenID Connect Discovery 1.0, RFC 8414).
struct Discovery: Sendable {
    let services: Services

    var routes: [Route] {
        [
            Route("GET", "/.well-known/openid-configuration") { request, _ in await publicly(request, configuration) },
            Route("GET", "/.well-known/oauth-authorization-server") { request, _ in
                await publicly(request, configuration)
            },
            Route("GET", "/.well-known/jwks.json") { request, _ in
                await publicly(request) { tenant in
                    ["keys": .array(try tenant.signer.published.map { try $0.publicJWK } + tenant.customSigningKeys)]
                }
            },
        ]
    }

    private func publicly(
        _ request: IncomingRequest, _ document: (TenantContext) async throws -> JSON
    ) async -> OutgoingResponse {
        do {
            var answer = OutgoingResponse(json: try await document(services.tenants.tenant(for: request)))
            answer.headers[.cacheControl] = "public, max-age=15, stale-while-revalidate=15, stale-if-error=86400"
            answer.headers[.accessControlAllowOrigin] = "*"
            return answer
        } catch {
            return OutgoingResponse(failure: error, of: services)
        }
    }

    private func configuration(_ tenant: TenantContext) async throws -> JSON {
        var members = Self.members(tenant)
        // Client libraries use the endpoint if it is listed, so it is listed only if the tenant supports it.
        if try await services.store.read(tenant.id, { try $0.supportsPushedRequests() }) {
            members["pushed_authorization_request_endpoint"] = .string(tenant.issuer + "oauth/par")
            members["require_pushed_authorization_requests"] = false
        }
        return .object(members)
    }

    private static func members(_ tenant: TenantContext) -> JSONObject {
        [
            "issuer": .string(tenant.issuer),
            "authorization_endpoint": .string(tenant.issuer + "authorize"),
            "backchannel_logout_supported": true, "backchannel_logout_session_supported": true,
            "end_session_endpoint": .string(tenant.issuer + "oidc/logout"),
            "token_endpoint": .string(tenant.issuer + "oauth/token"),
            "device_authorization_endpoint": .string(tenant.issuer + "oauth/device/code"),
            "userinfo_endpoint": .string(tenant.userInfoAudience),
            "revocation_endpoint": .string(tenant.issuer + "oauth/revoke"),
            "jwks_uri": .string(tenant.issuer + ".well-known/jwks.json"),
            "grant_types_supported": .array((TokenEndpoint.grantTypes + ["implicit"]).map(JSON.string)),
            "response_types_supported": .array(ResponseType.all.map { .string($0.text) }),
            "response_modes_supported": ["query", "fragment", "form_post", "web_message"],
            "code_challenge_methods_supported": ["S256"],
            "subject_types_supported": ["public"],
            "scopes_supported": .array((RequestedAccess.profileScopes + ["offline_access"]).map(JSON.string)),
            "claims_supported": [
                "aud", "auth_time", "email", "email_verified", "exp", "family_name", "given_name", "iat", "iss", "name",
                "nickname",
                "phone_number", "picture", "sub",
            ],
            "id_token_signing_alg_values_supported": ["HS256", "RS256", "RS512", "PS256"],
            "token_endpoint_auth_methods_supported": .array(authenticationMethods),
            "revocation_endpoint_auth_methods_supported": .array(authenticationMethods),
            "token_endpoint_auth_signing_alg_values_supported": .array(ClientKeys.algorithms.map(JSON.string)),
            "request_parameter_supported": true, "request_uri_parameter_supported": false,
            "request_object_signing_alg_values_supported": .array(ClientKeys.algorithms.map(JSON.string)),
        ]
    }

    private static let authenticationMethods: [JSON] = [
        "client_secret_basic", "client_secret_post", "private_key_jwt", "none",
    ]
}
