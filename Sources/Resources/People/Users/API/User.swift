import Contract
import OrderedCollections

/// A user of the tenant.
public struct User: Pageable, Constrained {
    public static let listName = "users"
    public static let tellsLength = true
    public static let refusesOtherMembers = false

    /// Identifies the user, as `auth0|` and 24 hexadecimal digits.
    public var userID: UserID?
    public var email: String?
    public var emailVerified: Bool?
    public var username: String?
    /// In E.164 form, as `+15551234567`.
    public var phoneNumber: String?
    public var phoneVerified: Bool?
    public var name: String?
    public var nickname: String?
    public var givenName: String?
    public var familyName: String?
    public var picture: String?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// How the user logs in.
    public var identities: [Identity]?
    /// What the tenant keeps of the user, which the user cannot change.
    public var appMetadata: JSON?
    /// What the user may change.
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

/// One way in which a user logs in.
public struct Identity: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// The connection's name.
    public var connection: String?
    /// The user's identifier there.
    public var userID: JSON?
    /// The provider's name, as `auth0` or `google-oauth2`.
    public var provider: String?
    public var isSocial: Bool?
    /// What the provider says of the user, for identities that were linked.
    public var profileData: JSON?
    /// Only for callers with `read:user_idp_tokens`.
    public var accessToken: String?
    /// Likewise.
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

    /// Scopes that show what lets the tenant act in users' names with their providers.
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
