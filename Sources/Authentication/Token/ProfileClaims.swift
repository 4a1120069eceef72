import Contract
import Model
import OrderedCollections

extension UserDocument {
    /// Returns the claims for the standard scopes (OpenID Connect Core, section 5.4).
    func claims(for scopes: [String]) -> JSONObject {
        var claims: JSONObject = [:]
        func add(_ names: [String]) {
            for name in names { claims[name] = members[name].flatMap { $0.isNull ? nil : $0 } }
        }
        if scopes.contains("profile") { add(Self.profile) }
        if scopes.contains("email") { add(["email", "email_verified"]) }
        if scopes.contains("phone") {
            add(["phone_number"])
            claims["phone_number_verified"] = members["phone_verified"]
        }
        if scopes.contains("address") { add(["address"]) }
        return claims
    }

    private static let profile = [
        "given_name", "family_name", "middle_name", "nickname", "preferred_username", "name", "picture", "profile",
        "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at",
    ]
}
