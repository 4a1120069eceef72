import Contract
import Foundation

/// The custom claims that actions can set.
public enum CustomClaims {
    /// The maximum size of all custom claims, in bytes.
    private static let mostBytes = 102_400

    /// Claims that only the server sets.
    private static let restricted: Set<String> = [
        "acr", "act", "active", "amr", "at_hash", "ath", "attest", "aud", "auth_time", "authorization_details", "azp",
        "c_hash", "client_id", "cnf", "cty", "dest", "entitlements", "events", "exp", "groups", "gty", "htm", "htu",
        "iat", "internalService", "iss", "jcard", "jku", "jti", "jwe", "jwk", "kid", "may_act", "mky", "nbf", "nonce",
        "object_id", "org_id", "org_name", "orig", "origid", "permissions", "roles", "rph", "s_hash", "scope", "sid",
        "sip_callid", "sip_cseq_num", "sip_date", "sip_from_tag", "sip_via_branch", "sub", "sub_jwk", "toe", "txn",
        "typ", "uuid", "vot", "vtm", "x5t#S256",
    ]

    private static let foreign = ["auth0.com", "webtask.io", "webtask.run"]

    /// Returns the claims that actions may set, without the others, as at Auth0.
    /// - Parameter isManagement: whether the token is for the Management API, which requires a namespace for custom
    ///   claims.
    public static func allowed(_ claims: JSONObject, isManagement: Bool = false) -> JSONObject {
        claims.filter { name, value in
            if value.isNull || restricted.contains(name) { return false }
            guard let isOwn = isOwnNamespace(name) else { return !isManagement }
            return isOwn
        }
    }

    /// Whether a claim has a namespace that tenants may use; `nil` if it has no namespace.
    private static func isOwnNamespace(_ name: String) -> Bool? {
        let small = name.lowercased()
        if small.hasPrefix("urn:") { return !small.hasPrefix("urn:auth0") }
        guard small.hasPrefix("http://") || small.hasPrefix("https://") else { return nil }
        guard let host = URLComponents(string: small)?.host else { return true }
        return !foreign.contains { host == $0 || host.hasSuffix(".\($0)") }
    }

    /// Whether the claims exceed the maximum size.
    public static func areTooLarge(_ claims: JSONObject) -> Bool {
        JSON.object(claims).bytes.count > mostBytes
    }
}
