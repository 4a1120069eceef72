import Contract
import HTTPTypes
import Model
import Secrets
import Serving
import Storage

/// `POST /oauth/revoke`, the revocation endpoint for refresh tokens (RFC 7009).
struct RevocationEndpoint: Sendable {
    let services: Services

    var routes: [Route] {
        [Route("POST", "/oauth/revoke") { request, _ in await answer(request) }]
    }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let parameters = try TokenParameters(request)
            let client = try await ClientAuthentication(services: services, tenant: tenant)
                .client(request, parameters, isPublic: true)
            let token = TokenRequest(request, parameters, of: client, tenant: tenant, services: services)
            try await token.revoke()
            return OutgoingResponse(status: 200, headers: [.cacheControl: "no-store"])
        } catch {
            return OutgoingResponse(failure: error, of: services)
        }
    }
}

extension TokenRequest {
    /// Revokes a refresh token. Unknown tokens, and those of other applications, cause no error.
    fileprivate func revoke() async throws {
        let digest = secretDigest(try required("token"))
        try await write { transaction in
            guard let token = try transaction.refreshToken(havingDigest: digest, liveAt: now),
                token.clientID == client.id, let user = try transaction.userIfThere(token.userID)
            else { return }
            let revokesGrant = try transaction.tenantSettings()["flags"]?["revoke_refresh_token_grant"]?.bool ?? false
            if revokesGrant {
                for access in token.access {
                    try transaction.endGrant(by: user.id, to: client.id, audience: access.audience)
                }
            }
            try transaction.revokeRefreshTokens(RefreshTokenSelection(ids: [token.id]))
            try transaction.emit(event(.refreshTokenRevocation, of: token, user: user), services.logIDs)
        }
    }
}
