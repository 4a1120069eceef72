import Contract

extension TenantSettings: Constrained {
    public static var constraints: Constraints {
        let own: Constraints = [
            "friendly_name": .string.described("Name of the tenant"),
            "picture_url": .string(format: .absoluteURIOrEmpty).described("URL of the tenant's logo"),
            "support_email": .string(format: .emailOrEmpty).described("E-mail address for support"),
            "support_url": .string(format: .absoluteURIOrEmpty).described("URL of the page for support"),
            "enabled_locales": .array(of: .one(of: locales), 1...).described("Languages that pages come in"),
            "country_codes": countryCodes.nullable,
            "default_redirection_uri": .string(format: .absoluteHTTPSURIOrEmpty).described(
                "Where people go who come without an application"),
            "allowed_logout_urls": .array(of: .string(format: .urlWithPlaceholders)).described(
                "URLs that people may go to after logging out"),
            "acr_values_supported": .array(of: .string(1...)).nullable,
            "default_token_quota": .object(["clients": quota, "organizations": quota], 1...Int.max).nullable,
            "flags": .object(
                .init(uniqueKeysWithValues: flagNames.map { ($0, .boolean) })
            ).described("Switches"),
            "sandbox_version": .string(...8).described("Version of the runtime of extensions"),
            "legacy_sandbox_version": .string(...8),
        ]
        return own.merging(lifetimes) { $1 }.merging(parts) { $1 }.merging(switches) { $1 }
    }

    /// Requests have lifetimes in whole hours or in minutes.
    public static var patchConstraints: Constraints {
        var constraints: Constraints = [:]
        for name in lifetimeNames {
            constraints[name] = .integer(1...longestLifetime).nullable.described("Lifetime in hours")
            constraints["\(name)_in_minutes"] = .integer(1...longestLifetime * 60).described("Lifetime in minutes")
        }
        return constraints
    }

    /// The maximum lifetime in hours: one year.
    private static let longestLifetime = 8_760
    private static let lifetimeNames = [
        "session_lifetime", "idle_session_lifetime", "ephemeral_session_lifetime", "idle_ephemeral_session_lifetime",
    ]

    /// Lifetimes in responses can be fractions of hours, because they can be set in minutes.
    private static var lifetimes: Constraints {
        .init(uniqueKeysWithValues: lifetimeNames.map { ($0, .number.described("Lifetime in hours")) })
    }

    /// Objects that are stored as they are sent.
    private static var parts: Constraints {
        let page: Schema = .object(["enabled": .boolean, "html": .string]).nullable
        let error: Schema = .object([
            "html": .string, "show_log_link": .boolean, "url": .string(format: .absoluteURIOrEmpty),
        ])
        let code: Schema = .object(["charset": .one(of: "base20", "digits"), "mask": .string(...20)])
        return [
            "change_password": page, "guardian_mfa_page": page, "error_page": error.nullable,
            "device_flow": code.nullable, "mtls": .object(["enable_endpoint_aliases": .boolean]).nullable,
            "oidc_logout": .object(["rp_logout_end_session_endpoint_discovery": .boolean]),
            "session_cookie": .object(["mode": .one(of: "persistent", "non-persistent").required]).nullable,
            "sessions": .object(["oidc_logout_prompt_enabled": .boolean]).nullable,
            "universal_login": .object([
                "passwordless": .object(["allow_magiclink_verify_without_session": .boolean]),
                // The colors of branding, under their former name.
                "colors": .object([
                    "primary": .string(format: .htmlColor).nullable, "page_background": pageBackground.nullable,
                ]).nullable,
            ]),
        ]
    }

    private static var pageBackground: Schema {
        .anyOf(
            .string(format: .htmlColor),
            .object([
                "type": .one(of: "linear-gradient"), "start": .string(format: .htmlColor),
                "end": .string(format: .htmlColor), "angle_deg": .integer(0...360),
            ]))
    }

