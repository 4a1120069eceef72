import Contract

/// An authentication method to create.
public struct AuthenticationMethodDraft: Codable, Sendable, Constrained {
    /// The type: `phone`, `email`, `totp`, `webauthn-roaming` or `passkey`.
    public var type: AuthenticationMethodType
    public var name: String?
    /// The email address, for `email`.
    public var email: String?
    /// The phone number, for `phone`.
    public var phoneNumber: String?
    /// The preferred channel, for `phone`; `sms` by default.
    public var preferredAuthenticationMethod: PhoneChannel?
    /// The base32-encoded secret of the one-time password generator, for `totp`.
    public var totpSecret: String?
    /// The identifier of the credential, for `webauthn-roaming` and `passkey`.
    public var keyID: String?
    /// The public key of the credential, for `webauthn-roaming` and `passkey`.
    public var publicKey: String?
    /// The domain of the credential, for `webauthn-roaming` and `passkey`.
    public var relyingPartyIdentifier: String?

    public init(type: AuthenticationMethodType, name: String? = nil) {
        self.type = type
        self.name = name
    }

    enum CodingKeys: String, CodingKey {
        case type
        case name
        case email
        case phoneNumber = "phone_number"
        case preferredAuthenticationMethod = "preferred_authentication_method"
        case totpSecret = "totp_secret"
        case keyID = "key_id"
        case publicKey = "public_key"
        case relyingPartyIdentifier = "relying_party_identifier"
    }

    public static var constraints: Constraints {
        let own: Constraints = [
            "type": .one(of: "phone", "email", "totp", "webauthn-roaming", "passkey"),
            "name": .string.described("Name of the authentication method"),
            "relying_party_identifier": .string(format: .hostname).described("Domain that the credential is for"),
        ]
        return own.merging(common) { mine, _ in mine }
    }

    static var common: Constraints {
        [
            "email": .string(1..., format: .email).described("E-mail address that codes are sent to"),
            "phone_number": .string(2...30, pattern: "^\\+[0-9]+$").described("Phone number, in E.164 form"),
            "totp_secret": .string(1..., pattern: "^[A-Za-z2-7]+=*$").described("Key of the generator, in base32"),
        ]
    }
}

/// An authentication method of the set that replaces all methods of a user.
public struct AuthenticationMethodReplacement: Codable, Sendable, Constrained {
    /// The type: `phone`, `email` or `totp`.
    public var type: AuthenticationMethodType
    public var name: String?
    /// The email address, for `email`.
    public var email: String?
    /// The phone number, for `phone`.
    public var phoneNumber: String?
    /// The preferred channel, for `phone`; `sms` by default.
    public var preferredAuthenticationMethod: PhoneChannel?
    /// The base32-encoded secret of the one-time password generator, for `totp`.
    public var totpSecret: String?

    public init(type: AuthenticationMethodType, name: String? = nil) {
        self.type = type
        self.name = name
    }

    enum CodingKeys: String, CodingKey {
        case type
        case name
        case email
        case phoneNumber = "phone_number"
        case preferredAuthenticationMethod = "preferred_authentication_method"
        case totpSecret = "totp_secret"
    }

    public static var constraints: Constraints {
        let own: Constraints = [
            "type": .one(of: "phone", "email", "totp"),
            "name": .string(1...20).described("Name of the authentication method"),
        ]
        return own.merging(AuthenticationMethodDraft.common) { mine, _ in mine }
    }

    /// The same method as a draft for a single creation.
    public var draft: AuthenticationMethodDraft {
        var draft = AuthenticationMethodDraft(type: type, name: name)
        draft.email = email
        draft.phoneNumber = phoneNumber
        draft.preferredAuthenticationMethod = preferredAuthenticationMethod
        draft.totpSecret = totpSecret
        return draft
    }
}

/// The members of an update of an authentication method.
public struct AuthenticationMethodFields: Patchable, Constrained {
    public var name: String?
    /// The preferred channel, for `phone` only.
    public var preferredAuthenticationMethod: PhoneChannel?

    public init(name: String? = nil) { self.name = name }

    enum CodingKeys: String, CodingKey {
        case name
        case preferredAuthenticationMethod = "preferred_authentication_method"
    }
}
