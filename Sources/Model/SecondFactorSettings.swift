import Contract
import OrderedCollections
import Storage

extension SecuritySetting {
    /// The enabled second factors, by name.
    public static let factors = SecuritySetting("guardian-factors", initially: [:])
    /// The policies for requiring second factors, under `policies`.
    public static let multifactorPolicies = SecuritySetting("guardian-policies", initially: ["policies": []])
    /// The provider of text messages, under `provider`.
    public static let phoneProvider = SecuritySetting("guardian-phone-provider", initially: ["provider": "auth0"])
    /// The Twilio account for second factors.
    public static let twilio = SecuritySetting("guardian-twilio", isSecret: true, initially: [:])
    /// The Liquid templates of text messages.
    public static let phoneTemplates = SecuritySetting(
        "guardian-phone-templates",
        initially: [
            "enrollment_message": "{{code}} is your code to set up your second factor at {{tenant.friendly_name}}",
            "verification_message": "{{code}} is your code to log in at {{tenant.friendly_name}}",
        ])
}

extension Transaction {
    /// Returns the types of authentication methods that the tenant has enabled as second factors.
    public func usableFactors() throws -> Set<String> {
        let switches = try security(.factors)
        let usable = Self.factorNames.filter { switches[$0.value]?.bool ?? false }
        return Set(usable.keys)
    }

    /// Whether all users need a second factor, even those without one.
    public func demandsSecondFactors() throws -> Bool {
        try security(.multifactorPolicies)["policies"]?.strings?.contains("all-applications") ?? false
    }

    /// The names of factors by type of authentication method.
    private static var factorNames: [String: String] {
        [
            "totp": "otp", "phone": "sms", "push": "push-notification", "webauthn-roaming": "webauthn-roaming",
            "webauthn-platform": "webauthn-platform", "duo": "duo", "email": "email",
            "recovery-code": "recovery-code",
        ]
    }

    /// Returns the second factor of any user by the last part of its identifier.
    public func authenticator(_ device: String) throws -> AuthenticationMethodRow? {
        let ids = AuthenticationMethodRow.authenticators.map { "\($0)|\(device)" }
        return try row(
            "SELECT * FROM authentication_methods WHERE tenant = \(tenant) AND id IN \(list: ids)\(.forUpdate)"
        ).map({ try AuthenticationMethodRow(row: $0, in: self) })
    }
}
