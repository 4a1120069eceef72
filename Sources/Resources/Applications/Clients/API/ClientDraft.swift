import Contract

/// An application to create, or the members of an update. A new application needs a name.
public struct ClientDraft: Patchable, Constrained {
    /// The name of the application; it must not contain `<` or `>`.
    public var name: String?
    /// A description of the application's purpose.
    public var description: String?
    /// The URL of the application's logo.
    public var logoURI: String?
    /// The type of the application.
    public var appType: AppType?
    /// Whether the application is first-party.
    public var isFirstParty: Bool?
    /// Whether the application strictly conforms to OpenID Connect.
    public var oidcConformant: Bool?
    /// The allowed redirect URIs after login.
    public var callbacks: [String]?
    /// The allowed redirect URLs after logout.
    public var allowedLogoutURLs: [String]?
    /// The origins that may call the API from JavaScript (CORS).
    public var allowedOrigins: [String]?
    /// The origins that may use web message response mode and silent authentication.
    public var webOrigins: [String]?
    /// The audiences or realms of SAML and WS-Federation that identify the application.
    public var clientAliases: [String]?
    /// The applications that may exchange their tokens for this application's (delegation).
    public var allowedClients: [String]?
    /// The allowed grant types.
    public var grantTypes: [String]?
    /// The method by which the application authenticates at the token endpoint.
    public var tokenEndpointAuthMethod: TokenEndpointAuthMethod?
    /// The signing algorithm and lifetime of its ID tokens.
    public var jwtConfiguration: JWTConfiguration?
    /// The add-ons, by name.
    public var addons: JSON?
    /// The notification channels for asynchronous approval by users (CIBA).
    public var asyncApprovalNotificationChannels: [String]?
    /// The keys and certificates with which the application authenticates.
    public var clientAuthenticationMethods: JSON?
    /// Up to 10 custom values.
    public var clientMetadata: [String: JSON]?
    /// The security profile to which the application conforms.
    public var complianceLevel: String?
    /// Whether the application may use cross-origin authentication.
    public var crossOriginAuthentication: Bool?
    /// The URL of the page for cross-origin verification, the fallback for cross-origin authentication.
    public var crossOriginLoc: String?
    /// The HTML of the custom login page.
    public var customLoginPage: String?
    /// Whether the custom login page is enabled.
    public var customLoginPageOn: Bool?
    /// The HTML of the custom login page's preview.
    public var customLoginPagePreview: String?
    /// The default organization, for requests that name none.
    public var defaultOrganization: JSON?
    /// The public key with which its tokens are encrypted.
    public var encryptionKey: JSON?
    /// The configuration for express configuration in the Okta Integration Network.
    public var expressConfiguration: JSON?
    /// The HTML form template of WS-Federation responses.
    public var formTemplate: String?
    /// The URL at which third parties can initiate a login to the application.
    public var initiateLoginURI: String?
    /// Whether the token endpoint trusts the user's IP address in the `auth0-forwarded-for` header.
    public var isTokenEndpointIPHeaderTrusted: Bool?
    /// The settings for mobile platforms (Android, iOS).
    public var mobile: JSON?
    /// The configuration of the My Organization API, by which organizations manage themselves.
    public var myOrganizationConfiguration: JSON?
    /// The social providers for which native login is enabled.
    public var nativeSocialLogin: JSON?
    /// The settings of OpenID Connect back-channel logout; the former name of `oidcLogout`.
    public var oidcBackchannelLogout: JSON?
    /// The settings of OpenID Connect back-channel logout.
    public var oidcLogout: JSON?
    /// The methods by which the organization of a user is determined.
    public var organizationDiscoveryMethods: [String]?
    /// The behavior before a login that requires an organization.
    public var organizationRequireBehavior: String?
    /// Whether users log in as members of organizations.
    public var organizationUsage: OrganizationUsage?
    /// The lifetime of pushed authorization requests, in seconds.
    public var parRequestExpiry: Int?
    /// The policy for redirects.
    public var redirectionPolicy: String?
    /// The rotation and expiration of its refresh tokens.
    public var refreshToken: RefreshTokenSettings?
    /// Whether access tokens must be sender-constrained (proof of possession).
    public var requireProofOfPossession: Bool?
    /// Whether pushed authorization requests (PAR) are required.
    public var requirePushedAuthorizationRequests: Bool?
    /// The identifier of the API to which the application is linked; it cannot be changed.
    public var resourceServerIdentifier: String?
    /// The settings for transferring sessions to a browser (native to web SSO).
    public var sessionTransfer: JSON?
    /// The keys that verify signed authorization requests (JAR).
    public var signedRequestObject: JSON?
    /// Whether users skip the confirmation prompt for redirect URIs that cannot be verified.
    public var skipNonVerifiableCallbackURIConfirmationPrompt: Bool?
    /// Whether the application takes part in single sign-on.
    public var sso: Bool?
    /// Whether single sign-on is disabled.
    public var ssoDisabled: Bool?
    /// The strictness of the rules for third-party applications.
    public var thirdPartySecurityMode: String?
    /// The allowed kinds of token exchange.
    public var tokenExchange: JSON?
    /// The maximum number of tokens that may be issued to the application.
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
