import Contract

/// An authentication method to create.
public struct AuthenticationMethodDraft: Codable, Sendable, Constrained {
    /// `phone`, `email`, `totp`, `webauthn-roaming` or `passkey`.
    public var type: AuthenticationMethodType
    public var name: String?
    /// Of `email`.
    public var email: String?
    /// Of `phone`.
    public var phoneNumber: String?
    /// Of `phone`; `sms` unless told.
    public var preferredAuthenticationMethod: PhoneChannel?
    /// Of `totp`: the generator's key, in base32.
    public var totpSecret: String?
    /// Of `webauthn-roaming` and `passkey`: the credential's identifier.
    public var keyID: String?
    /// Of `webauthn-roaming` and `passkey`.
    public var publicKey: String?
    /// Of `webauthn-roaming` and `passkey`: the domain that the credential is for.
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

/// One of the authentication methods to have from now on.
public struct AuthenticationMethodReplacement: Codable, Sendable, Constrained {
    /// `phone`, `email` or `totp`.
    public var type: AuthenticationMethodType
    public var name: String?
    /// Of `email`.
    public var email: String?
    /// Of `phone`.
    public var phoneNumber: String?
    /// Of `phone`; `sms` unless told.
    public var preferredAuthenticationMethod: PhoneChannel?
    /// Of `totp`: the generator's key, in base32.
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

    /// The same, as if it were created on its own.
    public var draft: AuthenticationMethodDraft {
        var draft = AuthenticationMethodDraft(type: type, name: name)
        draft.email = email
        draft.phoneNumber = phoneNumber
        draft.preferredAuthenticationMethod = preferredAuthenticationMethod
        draft.totpSecret = totpSecret
        return draft
    }
}

/// What can change of an authentication method.
public struct AuthenticationMethodFields: Patchable, Constrained {
    public var name: String?
    /// Of `phone` alone.
    public var preferredAuthenticationMethod: PhoneChannel?

    public init(name: String? = nil) { self.name = name }

    enum CodingKeys: String, CodingKey {
        case name
        case preferredAuthenticationMethod = "preferred_authentication_method"
    }
}
