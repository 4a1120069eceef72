import Contract

/// The account to link to a user: either `provider` and `userID`, or `linkWith`.
public struct IdentityLink: Codable, Sendable, Constrained {
    public var provider: IdentityProvider?
    /// The connection of the account to link, if the provider has several.
    public var connectionID: String?
    /// The identifier of the account at the provider: the part after the `|`. A string or a number.
    public var userID: JSON?
    /// An ID token of the account to link. It suffices for users who link their own accounts.
    public var linkWith: String?

    public init(provider: IdentityProvider, userID: String, connectionID: String? = nil) {
        self.provider = provider
        self.userID = .string(userID)
        self.connectionID = connectionID
    }

    public init(linkWith token: String) { linkWith = token }

    enum CodingKeys: String, CodingKey {
        case provider
        case connectionID = "connection_id"
        case userID = "user_id"
        case linkWith = "link_with"
    }

    public static let memberCount = 1...Int.max
    public static var constraints: Constraints {
        [
            "connection_id": .string(pattern: "^con_[A-Za-z0-9]{16}$").described("Connection of the user to link"),
            "user_id": .anyOf(.string(1...), .integer).described("Identifier of the user to link at the provider"),
            "link_with": .string(1...).described("ID token of the user to link"),
        ]
    }
}

/// An identity provider.
public struct IdentityProvider: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let auth0: Self = "auth0"
    public static let email: Self = "email"
    public static let sms: Self = "sms"

    public static let known: [Self] =
        """
        ad adfs amazon apple dropbox bitbucket auth0-oidc auth0 baidu bitly box custom daccount dwolla email
        evernote-sandbox evernote exact facebook fitbit github google-apps google-oauth2 instagram ip line linkedin oauth1
        oauth2 office365 oidc okta paypal paypal-sandbox pingfederate planningcenter salesforce-community
        salesforce-sandbox salesforce samlp sharepoint shopify shop sms soundcloud thirtysevensignals twitter untappd
        vkontakte waad weibo windowslive wordpress yahoo yandex
        """.split(whereSeparator: \.isWhitespace).map { Self(rawValue: String($0)) }
}

/// The path of a user's identity.
public struct IdentityPath: PathArguments {
    public let user: UserID
    public let provider: IdentityProvider
    /// The identifier at the provider.
    public let id: String

    public init(_ user: UserID, _ provider: IdentityProvider, _ id: String) {
        self.user = user
        self.provider = provider
        self.id = id
    }

    public static var schemas: [Schema] { [UserID.schema, IdentityProvider.schema, .string(1...)] }
    public init(arguments: [String]) {
        self.init(UserID(arguments[0]), IdentityProvider(rawValue: arguments[1]), arguments[2])
    }
    public var arguments: [String] { [user.value, provider.rawValue, id] }
}
