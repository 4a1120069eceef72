import Contract
import Events
import Model
import Secrets
import Serving
import Storage

extension TokenRequest {
    static let deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

    /// Exchanges a device code for tokens once the user has approved it (RFC 8628, section 3.4).
    func deviceCode() async throws -> JSON {
        let digest = secretDigest(try required("device_code"))
        let secrets = LoginSecrets(tenant, services, at: now)
        let outcome: Result<UserTokens, OAuthError> = try await write { transaction in
            // The time of the poll must be stored, so the transaction must not throw.
            do {
                return .success(try exchange(device: digest, secrets, in: transaction))
            } catch let error as OAuthError {
                // Pending polls are not logged, because devices poll all the time.
                if ![OAuthError.authorizationPending, .slowDown].contains(where: { $0.error == error.error }) {
                    try transaction.emit(event(.failedDeviceExchange, error.description), services.logIDs)
                }
                return .failure(error.logged)
            }
        }
        return try outcome.get().answer(tenant, identifier: services.random.base62(22), now: now)
    }

    private func exchange(
        device digest: String, _ secrets: LoginSecrets, in transaction: Transaction
    ) throws -> UserTokens {
        guard let device = try transaction.device(digest), device.request.clientID == client.id else {
            throw OAuthError.invalidGrant("Invalid or expired device code.")
        }
        if let polledAt = device.polledAt, now < polledAt + DeviceCodeRow.interval {
            try transaction.notePoll(ofDevice: digest, at: now)
            throw OAuthError.slowDown
        }
        if device.refusal != nil || now >= device.expiresAt {
            // The result is returned only once.
            try transaction.deleteDevice(digest)
            throw device.refusal.map(OAuthError.accessDenied)
                ?? OAuthError(403, "expired_token", "The device code has expired.")
        }
        guard let grant = device.grant else {
            try transaction.notePoll(ofDevice: digest, at: now)
            throw OAuthError.authorizationPending
        }
        try transaction.deleteDevice(digest)
        return try redeem(grant, in: nil, as: .deviceExchange, secrets, in: transaction)
    }
}

extension OAuthError {
    fileprivate static let authorizationPending = OAuthError(
        403, "authorization_pending", "User has yet to authorize device code.")
    fileprivate static let slowDown = OAuthError(
        429, "slow_down",
        "You are polling faster than the specified interval of \(DeviceCodeRow.interval.components.seconds) seconds.")
}
