import Contract
import Model
import OrderedCollections

/// The mapping of a provider's claims to a user's profile.
struct ClaimMapping: Sendable {
    /// Claims about the token, which are not part of the profile.
    private static let restricted: Set<String> = [
        "acr", "amr", "at_hash", "aud", "auth_time", "azp", "c_hash", "exp", "iat", "iss", "jti", "nbf", "nonce",
        "s_hash", "sid", "sub",
    ]
    /// The standard claims (OpenID Connect Core, section 5.1).
    private static let basic: Set<String> = [
        "address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "locale",
        "middle_name", "name", "nickname", "phone_number", "phone_number_verified", "picture", "preferred_username",
        "profile", "website", "zoneinfo",
    ]

    private let mode: String
    private let attributes: JSONObject
    private let connection: ConnectionRow

    init(_ connection: ConnectionRow) {
        let map = connection.options["attribute_map"]
        mode = map?["mapping_mode"]?.string ?? (connection.strategy == "okta" ? "basic_profile" : "bind_all")
        attributes = map?["attributes"]?.object ?? [:]
        self.connection = connection
    }

    /// Whether the mapping needs more than the ID token.
    var needsProfile: Bool {
        connection.options["attribute_map"]?["userinfo_scope"]?.string?.isEmpty == false
            || attributes.values.contains { $0.string?.contains("context.userinfo") ?? false }
    }

    /// Returns the profile for a set of claims.
    /// - Parameters:
    ///   - said: the response of the provider's userinfo endpoint.
    func profile(_ claims: JSONObject, accessToken: String?, said: JSONObject) -> JSONObject {
        switch mode {
        case "use_map":
            var tokens = claims
            tokens["access_token"] = accessToken.map(JSON.string)
            let context: JSON = [
                "connection": ["id": .string(connection.id), "strategy": .string(connection.strategy)],
                "tokenset": .object(tokens), "userinfo": .object(said),
            ]
            return attributes.filter { !Self.restricted.contains($0.key) }.compactMapValues {
                $0.string.map { Self.value(of: $0, context) } ?? $0
            }
        case "basic_profile": return claims.merging(said) { $1 }.filter { Self.basic.contains($0.key) }
        default: return claims.merging(said) { $1 }.filter { !Self.restricted.contains($0.key) }
        }
    }

    /// Evaluates a template: a single expression returns its value, anything else a string.
    /// - Returns: `nil` if the value does not exist.
    private static func value(of template: String, _ context: JSON) -> JSON? {
        let expression = /\$\{\s*context\.([A-Za-z0-9_.:\/-]+)\s*\}/
        if let whole = template.wholeMatch(of: expression) { return context.value(at: whole.output.1) }
        return .string(
            template.replacing(expression) { match in
                let value = context.value(at: match.output.1)
                return value?.string ?? value?.text ?? ""
            })
    }
}

extension JSON {
    /// Returns the value at a dot-separated path of member names.
    func value(at path: some StringProtocol) -> JSON? {
        var value: JSON? = self
        for name in path.split(separator: ".") { value = value?[String(name)] }
        return value
    }
}
