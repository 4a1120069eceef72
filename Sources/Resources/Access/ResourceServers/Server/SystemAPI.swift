import AccessAPI
import Contract
import OrderedCollections

/// The fixed properties and scopes of a built-in API, which every tenant can create under its predefined identifier.
struct SystemAPI {
    private let fixed: JSONObject
    let scopes: [ResourceServerScope]

    /// Creates the built-in API with an identifier; `nil` for the identifier of a custom API.
    /// - Parameters:
    ///   - identifier: The identifier of the API.
    ///   - issuer: The issuer of the tenant.
    init?(identifier: String, issuer: String) {
        if identifier == "urn:auth0:express-configure" {
            self = .expressConfiguration
        } else if identifier == issuer + "me/" {
            self = .myAccount
        } else {
            return nil
        }
    }

    private init(_ fixed: JSONObject, _ scopes: KeyValuePairs<String, String>) {
        self.fixed = fixed
        self.scopes = scopes.map { ResourceServerScope(value: $0.key, description: $0.value) }
    }

    func members(_ given: JSONObject) -> JSONObject {
        var members = fixed
        members["authorization_policy"] = given["authorization_policy"]
        return members
    }

    private static let expressConfiguration = SystemAPI(
        [
            "name": "Okta OIN Express Configuration API", "signing_alg": "RS256", "allow_offline_access": false,
            "token_lifetime": 300, "token_lifetime_for_web": 7_200,
            "skip_consent_for_verifiable_first_party_clients": false, "enforce_policies": true,
            "subject_type_authorization": ["user": ["policy": "allow_all"], "client": ["policy": "deny_all"]],
        ],
        [
            "express_configure:sso": "Ability to create SSO configurations",
            "express_configure:scim": "Ability to create scim configurations",
        ])

    private static let myAccount = SystemAPI(
        [
            "name": "Auth0 My Account API", "signing_alg": "RS256", "allow_offline_access": true,
            "token_lifetime": 600, "token_lifetime_for_web": 600,
            "skip_consent_for_verifiable_first_party_clients": true,
            "proof_of_possession": ["mechanism": "dpop", "required": false],
            "subject_type_authorization": [
                "user": ["policy": "require_client_grant"], "client": ["policy": "deny_all"],
            ],
        ],
        [
            "create:me:connected_accounts": "Create Connected Accounts",
            "read:me:connected_accounts": "Read Connected Accounts",
            "delete:me:connected_accounts": "Delete Connected Accounts",
        ])
}
