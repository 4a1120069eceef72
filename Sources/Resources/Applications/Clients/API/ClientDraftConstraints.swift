import Contract
import OrderedCollections

extension ClientDraft {
    public static let fixedMembers: Set<String> = ["resource_server_identifier"]
    public static let requiredMembers: Set<String> = ["name"]

    public static var constraints: Constraints { basics.merging(details) { $1 } }

    private static var basics: Constraints {
        [
            "name": .string(1..., pattern: "^[^<>]+$").described("Name of the application, without < and >"),
            "description": .string(...140).described("What the application is for"),
            "logo_uri": .string(format: .absoluteURIOrEmpty).described("Address of its picture"),
            "callbacks": .array(of: .string(format: .callbackURL)).described("Where a login may return to"),
            "allowed_logout_urls": .array(of: .string(format: .urlWithPlaceholders)),
            "allowed_origins": .array(of: .string(format: .urlWithPlaceholders)),
            "web_origins": .array(of: .string(format: .urlWithPlaceholders)),
            "client_aliases": .array(of: .string(1...)),
            "allowed_clients": .array(of: .string(1...)),
            "grant_types": .array(of: .string(1...)).described("Grants that it may use"),
            "token_endpoint_auth_method": TokenEndpointAuthMethod.schema.nullable,
            "jwt_configuration": Schema.of(JWTConfiguration.self),
            "addons": addons,
            "async_approval_notification_channels": .array(of: .one(of: "guardian-push", "email"), 1...).nullable,
            "client_authentication_methods": ClientCredentialSchemas.methods,
            "client_metadata": .object([:], others: .allowed(.string(...255).nullable), 0...10).described(
                "Values of the tenant's own, up to 10"),
            "compliance_level": .one(
                of: "none", "fapi1_adv_pkj_par", "fapi1_adv_mtls_par", "fapi2_sp_pkj_mtls", "fapi2_sp_mtls_mtls"
            ).nullable,
            "cross_origin_loc": .string(format: .url).nullable,
            "custom_login_page": .string(1...),
            "custom_login_page_preview": .string(1...),
            "default_organization": defaultOrganization.nullable,
        ]
    }

    private static var details: Constraints {
        [
            "encryption_key": .object(["cert": .string, "pub": .string, "subject": .string], others: .allowed(.any))
                .nullable,
            "express_configuration": expressConfiguration.nullable,
            "form_template": .string(1...),
            "initiate_login_uri": .string(format: .absoluteHTTPSURIWithPlaceholdersOrEmpty),
            "mobile": mobile,
            "my_organization_configuration": myOrganization.nullable,
            "native_social_login": nativeSocialLogin,
            "oidc_backchannel_logout": logout,
            "oidc_logout": logout,
            "organization_discovery_methods": .array(of: .one(of: "email", "organization_name"), 1...).nullable,
            "organization_require_behavior": .one(of: "no_prompt", "pre_login_prompt", "post_login_prompt").nullable,
            "organization_usage": OrganizationUsage.schema.nullable,
            "par_request_expiry": .integer(10...600).nullable,
            "redirection_policy": .one(of: "allow_always", "open_redirect_protection"),
            "refresh_token": Schema.of(RefreshTokenSettings.self).nullable,
            "resource_server_identifier": .string(1...600),
            "session_transfer": sessionTransfer.nullable,
            "signed_request_object": ClientCredentialSchemas.requestObject,
            "skip_non_verifiable_callback_uri_confirmation_prompt": .boolean.nullable,
            "third_party_security_mode": .one(of: "strict", "permissive"),
            "token_exchange": .object([
                "allow_any_profile_of_type": .array(
                    of: .one(of: "custom_authentication", "on_behalf_of_token_exchange"))
            ]).nullable,
            "token_quota": tokenQuota.nullable,
        ]
    }

    /// An update refers to existing credentials; new ones are created with their own operation.
    public static var patchConstraints: Constraints {
        [
            "client_secret": .string(1...).described("Secret that proves who the application is"),
            "client_authentication_methods": ClientCredentialSchemas.chosenMethods.nullable,
            "signed_request_object": ClientCredentialSchemas.chosenRequestObject.nullable,
            "addons": addons.nullable, "mobile": mobile.nullable, "native_social_login": nativeSocialLogin.nullable,
            "oidc_backchannel_logout": logout.nullable, "oidc_logout": logout.nullable,
            "jwt_configuration": Schema.of(JWTConfiguration.self).nullable,
        ]
    }
}
