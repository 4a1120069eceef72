import Contract
import OrderedCollections

/// The options of OpenID Connect connections.
enum ConnectionOptionsOpenID {
    static func oidc(_ given: JSONObject) -> JSONObject {
        let endpoints = ["issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"]
        var options = given
        if options["oidc_metadata"] == nil {
            // The discovery document is not fetched here: only the given members are known.
            var metadata = JSONObject()
            for endpoint in endpoints where options[endpoint]?.string != nil { metadata[endpoint] = options[endpoint] }
            options["oidc_metadata"] = .object(metadata.merging(unsupported) { given, _ in given })
        }
        return withSettings(options, mapping: "bind_all")
    }

    /// Returns the options of an Okta connection, whose endpoints follow from its domain.
    static func okta(_ given: JSONObject) -> JSONObject {
        guard let domain = given["domain"]?.string else {
            return withSettings(given.withDefault("type", "back_channel"), mapping: "basic_profile")
        }
        let metadata = OktaMetadata.document(of: domain)
        var options = given
        for name in ["authorization_endpoint", "issuer", "jwks_uri", "userinfo_endpoint", "token_endpoint"]
        where (options[name] ?? .null).isNull { options[name] = metadata[name] }
        options = options.withDefault("oidc_metadata", .object(metadata.merging(unsupported) { given, _ in given }))
        return withSettings(options.withDefault("type", "back_channel"), mapping: "basic_profile")
    }

    static func waad(_ given: JSONObject) -> JSONObject {
        given.withDefault("waad_protocol", "openid-connect")
            .withDefault("identity_api", "microsoft-identity-platform-v2.0")
            .withDefault("useCommonEndpoint", false).withDefault("thumbprints", [])
            .withDefault("should_trust_email_verified_connection", "never_set_emails_as_verified")
    }

    private static func withSettings(_ options: JSONObject, mapping: JSON) -> JSONObject {
        options.withDefault("schema_version", "oidc-V4").withDefaults("attribute_map", ["mapping_mode": mapping])
            .withDefaults("connection_settings", ["pkce": "auto"])
    }

    /// Features that a provider does not support unless its metadata says so (OpenID Connect Discovery, section 3).
    private static let unsupported: JSONObject = [
        "claims_parameter_supported": false, "request_uri_parameter_supported": false,
        "require_request_uri_registration": false,
    ]
}

/// The metadata of the authorization server of an Okta organization.
enum OktaMetadata {
    static func document(of domain: String) -> JSONObject {
        let root = "https://\(domain)"
        let parts: [JSONObject] = [endpoints(root), answers, clientAuthentication, ["claims_supported": claims]]
        return parts.reduce([:]) { $0.merging($1) { $1 } }
    }

    private static func endpoints(_ root: String) -> JSONObject {
        let paths: KeyValuePairs<String, String> = [
            "authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo",
            "registration_endpoint": "clients", "jwks_uri": "keys", "introspection_endpoint": "introspect",
            "revocation_endpoint": "revoke", "end_session_endpoint": "logout",
            "device_authorization_endpoint": "device/authorize",
        ]
        var endpoints: JSONObject = ["issuer": .string(root)]
        for (name, path) in paths { endpoints[name] = .string("\(root)/oauth2/v1/\(path)") }
        return endpoints
    }

    private static let answers: JSONObject = [
        "response_types_supported": [
            "code", "id_token", "code id_token", "code token", "id_token token", "code id_token token",
        ],
        "response_modes_supported": ["query", "fragment", "form_post", "okta_post_message"],
        "grant_types_supported": [
            "authorization_code", "implicit", "refresh_token", "password",
            "urn:ietf:params:oauth:grant-type:device_code",
        ],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "email", "profile", "address", "phone", "offline_access", "groups"],
        "code_challenge_methods_supported": ["S256"], "request_parameter_supported": true,
    ]

    private static let clientAuthentication: JSONObject = {
        let methods: JSON = [
            "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none",
        ]
        let algorithms: [JSON] = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"]
        return [
            "token_endpoint_auth_methods_supported": methods, "introspection_endpoint_auth_methods_supported": methods,
            "revocation_endpoint_auth_methods_supported": methods,
            "dpop_signing_alg_values_supported": .array(algorithms),
            "request_object_signing_alg_values_supported": .array(["HS256", "HS384", "HS512"] + algorithms),
        ]
    }()

    private static let claims: JSON = [
        "iss", "ver", "sub", "aud", "iat", "exp", "jti", "auth_time", "amr", "idp", "nonce", "name", "nickname",
        "preferred_username", "given_name", "middle_name", "family_name", "email", "email_verified", "profile",
        "zoneinfo", "locale", "address", "phone_number", "picture", "website", "gender", "birthdate", "updated_at",
        "at_hash", "c_hash",
    ]
}
