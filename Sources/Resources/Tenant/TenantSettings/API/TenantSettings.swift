import Contract

/// What holds for a tenant as a whole.
public struct TenantSettings: Patchable, Hashable {
    // MARK: What the tenant is

    /// What the tenant is called in mails and on pages.
    public var friendlyName: String?
    public var pictureURL: String?
    public var supportEmail: String?
    public var supportURL: String?
    /// The languages that pages come in; the first is the usual one.
    public var enabledLocales: [String]?
    /// From which countries' numbers phones may be.
    public var countryCodes: JSON?

    // MARK: How it logs people in

    /// The audience of tokens that are asked for without one.
    public var defaultAudience: String?
    /// The name of the connection that passwords are checked with where none is named.
    public var defaultDirectory: String?
    /// Where people go who come to a login page without an application, or are invited to an organization.
    public var defaultRedirectionURI: String?
    public var allowedLogoutURLs: [String]?
    /// After how many hours a login ends.
    public var sessionLifetime: Double?
    /// After how many hours without use a login ends.
    public var idleSessionLifetime: Double?
    /// The same for logins that end with the browser.
    public var ephemeralSessionLifetime: Double?
    public var idleEphemeralSessionLifetime: Double?
    /// Whether the session's cookie outlives the browser: `{"mode": "persistent"}`.
    public var sessionCookie: JSON?
    public var sessions: JSON?
    public var oidcLogout: JSON?
    public var deviceFlow: JSON?
    public var customizeMFAInPostLoginAction: Bool?
    public var skipNonVerifiableCallbackURIConfirmationPrompt: Bool?
    public var phoneConsolidatedExperience: Bool?

    // MARK: How its protocols behave

    /// Whether organizations can be named in authentication requests by name.
    public var allowOrganizationNameInAuthenticationAPI: Bool?
    public var acrValuesSupported: [String]?
    public var authorizationResponseIssParameterSupported: Bool?
    /// Whether applications can identify themselves with the URL of a document.
    public var clientIDMetadataDocumentSupported: Bool?
    public var dynamicClientRegistrationSecurityMode: DynamicClientRegistrationSecurityMode?
    public var mtls: JSON?
    public var pushedAuthorizationRequestsSupported: Bool?
    public var resourceParameterProfile: ResourceParameterProfile?
    /// How many tokens each application and each organization may get.
    public var defaultTokenQuota: JSON?

    // MARK: Pages and the rest

    public var changePassword: JSON?
    public var errorPage: JSON?
    public var guardianMFAPage: JSON?
    /// How pages look, as it is told of older tenants, which changes through `branding`; and where links by mail work.
    public var universalLogin: JSON?
    public var enableAIGuide: Bool?
    /// Switches, by name.
    public var flags: [String: Bool]?
    public var sandboxVersion: String?
    public var legacySandboxVersion: String?
    /// What `sandboxVersion` can be. It cannot change.
    public var sandboxVersionsAvailable: [String]?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case friendlyName = "friendly_name"
        case pictureURL = "picture_url"
        case supportEmail = "support_email"
        case supportURL = "support_url"
        case enabledLocales = "enabled_locales"
        case countryCodes = "country_codes"
        case defaultAudience = "default_audience"
        case defaultDirectory = "default_directory"
        case defaultRedirectionURI = "default_redirection_uri"
        case allowedLogoutURLs = "allowed_logout_urls"
        case sessionLifetime = "session_lifetime"
        case idleSessionLifetime = "idle_session_lifetime"
        case ephemeralSessionLifetime = "ephemeral_session_lifetime"
        case idleEphemeralSessionLifetime = "idle_ephemeral_session_lifetime"
        case sessionCookie = "session_cookie"
        case sessions
        case oidcLogout = "oidc_logout"
        case deviceFlow = "device_flow"
        case customizeMFAInPostLoginAction = "customize_mfa_in_postlogin_action"
        case skipNonVerifiableCallbackURIConfirmationPrompt = "skip_non_verifiable_callback_uri_confirmation_prompt"
        case phoneConsolidatedExperience = "phone_consolidated_experience"
        case allowOrganizationNameInAuthenticationAPI = "allow_organization_name_in_authentication_api"
        case acrValuesSupported = "acr_values_supported"
        case authorizationResponseIssParameterSupported = "authorization_response_iss_parameter_supported"
        case clientIDMetadataDocumentSupported = "client_id_metadata_document_supported"
        case dynamicClientRegistrationSecurityMode = "dynamic_client_registration_security_mode"
        case mtls
        case pushedAuthorizationRequestsSupported = "pushed_authorization_requests_supported"
        case resourceParameterProfile = "resource_parameter_profile"
        case defaultTokenQuota = "default_token_quota"
        case changePassword = "change_password"
        case errorPage = "error_page"
        case guardianMFAPage = "guardian_mfa_page"
        case universalLogin = "universal_login"
        case enableAIGuide = "enable_ai_guide"
        case flags
        case sandboxVersion = "sandbox_version"
        case legacySandboxVersion = "legacy_sandbox_version"
        case sandboxVersionsAvailable = "sandbox_versions_available"
    }

    public static let fixedMembers: Set<String> = ["sandbox_versions_available"]
    public static let minPatchMembers = 1
}

/// How much applications that register themselves may do.
public struct DynamicClientRegistrationSecurityMode: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let strict: Self = "strict"
    public static let permissive: Self = "permissive"

    public static let known: [Self] = [.strict, .permissive]
}

/// What the parameter `resource` of authorization requests is taken for.
public struct ResourceParameterProfile: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Nothing: the API is named by `audience`.
    public static let audience: Self = "audience"
    /// The same as `audience`, where that is not given.
    public static let compatibility: Self = "compatibility"

    public static let known: [Self] = [.audience, .compatibility]
}
