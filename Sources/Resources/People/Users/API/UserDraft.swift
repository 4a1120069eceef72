import Contract
import OrderedCollections

/// A user to create.
public struct UserDraft: Codable, Sendable, Constrained {
    /// The name of the connection that the user logs in with.
    public var connection: String
    /// The part of the identifier after the `|`; made up unless given.
    public var userID: String?
    public var email: String?
    public var emailVerified: Bool?
    /// Whether a mail asks the user to confirm the address.
    public var verifyEmail: Bool?
    public var username: String?
    public var phoneNumber: String?
    public var phoneVerified: Bool?
    public var password: String?
    public var name: String?
    public var nickname: String?
    public var givenName: String?
    public var familyName: String?
    public var picture: String?
    public var blocked: Bool?
    public var userMetadata: JSON?
    public var appMetadata: JSON?

    public init(connection: String, email: String? = nil, password: String? = nil) {
        self.connection = connection
        self.email = email
        self.password = password
    }

    enum CodingKeys: String, CodingKey {
        case connection
        case userID = "user_id"
        case email
        case emailVerified = "email_verified"
        case verifyEmail = "verify_email"
        case username
        case phoneNumber = "phone_number"
        case phoneVerified = "phone_verified"
        case password
        case name
        case nickname
        case givenName = "given_name"
        case familyName = "family_name"
        case picture
        case blocked
        case userMetadata = "user_metadata"
        case appMetadata = "app_metadata"
    }

    public static let otherMembersHint: String? = UserConstraints.hint

    public static var constraints: Constraints {
        let own: Constraints = [
            "connection": .string(1...).described("Name of the connection that the user logs in with"),
            "user_id": .string(0...255, pattern: "^\\S*$").described("Identifier of the user at the connection"),
        ]
        return own.merging(UserConstraints.profile) { $1 }
    }
}

/// What can change of a user.
public struct UserFields: Patchable, Constrained {
    public var email: String?
    public var emailVerified: Bool?
    /// Whether a mail asks the user to confirm the new address.
    public var verifyEmail: Bool?
    public var username: String?
    public var phoneNumber: String?
    public var phoneVerified: Bool?
    public var verifyPhoneNumber: Bool?
    public var password: String?
    /// Whether the user is asked to confirm the new password.
    public var verifyPassword: Bool?
    public var name: String?
    public var nickname: String?
    public var givenName: String?
    public var familyName: String?
    public var picture: String?
    public var blocked: Bool?
    public var userMetadata: JSON?
    public var appMetadata: JSON?
    /// The connection whose e-mail address, username, phone number or password changes.
    public var connection: String?
    /// The application in whose name mails are sent.
    public var clientID: ClientID?

    enum CodingKeys: String, CodingKey {
        case email
        case emailVerified = "email_verified"
        case verifyEmail = "verify_email"
        case username
        case phoneNumber = "phone_number"
        case phoneVerified = "phone_verified"
        case verifyPhoneNumber = "verify_phone_number"
        case password
        case verifyPassword = "verify_password"
        case name
        case nickname
        case givenName = "given_name"
        case familyName = "family_name"
        case picture
        case blocked
        case userMetadata = "user_metadata"
        case appMetadata = "app_metadata"
        case connection
        case clientID = "client_id"
    }

    public static let otherMembersHint: String? = UserConstraints.hint

    public static var constraints: Constraints {
        var constraints = UserConstraints.profile.mapValues(\.nullable)
        constraints["connection"] = .string(1...)
        for name in ["blocked", "email_verified", "phone_verified"] { constraints[name] = .boolean.nullable }
        return constraints
    }
}

/// What a user's profile must keep to.
enum UserConstraints {
    /// Auth0's advice to those who send what a profile has no place for.
    static let hint = """
        consider storing them in app_metadata or user_metadata. See "Users Metadata" in \
        https://auth0.com/docs/api/v2/changes for more details
        """

    static var profile: Constraints {
        [
            "email": .string(format: .email).described("The user's e-mail address"),
            "username": .string(1...128).described("The user's username"),
            "phone_number": .string(pattern: "^\\+[0-9]{1,15}$").described("The user's phone number, in E.164 form"),
            "password": .string(1...1024).described("The user's password"),
            "name": .string(1...300).described("The user's full name"),
            "nickname": .string(1...300).described("The user's nickname"),
            "given_name": .string(1...150).described("The user's given name"),
            "family_name": .string(1...150).described("The user's family name"),
            "picture": .string(format: .strictURI).described("The address of a picture of the user"),
            "user_metadata": .freeObject.described("What the user may change"),
            "app_metadata": .freeObject.described("What the user may not change"),
        ]
    }
}
