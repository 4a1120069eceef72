import Contract
import Events
import Model
import Secrets
import Serving
import Storage

/// `POST /mfa/challenge`: chooses an authenticator, and sends a code to it if needed.
struct ChallengeEndpoint: Sendable {
    let services: Services

    var routes: [Route] { [Route("POST", "/mfa/challenge") { request, _ in await answer(request) }] }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let parameters = try TokenParameters(request)
            let client = try await ClientAuthentication(services: services, tenant: tenant)
                .client(request, parameters, isPublic: true)
            let asked = TokenRequest(request, parameters, of: client, tenant: tenant, services: services)
            return OutgoingResponse(json: try await asked.challenge())
        } catch {
            return OutgoingResponse(failure: error, of: services)
        }
    }
}

extension TokenRequest {
    fileprivate func challenge() async throws -> JSON {
        let owner = secretDigest(try required("mfa_token"))
        let code = FactorCode(tenant, services, at: now, from: origin, for: client.id)
        let found: Authenticator? = try await write { transaction in
            let pending = try requirePending(owner, in: transaction)
            guard let user = try transaction.userIfThere(pending.userID) else { throw OAuthError.malformedToken }
            if user.isBlocked { throw OAuthError.userIsBlocked }
            let chosen = try choice(of: transaction.authenticators(of: user).filter(\.isActive))
            guard chosen.channel != nil else { return chosen }
            return try transaction.send(code, to: chosen, of: user, for: owner) ? chosen : nil
        }
        guard let chosen = found else { throw OAuthError.tooManyCodesSent }
        guard chosen.channel != nil else { return ["challenge_type": .string(chosen.type)] }
        services.wakeSignal.notify()
        return ["challenge_type": "oob", "oob_code": .string(code.secret), "binding_method": "prompt"]
    }

    /// Returns the authenticator that the request names, or the first one of an accepted challenge type.
    private func choice(of authenticators: [Authenticator]) throws(OAuthError) -> Authenticator {
        let shown = authenticators.filter { $0.type != "recovery-code" }
        guard !shown.isEmpty else { throw .associationRequired }
        var meant = shown
        if let id = parameters["authenticator_id"] {
            meant = shown.filter { $0.isNamed(id) }
            if meant.isEmpty {
                throw OAuthError(400, "invalid_authenticator_id", "The authenticator was not found or is not active")
            }
        }
        if let channel = parameters["oob_channel"] { meant = meant.filter { $0.channel?.rawValue == channel } }
        let wanted = parameters["challenge_type"]?.scopes ?? ["otp", "oob"]
        let grants = ["otp": Self.oneTimeCodeGrant, "oob": Self.sentCodeGrant]
        let supported = wanted.filter { type in grants[type].map(client.grantTypes.contains) ?? false }
        guard let chosen = meant.first(where: { supported.contains($0.type) }) else {
            throw .unsupportedChallengeType
        }
        return chosen
    }
}

extension OAuthError {
    fileprivate static let associationRequired = OAuthError(
        400, "association_required", "The user has no authenticator. Associate one first.")
    fileprivate static let unsupportedChallengeType = OAuthError(
        400, "unsupported_challenge_type",
        "The application supports none of the challenge types that the user is enrolled with")
}
