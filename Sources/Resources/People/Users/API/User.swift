import Contract
import OrderedCollections

/// A user of the tenant.
public struct User: Pageable, Constrained {
    public static let listName = "users"
    public static let tellsLength = true
    public static let refusesOtherMembers = false

    /// The identifier of the user, such as `auth0|` followed by 24 hexadecimal digits.
    public var userID: UserID?
    public var email: String?
    public var emailVerified: Bool?
    public var username: String?
    /// The phone number in E.164 format, such as `+15551234567`.
    public var phoneNumber: String?
    public var phoneVerified: Bool?
    public var name: String?
    public var nickname: String?
    public var givenName: String?
    public var familyName: String?
    public var picture: String?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// The identities with which the user logs in.
    public var identities: [Identity]?
    /// Metadata that the user cannot change.
    public var appMetadata: JSON?
    /// Metadata that the user can change.
    public var userMetadata: JSON?
    public var blocked: Bool?
    public var lastIP: String?
    public var lastLogin: Timestamp?
    public var lastPasswordReset: Timestamp?
    public var loginsCount: Int?
    public var multifactor: [String]?

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case email
        case emailVerified = "email_verified"
        case username
        case phoneNumber = "phone_number"
        case phoneVerified = "phone_verified"
        case name
        case nickname
        case givenName = "given_name"
        case familyName = "family_name"
        case picture
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case identities
        case appMetadata = "app_metadata"
        case userMetadata = "user_metadata"
        case blocked
        case lastIP = "last_ip"
        case lastLogin = "last_login"
        case lastPasswordReset = "last_password_reset"
        case loginsCount = "logins_count"
        case multifactor
    }
}

/// An identity with which a user logs in.
public struct Identity: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// The name of the connection.
    public var connection: String?
    /// The identifier of the user at the provider.
    public var userID: JSON?
    /// The name of the provider, such as `auth0` or `google-oauth2`.
    public var provider: String?
    public var isSocial: Bool?
    /// The profile from the provider, for linked identities.
    public var profileData: JSON?
    /// The access token of the identity provider. Only for callers with `read:user_idp_tokens`.
    public var accessToken: String?
    /// The refresh token of the identity provider. Only for callers with `read:user_idp_tokens`.
    public var refreshToken: String?

    enum CodingKeys: String, CodingKey {
        case connection
        case userID = "user_id"
        case provider
        case isSocial
        case profileData
        case accessToken = "access_token"
        case refreshToken = "refresh_token"
    }
}

extension User: AccessControlled {
    public static let access = MemberAccess(
        readers: [
            "identities.access_token": tokenReaders, "identities.access_token_secret": tokenReaders,
            "identities.refresh_token": tokenReaders,
        ])

    /// The scopes that allow reading the tokens of identity providers.
    public static let tokenReaders: Set<String> = ["read:user_idp_tokens"]
}

extension UserFields: AccessControlled {
    public static let access = MemberAccess(
        setting: [
            "update:users_app_metadata": ["app_metadata", "user_metadata"],
            "update:current_user_metadata": ["user_metadata"],
        ])
}

extension Identity: AccessControlled {
    public static let access = MemberAccess(
        readers: [
            "access_token": User.tokenReaders, "access_token_secret": User.tokenReaders,
            "refresh_token": User.tokenReaders,
        ])
}
