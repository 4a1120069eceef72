import Contract
import HTTPTypes
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

/// `POST /mfa/associate`: enrolls an authenticator app, a phone or an email address of a user who needs a second factor
/// and has none. The first code confirms the enrollment.
struct AssociationEndpoint: Sendable {
    let services: Services

    var routes: [Route] {
        [Route("POST", "/mfa/associate") { request, _ in await answer(request) }]
    }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let association = Association(
                owner: secretDigest(try request.secondFactorToken()), request: request, tenant: tenant,
                services: services, now: services.clock.now)
            guard let body = try? JSON(parsing: request.body), body.object != nil else {
                throw OAuthError.invalidRequest("The body is not a JSON object")
            }
            guard let types = body["authenticator_types"]?.strings, !types.isEmpty else {
                throw OAuthError.missing("authenticator_types")
            }
            if types.contains("otp") { return OutgoingResponse(json: try await association.generator(), headers: [:]) }
            guard types.contains("oob") else {
                throw OAuthError.invalidRequest(
                    "authenticator_types must have otp or oob: other factors cannot be enrolled")
            }
            return OutgoingResponse(json: try await association.sentCodes(body), headers: [:])
        } catch {
            return OutgoingResponse(failure: error, of: services)
        }
    }
}

/// The enrollment of a second factor during a login.
private struct Association: Sendable {
    /// `secretDigest(_:)` of the `mfa_token`.
    let owner: String
    let request: IncomingRequest
    let tenant: TenantContext
    let services: Services
    let now: Timestamp

    /// Enrolls an authenticator app (TOTP).
    func generator() async throws -> JSON {
        let key = services.random.oneTimeCodeKey()
        let method = NewMethod(type: "totp", device: device(), secret: key, at: now)
        let code = RecoveryCode(device: device(), code: services.random.recoveryCode())
        let (user, hasCode) = try await services.store.write(tenant.id) { transaction in
            let user = try transaction.requireEnrollable(owner, type: "totp", at: now)
            _ = try transaction.enroll(method, of: user)
            return (user, try transaction.insertIfNeeded(code, of: user, at: now))
        }
        var json: JSONObject = [
            "authenticator_type": "otp", "secret": .string(key),
            "barcode_uri": .string(OneTimeCodeAddress.url(key, of: user, at: tenant)),
        ]
        if hasCode { json["recovery_codes"] = [.string(code.code)] }
        return .object(json)
    }

    /// Enrolls a phone or an email address that codes are sent to.
    func sentCodes(_ body: JSON) async throws -> JSON {
        let (channel, address) = try place(body)
        let type = channel == .sms ? "phone" : "email"
        let members: JSONObject =
            channel == .sms
            ? ["phone_number": .string(address), "preferred_authentication_method": "sms"] : ["email": .string(address)]
        let method = NewMethod(type: type, device: device(), members: members, at: now)
        let recovery = RecoveryCode(device: device(), code: services.random.recoveryCode())
        // The application is read from the pending login.
        let sending = FactorCode(tenant, services, at: now, from: request.origin, for: nil)
        let hasCode: Bool? = try await services.store.write(tenant.id) { transaction in
            let user = try transaction.requireEnrollable(owner, type: type, at: now)
            let row = try transaction.enroll(method, of: user)
            guard let authenticator = Authenticator(row),
                try transaction.send(sending, to: authenticator, of: user, for: owner, isNew: true)
            else { return nil }
            return try transaction.insertIfNeeded(recovery, of: user, at: now)
        }
        guard let hasCode else { throw OAuthError.tooManyCodesSent }
        services.wakeSignal.notify()
        var json: JSONObject = [
            "authenticator_type": "oob", "binding_method": "prompt", "oob_channel": .string(channel.rawValue),
            "oob_code": .string(sending.secret),
        ]
        if hasCode { json["recovery_codes"] = [.string(recovery.code)] }
        return .object(json)
    }

    /// Returns the channel and the address that codes are sent to.
    private func place(_ body: JSON) throws(OAuthError) -> (Authenticator.Channel, String) {
        guard let channels = body["oob_channels"]?.strings, !channels.isEmpty else { throw .missing("oob_channels") }
        guard let channel = channels.lazy.compactMap(Authenticator.Channel.init(rawValue:)).first else {
            throw .invalidRequest("oob_channels must have sms or email: other channels cannot be enrolled")
        }
        switch channel {
        case .sms:
            guard let given = body["phone_number"]?.string else { throw .missing("phone_number") }
            guard let number = PhoneNumber.normal(given) else {
                throw .invalidRequest("phone_number must be in the form +15551234567")
            }
            return (channel, number)
        case .email:
            guard let given = body["email"]?.string else { throw .missing("email") }
            guard Format.email.accepts(given) else { throw .invalidRequest("email is not an email address") }
            return (channel, given.lowercased())
        }
    }

    private func device() -> String { "dev_\(services.random.base62(16))" }
}

/// An authentication method that is not confirmed yet.
private struct NewMethod: Sendable {
    let type: String
    let device: String
    var secret: String?
    var members: JSONObject = [:]
    let at: Timestamp
}

/// A recovery code.
private struct RecoveryCode: Sendable {
    let device: String
    let code: String
}

extension Transaction {
    /// Returns the user of a pending login, who may enroll only without an existing second factor.
    fileprivate func requireEnrollable(_ digest: String, type: String, at now: Timestamp) throws -> UserDocument {
        let user = try requirePendingUser(digest, at: now)
        guard try usableFactors().contains(type) else {
            let names = ["totp": "One-time codes", "phone": "Phones", "email": "Email addresses"]
            throw OAuthError.invalidRequest("\(names[type] ?? type) are not enabled as a second factor")
        }
        guard try !hasSecondFactor(user.id) else { throw OAuthError.accessDenied("User is already enrolled.") }
        return user
    }

    /// Inserts a method, which replaces unconfirmed ones of its type.
    fileprivate func enroll(_ new: NewMethod, of user: UserDocument) throws -> AuthenticationMethodRow {
        for method in try authenticationMethods(of: user.id, types: [new.type]) {
            if method.isConfirmed, method.members["email"] == new.members["email"] {
                throw OAuthError.accessDenied("User is already enrolled.")
            }
            if !method.isConfirmed { try deleteAuthenticationMethod(method.id, of: user.id) }
        }
        let method = AuthenticationMethodRow(
            device: new.device, of: user.id, type: new.type, at: new.at, isConfirmed: false, secret: new.secret,
            members: new.members)
        try insert(method)
        return method
    }

    /// Inserts a recovery code if the user has none.
    /// - Returns: whether it was inserted.
    fileprivate func insertIfNeeded(_ code: RecoveryCode, of user: UserDocument, at now: Timestamp) throws -> Bool {
        guard try needsRecoveryCode(user.id) else { return false }
        try insert(
            AuthenticationMethodRow(
                device: code.device, of: user.id, type: "recovery-code", at: now, secret: secretDigest(code.code)))
        return true
    }
}
