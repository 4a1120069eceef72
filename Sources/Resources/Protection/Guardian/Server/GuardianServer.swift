import Contract
import Model
import OrderedCollections
import ProtectionAPI
import Serving
import Storage

extension Guardian: ServedResource {
    /// The table of its settings is created by another resource.
    public static let migrations: [Migration] = EnrollmentTicketTable.migrations

    public func mount(on routes: inout Routes) {
        mountFactors(on: &routes)
        mountPolicies(on: &routes)
        mountEnrollments(on: &routes)
        mountEnrollmentTickets(on: &routes)
        routes.mount(GuardianSetting(.duo), get: duo, replace: setDuo, update: updateDuo)
        routes.mount(GuardianSetting(.webAuthnRoaming), get: webAuthnRoaming, replace: setWebAuthnRoaming)
        routes.mount(GuardianSetting(.webAuthnPlatform), get: webAuthnPlatform, replace: setWebAuthnPlatform)
    }

    private func mountFactors(on routes: inout Routes) {
        routes.on(factors) { call in
            let switches = try await call.read { try $0.security(.factors) }
            return FactorName.known.map {
                Factor(name: $0, enabled: switches[$0.rawValue]?.bool ?? false, trialExpired: false)
            }
        }
        routes.on(updateFactor) { call in
            try await call.write { transaction in
                try transaction.changeSecurity(.factors) { $0[call.path.rawValue] = .bool(call.body.enabled) }
            }
            return call.body
        }
    }

    private func mountPolicies(on routes: inout Routes) {
        routes.onStored(policies) { call in
            let kept = try await call.read { try $0.security(.multifactorPolicies) }
            return OperationResponse(kept["policies"] ?? [])
        }
        routes.on(updatePolicies) { call in
            let policies = JSON.array(call.body.map { .string($0.rawValue) })
            try await call.write { transaction in
                try transaction.changeSecurity(.multifactorPolicies) { $0["policies"] = policies }
            }
            return call.body
        }
    }

    private func mountEnrollments(on routes: inout Routes) {
        routes.on(enrollment) { call in
            let method = try await call.read { try $0.authenticator(call.path.value) }
            guard let method else {
                throw APIError.notFound("Enrollment not found", code: "enrollment_not_found")
            }
            return FactorEnrollment(method)
        }
        routes.on(deleteEnrollment) { call in
            try await call.write { transaction in
                guard let method = try transaction.authenticator(call.path.value) else { return }
                try transaction.deleteAuthenticationMethod(method.id, of: method.userID)
            }
            return NoContent()
        }
    }
}

extension SecuritySetting {
    fileprivate static let duo = SecuritySetting("guardian-duo", isSecret: true, initially: [:])
    fileprivate static let webAuthnRoaming = SecuritySetting(
        "guardian-webauthn-roaming", initially: ["userVerification": "preferred", "overrideRelyingParty": false])
    fileprivate static let webAuthnPlatform = SecuritySetting(
        "guardian-webauthn-platform", initially: ["overrideRelyingParty": false])
}

extension FactorEnrollment {
    /// Creates an enrollment from an authentication method.
    init(_ method: AuthenticationMethodRow) {
        self.init(id: method.device)
        status = method.isConfirmed ? "confirmed" : "pending"
        name = method.members["name"]?.string
        identifier = method.members["email"]?.string
        enrolledAt = method.createdAt
        lastAuth = method.members["last_auth_at"]?.string.flatMap(Timestamp.init)
        phoneNumber = method.members["phone_number"]?.string.map {
            String(repeating: "X", count: max(0, $0.count - 4)) + $0.suffix(4)
        }
    }
}
