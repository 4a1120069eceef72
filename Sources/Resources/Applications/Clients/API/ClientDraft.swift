import Contract

/// An application to create, or what can change of one. A new one needs a name.
public struct ClientDraft: Patchable, Constrained {
    /// What the application is called, without `<` and `>`.
    public var name: String?
    /// What the application is for.
    public var description: String?
    /// The address of its picture.
    public var logoURI: String?
    /// What kind of application it is.
    public var appType: AppType?
    /// Whether it is the tenant's own.
    public var isFirstParty: Bool?
    /// Whether it follows OpenID Connect strictly.
    public var oidcConformant: Bool?
    /// Where a login may return to.
    public var callbacks: [String]?
    /// Where a logout may return to.
    public var allowedLogoutURLs: [String]?
    /// Origins that may call with JavaScript.
    public var allowedOrigins: [String]?
    /// Origins that may use web messages and silent authentication.
    public var webOrigins: [String]?
    /// Audiences of SAML or WS-Federation that name the application.
    public var clientAliases: [String]?
    /// Applications that may exchange their tokens for this one's.
    public var allowedClients: [String]?
    /// The grants that it may use.
    public var grantTypes: [String]?
    /// How it proves who it is at the token endpoint.
    public var tokenEndpointAuthMethod: TokenEndpointAuthMethod?
    /// How its ID tokens are signed, and how long they are good for.
    public var jwtConfiguration: JWTConfiguration?
    /// Its add-ons, by their names.
    public var addons: JSON?
    /// How users are asked to approve.
    public var asyncApprovalNotificationChannels: [String]?
    /// The keys and certificates with which it proves who it is.
    public var clientAuthenticationMethods: JSON?
    /// Up to 10 values of the tenant's own.
    public var clientMetadata: [String: JSON]?
    /// The profile that it keeps to.
    public var complianceLevel: String?
    /// Whether it may log users in from another origin.
    public var crossOriginAuthentication: Bool?
    /// The page that falls back for cross-origin logins.
    public var crossOriginLoc: String?
    /// Its login page, as HTML.
    public var customLoginPage: String?
    /// Whether it has a login page of its own.
    public var customLoginPageOn: Bool?
    /// Its login page to be, as HTML.
    public var customLoginPagePreview: String?
    /// The organization of those who name none.
    public var defaultOrganization: JSON?
    /// The key with which its tokens are encrypted.
    public var encryptionKey: JSON?
    /// What makes it part of the Okta integration network.
    public var expressConfiguration: JSON?
    /// The form of its WS-Federation answers.
    public var formTemplate: String?
    /// Where others can start a login to it.
    public var initiateLoginURI: String?
    /// Whether the token endpoint believes the address it passes on.
    public var isTokenEndpointIPHeaderTrusted: Bool?
    /// What mobile platforms need to know of it.
    public var mobile: JSON?
    /// What members may set up of their organization.
    public var myOrganizationConfiguration: JSON?
    /// Which social providers log in natively.
    public var nativeSocialLogin: JSON?
    /// Where it is told of logouts; the older name.
    public var oidcBackchannelLogout: JSON?
    /// Where it is told of logouts.
    public var oidcLogout: JSON?
    /// How it finds a user's organization.
    public var organizationDiscoveryMethods: [String]?
    /// What it does before a login that needs an organization.
    public var organizationRequireBehavior: String?
    /// Whether its users log in as members of organizations.
    public var organizationUsage: OrganizationUsage?
    /// How long its pushed requests are good for, in seconds.
    public var parRequestExpiry: Int?
    /// Which redirects it may make.
    public var redirectionPolicy: String?
    /// How its refresh tokens live.
    public var refreshToken: RefreshTokenSettings?
    /// Whether its tokens must be bound to a key.
    public var requireProofOfPossession: Bool?
    /// Whether its authorization requests must be pushed.
    public var requirePushedAuthorizationRequests: Bool?
    /// The API that it is linked to; it cannot change.
    public var resourceServerIdentifier: String?
    /// How its sessions may move to a browser.
    public var sessionTransfer: JSON?
    /// The keys of its signed authorization requests.
    public var signedRequestObject: JSON?
    /// Whether users are spared the question about callbacks that nobody can verify.
    public var skipNonVerifiableCallbackURIConfirmationPrompt: Bool?
    /// Whether it shares sessions with others.
    public var sso: Bool?
    /// Whether it never shares sessions.
    public var ssoDisabled: Bool?
    /// How strictly third-party rules apply.
    public var thirdPartySecurityMode: String?
    /// Which token exchanges it may make.
    public var tokenExchange: JSON?
    /// How many tokens it may get.
    public var tokenQuota: JSON?

    public init(name: String) { self.name = name }

    enum CodingKeys: String, CodingKey {
        case name
        case description
        case logoURI = "logo_uri"
        case appType = "app_type"
        case isFirstParty = "is_first_party"
        case oidcConformant = "oidc_conformant"
        case callbacks
        case allowedLogoutURLs = "allowed_logout_urls"
        case allowedOrigins = "allowed_origins"
        case webOrigins = "web_origins"
        case clientAliases = "client_aliases"
        case allowedClients = "allowed_clients"
        case grantTypes = "grant_types"
        case tokenEndpointAuthMethod = "token_endpoint_auth_method"
        case jwtConfiguration = "jwt_configuration"
        case addons
        case asyncApprovalNotificationChannels = "async_approval_notification_channels"
        case clientAuthenticationMethods = "client_authentication_methods"
        case clientMetadata = "client_metadata"
        case complianceLevel = "compliance_level"
        case crossOriginAuthentication = "cross_origin_authentication"
        case crossOriginLoc = "cross_origin_loc"
        case customLoginPage = "custom_login_page"
        case customLoginPageOn = "custom_login_page_on"
        case customLoginPagePreview = "custom_login_page_preview"
        case defaultOrganization = "default_organization"
        case encryptionKey = "encryption_key"
        case expressConfiguration = "express_configuration"
        case formTemplate = "form_template"
        case initiateLoginURI = "initiate_login_uri"
        case isTokenEndpointIPHeaderTrusted = "is_token_endpoint_ip_header_trusted"
        case mobile
        case myOrganizationConfiguration = "my_organization_configuration"
        case nativeSocialLogin = "native_social_login"
        case oidcBackchannelLogout = "oidc_backchannel_logout"
        case oidcLogout = "oidc_logout"
        case organizationDiscoveryMethods = "organization_discovery_methods"
        case organizationRequireBehavior = "organization_require_behavior"
        case organizationUsage = "organization_usage"
        case parRequestExpiry = "par_request_expiry"
        case redirectionPolicy = "redirection_policy"
        case refreshToken = "refresh_token"
        case requireProofOfPossession = "require_proof_of_possession"
        case requirePushedAuthorizationRequests = "require_pushed_authorization_requests"
        case resourceServerIdentifier = "resource_server_identifier"
        case sessionTransfer = "session_transfer"
        case signedRequestObject = "signed_request_object"
        case skipNonVerifiableCallbackURIConfirmationPrompt = "skip_non_verifiable_callback_uri_confirmation_prompt"
        case sso
        case ssoDisabled = "sso_disabled"
        case thirdPartySecurityMode = "third_party_security_mode"
        case tokenExchange = "token_exchange"
        case tokenQuota = "token_quota"
    }
}
