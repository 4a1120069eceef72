import Contract
import Model
import Secrets
import Serving
import Storage

/// `GET /mfa/authenticators`: lists the authenticators of a user who needs a second factor.
struct AuthenticatorsEndpoint: Sendable {
    let services: Services

    var routes: [Route] { [Route("GET", "/mfa/authenticators") { request, _ in await answer(request) }] }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let token = secretDigest(try request.secondFactorToken())
            let found = try await services.store.read(tenant.id) { [now = services.clock.now] transaction in
                try transaction.authenticators(of: transaction.requirePendingUser(token, at: now))
            }
            return OutgoingResponse(json: .array(found.map(\.json)), headers: [:])
        } catch {
            return OutgoingResponse(failure: error, of: services)
        }
    }
}

extension IncomingRequest {
    /// Returns the `mfa_token` in the `Authorization` header.
    func secondFactorToken() throws(OAuthError) -> String {
        guard let header = headers[.authorization], header.lowercased().hasPrefix("bearer ") else {
            throw .unauthorized
        }
        return String(header.dropFirst("bearer ".count))
    }
}

extension Transaction {
    /// Returns the user of a pending login.
    /// - Parameter digest: `secretDigest(_:)` of the `mfa_token`.
    /// - Throws: `OAuthError` if there is no such login, it has expired, or the user is blocked.
    func requirePendingUser(_ digest: String, at now: Timestamp) throws -> UserDocument {
        guard let pending = try pendingLogin(digest), let user = try userIfThere(pending.userID) else {
            throw OAuthError.malformedToken
        }
        guard now < pending.expiresAt else { throw OAuthError.expiredToken }
        if user.isBlocked { throw OAuthError.userIsBlocked }
        return user
    }
}
