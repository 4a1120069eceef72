import Contract
import Storage

extension Transaction {
    /// Returns the tenant's settings in the form of responses.
    public func tenantSettings() throws -> JSON {
        let kept = try row("SELECT document FROM tenant_settings WHERE tenant = \(tenant)")
        guard let document: JSON = try kept?["document"] else { return TenantDefaults.settings }
        return document
    }
}

/// The default settings of a tenant.
public enum TenantDefaults {
    public static let settings: JSON = [
        "allowed_logout_urls": [], "change_password": ["enabled": false], "enabled_locales": ["en"], "flags": flags,
        "guardian_mfa_page": ["enabled": false], "idle_session_lifetime": 72, "session_lifetime": 168,
        "ephemeral_session_lifetime": 1, "idle_ephemeral_session_lifetime": 1, "sandbox_version": "22",
        "oidc_logout": ["rp_logout_end_session_endpoint_discovery": true], "resource_parameter_profile": "audience",
        "phone_consolidated_experience": true, "client_id_metadata_document_supported": true,
    ]

    private static let flags: JSON = [
        "allow_changing_enable_sso": false, "allow_legacy_delegation_grant_types": true,
        "allow_legacy_ro_grant_types": true, "allow_other_legacy_grant_types": true, "disable_impersonation": true,
        "enable_sso": true, "new_universal_login_experience_enabled": true, "universal_login": true,
        "revoke_refresh_token_grant": false,
        "disable_clickjack_protection_headers": false,
    ]
}
