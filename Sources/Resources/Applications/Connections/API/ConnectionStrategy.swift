import Contract

/// The type of a connection.
public struct ConnectionStrategy: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A database of the tenant.
    public static let auth0: ConnectionStrategy = "auth0"
    /// Passwordless login with codes by email.
    public static let email: ConnectionStrategy = "email"
    /// Passwordless login with codes by text message.
    public static let sms: ConnectionStrategy = "sms"
    public static let oidc: ConnectionStrategy = "oidc"
    public static let samlp: ConnectionStrategy = "samlp"
    public static let okta: ConnectionStrategy = "okta"
    /// Microsoft Entra ID.
    public static let waad: ConnectionStrategy = "waad"
    public static let adfs: ConnectionStrategy = "adfs"
    /// Active Directory or LDAP, through an agent.
    public static let ad: ConnectionStrategy = "ad"
    public static let googleApps: ConnectionStrategy = "google-apps"
    public static let googleOAuth2: ConnectionStrategy = "google-oauth2"
    public static let pingFederate: ConnectionStrategy = "pingfederate"
    public static let oauth1: ConnectionStrategy = "oauth1"
    public static let oauth2: ConnectionStrategy = "oauth2"
    public static let github: ConnectionStrategy = "github"
    public static let facebook: ConnectionStrategy = "facebook"
    public static let apple: ConnectionStrategy = "apple"
    public static let linkedin: ConnectionStrategy = "linkedin"
    public static let windowsLive: ConnectionStrategy = "windowslive"

    public static let known: [ConnectionStrategy] = ownAndEnterprise + social

    private static let ownAndEnterprise: [ConnectionStrategy] = [
        "ad", "adfs", "auth0-oidc", "auth0", "custom", "email", "google-apps", "ip", "oauth1", "oauth2", "office365",
        "oidc", "okta", "pingfederate", "samlp", "sharepoint", "sms", "waad",
    ]

    private static let social: [ConnectionStrategy] = [
        "amazon", "apple", "dropbox", "bitbucket", "baidu", "bitly", "box", "daccount", "dwolla", "evernote-sandbox",
        "evernote", "exact", "facebook", "fitbit", "github", "google-oauth2", "instagram", "line", "linkedin",
        "paypal", "paypal-sandbox", "planningcenter", "salesforce-community", "salesforce-sandbox", "salesforce",
        "shopify", "shop", "soundcloud", "thirtysevensignals", "twitter", "untappd", "vkontakte", "weibo",
        "windowslive", "wordpress", "yahoo", "yandex",
    ]
}
