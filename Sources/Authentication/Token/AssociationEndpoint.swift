import Contract
import HTTPTypes
import Model
import Secrets
import Serving
import Storage

/// `POST /mfa/associate`: gives who has to prove more than a password, and has nothing to prove it with, a generator of
/// one-time codes. The first code that is shown confirms it.
struct AssociationEndpoint: Sendable {
    let services: Services

    var routes: [Route] {
        [Route("POST", "/mfa/associate") { request, _ in await answer(request) }]
    }

    private func answer(_ request: IncomingRequest) async -> OutgoingAnswer {
        do {
            let tenant = try services.tenants.tenant(for: request)
            guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else {
                throw OAuthError.unauthorized
            }
            let types = (try? JSON(parsing: request.body))?["authenticator_types"]?.strings
            guard let types, !types.isEmpty else { throw OAuthError.missing("authenticator_types") }
            guard types.contains("otp") else {
                throw OAuthError.invalidRequest("authenticator_types must have otp: other factors cannot be enrolled")
            }
            let token = String(header.dropFirst("bearer ".count))
            return OutgoingAnswer(json: try await associate(secretDigest(token), tenant), headers: [:])
        } catch {
            return OutgoingAnswer(failure: error, of: services)
        }
    }

    private func associate(_ digest: String, _ tenant: TenantContext) async throws -> JSON {
        let now = services.clock.now
        let random = services.random
        let key = random.oneTimeCodeKey()
        let code = random.recoveryCode()
        let devices = ["dev_\(random.base62(16))", "dev_\(random.base62(16))"]
        let (user, hasCode) = try await services.store.write(tenant.id) { transaction in
            let user = try transaction.requireEnrollable(digest, at: now)
            for method in try transaction.authenticationMethods(of: user.id, types: ["totp"])
            where !method.isConfirmed {
                try transaction.deleteAuthenticationMethod(method.id, of: user.id)
            }
            try transaction.insert(
                AuthenticationMethodRow(
                    device: devices[0], of: user.id, type: "totp", at: now, isConfirmed: false, secret: key))
            let needsCode = try transaction.needsRecoveryCode(user.id)
            if needsCode {
                try transaction.insert(
                    AuthenticationMethodRow(
                        device: devices[1], of: user.id, type: "recovery-code", at: now, secret: secretDigest(code)))
            }
            return (user, needsCode)
        }
        var json: JSONObject = [
            "authenticator_type": "otp", "secret": .string(key),
            "barcode_uri": .string(OneTimeCodeAddress.url(key, of: user, at: tenant)),
        ]
        if hasCode { json["recovery_codes"] = [.string(code)] }
        return .object(json)
    }
}

extension Transaction {
    /// The user of a login that waits, who may enroll: one who has nothing to prove more with.
    fileprivate func requireEnrollable(_ digest: String, at now: Timestamp) throws -> UserDocument {
        guard let pending = try pendingLogin(digest), let user = try userIfThere(pending.userID) else {
            throw OAuthError.invalidGrant("Malformed mfa_token")
        }
        guard now < pending.expiresAt else { throw OAuthError(403, "expired_token", "mfa_token is expired") }
        if user.isBlocked { throw OAuthError.userIsBlocked }
        guard try usableFactors().contains("totp") else {
            throw OAuthError.invalidRequest("One-time codes are not enabled as a second factor")
        }
        guard try !hasSecondFactor(user.id) else { throw OAuthError.accessDenied("User is already enrolled.") }
        return user
    }
}
