import Contract

// Members that only one add-on or feature uses: they are kept as JSON and validated by these schemas.
extension ClientDraft {
    static var logout: Schema {
        let events: [String] = [
            "rp-logout", "idp-logout", "password-changed", "session-expired", "session-revoked", "account-deleted",
            "email-identifier-changed", "mfa-phone-unenrolled", "account-deactivated",
        ]
        let initiators: Schema = .object(
            ["mode": .one(of: "custom", "all"), "selected_initiators": .array(of: .one(of: events))],
            others: .allowed(.any))
        return .object(
            [
                "backchannel_logout_urls": .array(of: .string(format: .absoluteHTTPSURIWithPlaceholdersOrEmpty)),
                "backchannel_logout_initiators": initiators,
                "backchannel_logout_session_metadata": .object(["include": .boolean], others: .allowed(.any)).nullable,
            ], others: .allowed(.any))
    }

    static var mobile: Schema {
        let android: Schema = .object(
            ["app_package_name": .string, "sha256_cert_fingerprints": .array(of: .string(1...), 1...)],
            others: .allowed(.any))
        let ios: Schema = .object(["app_bundle_identifier": .string, "team_id": .string], others: .allowed(.any))
        return .object(["android": android, "ios": ios], others: .allowed(.any))
    }

    static var sessionTransfer: Schema {
        let delegation: Schema = .object([
            "allow_delegated_access": .boolean, "enforce_device_binding": .one(of: "ip", "asn"),
        ])
        return .object([
            "can_create_session_transfer_token": .boolean, "enforce_cascade_revocation": .boolean,
            "allowed_authentication_methods": .array(of: .one(of: "cookie", "query")).nullable,
            "enforce_device_binding": .one(of: "ip", "asn", "none"), "allow_refresh_token": .boolean,
            "enforce_online_refresh_tokens": .boolean, "delegation": delegation.nullable,
        ])
    }

    static var expressConfiguration: Schema {
        .object([
            "initiate_login_uri_template": .string(1...).required, "user_attribute_profile_id": .string(1...).required,
            "connection_profile_id": .string(1...).required, "enable_client": .boolean.required,
            "enable_organization": .boolean.required, "okta_oin_client_id": .string(1...).required,
            "admin_login_domain": .string(1...).required, "oin_submission_id": .string(1...200),
            "linked_clients": .array(of: .object(["client_id": .string(1...).required])),
        ])
    }

    static var myOrganization: Schema {
        let strategies: [String] = ["pingfederate", "adfs", "waad", "google-apps", "okta", "oidc", "samlp"]
        return .object([
            "allowed_strategies": .array(of: .one(of: strategies)).required,
            "connection_deletion_behavior": .one(of: "allow", "allow_if_empty").required,
            "connection_profile_id": .string, "user_attribute_profile_id": .string,
        ])
    }

    static var nativeSocialLogin: Schema {
        let provider: Schema = .object(["enabled": .boolean], 1...Int.max)
        return .object(["apple": provider, "facebook": provider, "google": provider], 1...Int.max)
    }

    static var tokenQuota: Schema {
        let most = 1...2_147_483_647
        let quota: Schema = .object(
            ["enforce": .boolean, "per_day": .integer(most), "per_hour": .integer(most)], 1...Int.max)
        return .object(["client_credentials": quota.required])
    }

    static var defaultOrganization: Schema {
        .object([
            "organization_id": .string(1...50).required, "flows": .array(of: .one(of: "client_credentials")).required,
        ])
    }
}
