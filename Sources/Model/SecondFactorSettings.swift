import Contract
import OrderedCollections
import Storage

extension SecuritySetting {
    /// Which second factors can be used, by their names.
    public static let factors = SecuritySetting("guardian-factors", initially: [:])
    /// When second factors are asked for, under `policies`.
    public static let multifactorPolicies = SecuritySetting("guardian-policies", initially: ["policies": []])
    /// Who sends messages to phones, under `provider`.
    public static let phoneProvider = SecuritySetting("guardian-phone-provider", initially: ["provider": "auth0"])
    /// The account at Twilio's that is for second factors alone.
    public static let twilio = SecuritySetting("guardian-twilio", isSecret: true, initially: [:])
    /// What messages to phones say, in the language Liquid.
    public static let phoneTemplates = SecuritySetting(
        "guardian-phone-templates",
        initially: [
            "enrollment_message": "{{code}} is your code to set up your second factor at {{tenant.friendly_name}}",
            "verification_message": "{{code}} is your code to log in at {{tenant.friendly_name}}",
        ])
}

extension Transaction {
    /// The types of authentication methods that the tenant lets users prove with who they are, as a second factor.
    public func usableFactors() throws -> Set<String> {
        let switches = try security(.factors)
        let usable = Self.factorNames.filter { switches[$0.value]?.bool ?? false }
        return Set(usable.keys)
    }

    /// Whether everybody needs a second factor, also who has none yet.
    public func demandsSecondFactors() throws -> Bool {
        try security(.multifactorPolicies)["policies"]?.strings?.contains("all-applications") ?? false
    }

    /// What the factor is called that authentication methods of a type are.
    private static var factorNames: [String: String] {
        [
            "totp": "otp", "phone": "sms", "push": "push-notification", "webauthn-roaming": "webauthn-roaming",
            "webauthn-platform": "webauthn-platform", "duo": "duo", "email": "email",
            "recovery-code": "recovery-code",
        ]
    }

    /// The second factor of a user, whoever that is, by the last part of its identifier.
    public func authenticator(_ device: String) throws -> AuthenticationMethodRow? {
        let ids = AuthenticationMethodRow.authenticators.map { "\($0)|\(device)" }
        return try row(
            "SELECT * FROM authentication_methods WHERE tenant = \(tenant) AND id IN \(list: ids)\(.forUpdate)"
        ).map({ try AuthenticationMethodRow(row: $0, in: self) })
    }
}
