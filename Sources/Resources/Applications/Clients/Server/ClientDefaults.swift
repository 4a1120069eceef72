import ApplicationsAPI
import Contract
import OrderedCollections

/// The default members of an application, which depend on its type.
enum ClientDefaults {
    /// Returns the members of a new application.
    static func members(creating given: JSONObject) -> JSONObject {
        var members = common
        let kind = given["app_type"]?.string
        if let kind, let own = byKind[kind] { members.merge(own) { $1 } }
        if kind == "spa" || kind == "native" {
            members["grant_types"] = ["authorization_code", "implicit", "refresh_token"]
        }
        if given["is_first_party"]?.bool == false { members["oidc_conformant"] = true }
        for (name, value) in given where !value.isNull { members[name] = completed(name, value) }
        return members
    }

    /// `cross_origin_auth` is the name of `cross_origin_authentication` in older clients.
    private static let common: JSONObject = [
        "is_token_endpoint_ip_header_trusted": false, "is_first_party": true, "oidc_conformant": false,
        "sso_disabled": false, "cross_origin_authentication": false, "cross_origin_auth": false,
        "custom_login_page_on": true, "async_approval_notification_channels": ["guardian-push"],
        "jwt_configuration": ["lifetime_in_seconds": 36_000, "secret_encoded": false],
        "refresh_token": .object(refreshToken(isExpiring: false)),
        "grant_types": ["authorization_code", "implicit", "refresh_token", "client_credentials"],
    ]

    private static let byKind: [String: JSONObject] = [
        "non_interactive": ["grant_types": ["client_credentials"]],
        "resource_server": ["grant_types": ["client_credentials"]],
        "express_configuration": [
            "oidc_conformant": true, "grant_types": ["authorization_code", "client_credentials"],
            "organization_usage": "require", "organization_require_behavior": "pre_login_prompt",
            "jwt_configuration": ["alg": "RS256", "secret_encoded": false],
            "callbacks": ["https://system-admin.okta.com/admin/app/generic/oauth20redirect"],
            "client_authentication_methods": ["private_key_jwt": ["credentials": []]],
        ],
    ]

    /// Returns a member completed with its defaults.
    static func completed(_ name: String, _ value: JSON) -> JSON {
        guard case .object(let given) = value else { return value }
        switch name {
        case "refresh_token":
            return .object(refreshToken(isExpiring: given["expiration_type"] == "expiring").merging(given) { $1 })
        case "jwt_configuration":
            return .object((["secret_encoded": false] as JSONObject).merging(given) { $1 })
        default: return value
        }
    }

    private static func refreshToken(isExpiring: Bool) -> JSONObject {
        [
            "expiration_type": isExpiring ? "expiring" : "non-expiring", "leeway": 0,
            "infinite_token_lifetime": .bool(!isExpiring), "infinite_idle_token_lifetime": .bool(!isExpiring),
            "token_lifetime": 2_592_000, "idle_token_lifetime": 1_296_000, "rotation_type": "non-rotating",
        ]
    }
}