    private static var switches: Constraints {
        let names = [
            "allow_organization_name_in_authentication_api", "authorization_response_iss_parameter_supported",
            "customize_mfa_in_postlogin_action", "pushed_authorization_requests_supported",
            "skip_non_verifiable_callback_uri_confirmation_prompt",
        ]
        return .init(uniqueKeysWithValues: names.map { ($0, Schema.boolean.nullable) })
    }

    private static var quota: Schema {
        let most = 1...2_147_483_647
        let limits: Schema = .object(
            ["enforce": .boolean, "per_day": .integer(most), "per_hour": .integer(most)], 1...Int.max)
        return .object(["client_credentials": limits.required], others: .allowed(.any))
    }

    private static var countryCodes: Schema {
        .object([
            "list": .array(of: .string(pattern: "^[A-Z]{2}$"), 1...).required,
            "mode": .one(of: "allow", "deny").required,
        ])
    }

    private static let flagNames: [String] = [
        "allow_changing_enable_sso", "allow_legacy_delegation_grant_types", "allow_legacy_ro_grant_types",
        "allow_legacy_tokeninfo_endpoint", "change_pwd_flow_v1", "custom_domains_provisioning",
        "dashboard_insights_view", "dashboard_log_streams_next", "disable_clickjack_protection_headers",
        "disable_fields_map_fix", "disable_impersonation", "disable_management_api_sms_obfuscation",
        "enable_adfs_waad_email_verification", "enable_apis_section", "enable_client_connections",
        "enable_custom_domain_in_emails", "enable_dynamic_client_registration", "enable_legacy_logs_search_v2",
        "enable_idtoken_api2", "enable_legacy_profile", "enable_pipeline2",
        "enable_public_signup_user_exists_error", "enable_sso", "enforce_client_authentication_on_passwordless_start",
        "genai_trial", "improved_signup_bot_detection_in_classic", "mfa_show_factor_list_on_enrollment",
        "no_disclose_enterprise_connections", "remove_alg_from_jwks", "revoke_refresh_token_grant",
        "trust_azure_adfs_email_verified_connection_property", "use_scope_descriptions_for_consent",
    ]

    private static let locales: [String] =
        """
        am ar ar-EG ar-SA az bg bn bs ca-ES cnr cs cy da de el en en-CA es es-419 es-AR es-MX et eu-ES fa fi fr fr-CA
        fr-FR gl-ES gu he hi hr hu hy id is it ja ka kk kn ko lt lv mk ml mn mr ms my nb nl nn no pa pl pt pt-BR pt-PT
        ro ru sk sl so sq sr sv sw ta te th tl tr uk ur vi zgh zh-CN zh-HK zh-MO zh-TW
        """.split(whereSeparator: \.isWhitespace).map(String.init)
}

/// The members of the settings to return.
public struct TenantSettingsQuery: Codable, Sendable, FieldSelecting, Constrained {
    public var fields: String?
    public var includeFields: Bool?

    public init(fields: String? = nil, includeFields: Bool? = nil) {
        self.fields = fields
        self.includeFields = includeFields
    }

    enum CodingKeys: String, CodingKey {
        case fields
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints { ["fields": .fields(names)] }

    private static let names: [String] = [
        "allowed_logout_urls", "change_password", "default_token_quota", "error_page", "flags", "friendly_name",
        "picture_url", "support_email", "support_url", "session_lifetime", "default_audience", "default_directory",
        "device_flow", "idle_session_lifetime", "ephemeral_session_lifetime", "idle_ephemeral_session_lifetime",
        "default_redirection_uri", "universal_login", "universal_login\\.colors", "universal_login\\.passwordless",
        "enabled_locales", "session_cookie", "sessions", "oidc_logout",
        "allow_organization_name_in_authentication_api", "mtls", "customize_mfa_in_postlogin_action",
        "skip_non_verifiable_callback_uri_confirmation_prompt", "resource_parameter_profile", "enable_ai_guide",
        "client_id_metadata_document_supported", "phone_consolidated_experience",
    ]
}
