import Contract
import OrderedCollections

/// The schema of a connection's `options`. Members not listed here depend on the strategy.
public enum ConnectionOptionsSchema {
    /// The members that are validated for all strategies.
    public static var common: Schema {
        let parts: [Constraints] = [ConnectionDatabaseSchema.members, flags, enterprise, general]
        let members: Constraints = parts.reduce([:]) { $0.merging($1) { $1 } }
        return .object(members, others: .allowed(.any))
    }

    /// Additional parameters for the identity provider: each a fixed value, or the value of another parameter.
    public static var upstreamParameters: Schema {
        let aliases: Schema = .one(
            of: "acr_values", "audience", "client_id", "display", "id_token_hint", "login_hint", "max_age", "prompt",
            "resource", "response_mode", "response_type", "ui_locales")
        let parameter: Schema = .anyOf(.object(["alias": aliases]), .object(["value": .string]))
        return .object([:], others: .allowed(parameter)).nullable
    }

    public static let signingAlgorithm: Schema = .one(
        of: "ES256", "ES384", "PS256", "PS384", "RS256", "RS384", "RS512")

    private static var general: Constraints {
        [
            "upstream_params": upstreamParameters,
            "set_user_root_attributes": .one(of: "on_each_login", "on_first_login", "never_on_login"),
            "non_persistent_attrs": .array(of: .string).nullable,
            "gateway_authentication": .object(
                [
                    "audience": .string.required, "method": .string.required, "secret": .string.required,
                    "secret_base64_encoded": .boolean, "subject": .string,
                ], others: .allowed(.any)
            ).nullable,
            "federated_connections_access_tokens": .object(["active": .boolean]).nullable,
        ]
    }

    private static var enterprise: Constraints {
        [
            "assertion_decryption_settings": .object([
                "algorithm_profile": .one(of: "v2026-1").required,
                "algorithm_exceptions": .array(of: .string(1...100)),
            ]),
            "id_token_signed_response_algs": .array(of: signingAlgorithm).nullable,
            "token_endpoint_auth_method": .one(of: "client_secret_post", "private_key_jwt").nullable,
            "token_endpoint_auth_signing_alg": signingAlgorithm.nullable,
            "token_endpoint_jwtca_aud_format": .one(of: "issuer", "token_endpoint"),
        ]
    }

    private static var flags: Constraints {
        let names = [
            "api_enable_groups", "api_enable_users", "basic_profile", "disable_self_service_change_password",
            "enable_script_context", "enabledDatabaseCustomization", "ext_admin", "ext_agreed_terms",
            "ext_assigned_plans", "ext_groups", "ext_is_suspended", "ext_profile", "import_mode",
        ]
        return Constraints(uniqueKeysWithValues: names.map { ($0, Schema.boolean) })
    }
}
