import ApplicationsAPI
import Contract
import OrderedCollections
import Storage

/// Constraints between the members of an application.
enum ClientConstraints {
    private static let grantTypes: Set<String> = [
        "authorization_code", "implicit", "refresh_token", "client_credentials", "password",
        "http://auth0.com/oauth/grant-type/password-realm", "http://auth0.com/oauth/grant-type/mfa-oob",
        "http://auth0.com/oauth/grant-type/mfa-otp", "http://auth0.com/oauth/grant-type/mfa-recovery-code",
        "http://auth0.com/oauth/grant-type/passwordless/otp", "urn:ietf:params:oauth:grant-type:device_code",
        "urn:openid:params:grant-type:ciba", "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:okta:params:oauth:grant-type:webauthn",
        "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
        "urn:ietf:params:oauth:grant-type:jwt-bearer", "http://auth0.com/oauth/legacy/grant-type/ro",
        "http://auth0.com/oauth/legacy/grant-type/ro/jwt-bearer",
        "http://auth0.com/oauth/legacy/grant-type/delegation/refresh_token",
        "http://auth0.com/oauth/legacy/grant-type/delegation/id_token",
        "http://auth0.com/oauth/legacy/grant-type/access_token",
    ]

    /// Validates an application as it would be stored.
    /// - Parameter given: The members of the request.
    static func check(_ members: JSONObject, given: JSONObject) throws {
        let unknown = (given["grant_types"]?.strings ?? []).filter { !grantTypes.contains($0) }
        guard unknown.isEmpty else {
            throw APIError.invalidBody("Invalid grant types: \(unknown.joined(separator: ","))")
        }
        let methods = given["client_authentication_methods"]?.object
        if methods != nil, let method = given["token_endpoint_auth_method"], !method.isNull {
            throw APIError.invalidBody(
                "Cannot set both client_authentication_methods and token_endpoint_auth_method")
        }
        try checkRefreshToken(members)
        try checkOrganizations(members)
    }

    private static func checkRefreshToken(_ members: JSONObject) throws {
        guard let token = members["refresh_token"]?.object else { return }
        if token["rotation_type"] == "rotating" {
            if members["oidc_conformant"]?.bool != true {
                throw APIError.invalidBody("Refresh token rotation requires the client to be oidc_conformant")
            }
            if token["expiration_type"] != "expiring" {
                throw APIError.invalidBody("Rotating refresh tokens must be of expiration_type \"expiring\"")
            }
        }
        if let idle = token["idle_token_lifetime"]?.integer, let absolute = token["token_lifetime"]?.integer,
            token["infinite_token_lifetime"]?.bool == false, token["infinite_idle_token_lifetime"]?.bool == false,
            idle > absolute
        {
            throw APIError.invalidBody(
                "refresh_token.idle_token_lifetime must be less than refresh_token.token_lifetime")
        }
    }

    private static func checkOrganizations(_ members: JSONObject) throws {
        let behavior = members["organization_require_behavior"]?.string
        guard let behavior, behavior != "no_prompt", members["organization_usage"]?.string != "require" else { return }
        throw APIError.invalidBody(
            "organization_require_behavior \"\(behavior)\" can only be used with organization_usage \"require\"")
    }
}
