import Contract
import Foundation

/// What actions may have a token say.
public enum CustomClaims {
    /// How much they may say in all, in bytes.
    private static let mostBytes = 102_400

    /// Claims that are said by the server alone.
    private static let restricted: Set<String> = [
        "acr", "act", "active", "amr", "at_hash", "ath", "attest", "aud", "auth_time", "authorization_details", "azp",
        "c_hash", "client_id", "cnf", "cty", "dest", "entitlements", "events", "exp", "groups", "gty", "htm", "htu",
        "iat", "internalService", "iss", "jcard", "jku", "jti", "jwe", "jwk", "kid", "may_act", "mky", "nbf", "nonce",
        "object_id", "org_id", "org_name", "orig", "origid", "permissions", "roles", "rph", "s_hash", "scope", "sid",
        "sip_callid", "sip_cseq_num", "sip_date", "sip_from_tag", "sip_via_branch", "sub", "sub_jwk", "toe", "txn",
        "typ", "uuid", "vot", "vtm", "x5t#S256",
    ]

    private static let foreign = ["auth0.com", "webtask.io", "webtask.run"]

    /// The claims that may be said; the others are left out, as at Auth0.
    /// - Parameter isManagement: whether the token is for the Management API, where a claim needs a namespace.
    public static func allowed(_ claims: JSONObject, isManagement: Bool = false) -> JSONObject {
        claims.filter { name, value in
            if value.isNull || restricted.contains(name) { return false }
            guard let isOwn = isOwnNamespace(name) else { return !isManagement }
            return isOwn
        }
    }

    /// Whether a claim is in a namespace that tenants may use; `nil` where it has none.
    private static func isOwnNamespace(_ name: String) -> Bool? {
        let small = name.lowercased()
        if small.hasPrefix("urn:") { return !small.hasPrefix("urn:auth0") }
        guard small.hasPrefix("http://") || small.hasPrefix("https://") else { return nil }
        guard let host = URLComponents(string: small)?.host else { return true }
        return !foreign.contains { host == $0 || host.hasSuffix(".\($0)") }
    }

    /// Whether it is more than a token may have.
    public static func areTooLarge(_ claims: JSONObject) -> Bool {
        JSON.object(claims).bytes.count > mostBytes
    }
}
