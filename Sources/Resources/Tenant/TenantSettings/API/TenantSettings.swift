import Contract

/// The settings of a tenant.
public struct TenantSettings: Patchable, Hashable {
    // MARK: General

    /// The name of the tenant in emails and on pages.
    public var friendlyName: String?
    public var pictureURL: String?
    public var supportEmail: String?
    public var supportURL: String?
    /// The languages of pages; the first is the default.
    public var enabledLocales: [String]?
    /// The country codes that are allowed for phone numbers.
    public var countryCodes: JSON?

    // MARK: Login

    /// The default audience of access tokens.
    public var defaultAudience: String?
    /// The name of the default connection for password grants.
    public var defaultDirectory: String?
    /// The URL for users who reach a login page without an application, or are invited to an organization.
    public var defaultRedirectionURI: String?
    public var allowedLogoutURLs: [String]?
    /// The absolute lifetime of sessions, in hours.
    public var sessionLifetime: Double?
    /// The idle timeout of sessions, in hours.
    public var idleSessionLifetime: Double?
    /// The absolute lifetime of sessions that end with the browser session, in hours.
    public var ephemeralSessionLifetime: Double?
    public var idleEphemeralSessionLifetime: Double?
    /// The mode of the session cookie: `{"mode": "persistent"}` if it outlives the browser session.
    public var sessionCookie: JSON?
    public var sessions: JSON?
    public var oidcLogout: JSON?
    public var deviceFlow: JSON?
    public var customizeMFAInPostLoginAction: Bool?
    public var skipNonVerifiableCallbackURIConfirmationPrompt: Bool?
    public var phoneConsolidatedExperience: Bool?

    // MARK: Protocols

    /// Whether authentication requests can identify organizations by name.
    public var allowOrganizationNameInAuthenticationAPI: Bool?
    public var acrValuesSupported: [String]?
    public var authorizationResponseIssParameterSupported: Bool?
    /// Whether applications can identify themselves by the URL of a Client ID Metadata Document.
    public var clientIDMetadataDocumentSupported: Bool?
    public var dynamicClientRegistrationSecurityMode: DynamicClientRegistrationSecurityMode?
    public var mtls: JSON?
    public var pushedAuthorizationRequestsSupported: Bool?
    public var resourceParameterProfile: ResourceParameterProfile?
    /// The default maximum number of tokens per application and organization.
    public var defaultTokenQuota: JSON?

    // MARK: Pages and other settings

    public var changePassword: JSON?
    public var errorPage: JSON?
    public var guardianMFAPage: JSON?
    /// The settings of Universal Login: the colors of older tenants' pages, which are those of `branding`, and the
    /// handling of magic links.
    public var universalLogin: JSON?
    public var enableAIGuide: Bool?
    /// Flags, by name.
    public var flags: [String: Bool]?
    public var sandboxVersion: String?
    public var legacySandboxVersion: String?
    /// The available values of `sandboxVersion`. Read-only.
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

/// The security mode for dynamically registered applications.
public struct DynamicClientRegistrationSecurityMode: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let strict: Self = "strict"
    public static let permissive: Self = "permissive"

    public static let known: [Self] = [.strict, .permissive]
}

/// The interpretation of the `resource` parameter of authorization requests.
public struct ResourceParameterProfile: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The parameter is ignored; `audience` identifies the API.
    public static let audience: Self = "audience"
    /// The parameter replaces `audience` if that is omitted.
    public static let compatibility: Self = "compatibility"

    public static let known: [Self] = [.audience, .compatibility]
}
