import Contract
import Model
import OrderedCollections

/// Somebody whom a provider vouches for.
struct UpstreamPerson: Sendable {
    /// How much a provider may name its users with, in bytes.
    private static let longestIdentifier = 512
    /// What directories say of their users, and what no login may change.
    private static let notForLogins: Set<String> = ["blocked", "last_password_reset"]
    /// The members of a profile that are texts.
    private static let texts: Set<String> = [
        "email", "family_name", "given_name", "name", "nickname", "phone_number", "picture", "username",
    ]
    /// The members that an administrator may want to keep as they are.
    static let rootAttributes: Set<String> = ["family_name", "given_name", "name", "nickname", "picture"]

    /// The part of the user's identifier after the first `|`.
    let identity: String
    /// What the provider says of the user, as it is kept.
    let profile: JSONObject
    /// What the provider lets the tenant do in the user's name. Secret.
    let tokens: JSONObject

    /// What the log calls the person.
    var name: String { profile["email"]?.string ?? profile["username"]?.string ?? identity }

    /// - Parameters:
    ///   - identifier: what the provider calls the person.
    ///   - said: what it says of the person, under the names that Auth0 has for that.
    ///   - tokens: its answer to the code, where there was one.
    /// - Throws: `OAuthError` where nobody can be kept so.
    init(_ identifier: JSON?, said: JSONObject, tokens: JSONObject, by connection: ConnectionRow) throws {
        guard let text = identifier?.string ?? identifier?.integer.map(String.init), !text.isEmpty,
            text.utf8.count <= Self.longestIdentifier
        else { throw OAuthError.distrusted("it does not say who the user is") }
        guard !JSON.object(said).hasNUL, !text.utf8.contains(0) else {
            throw OAuthError.distrusted("the profile has a character that cannot be kept")
        }
        // Of providers that a tenant may have many of, each has identifiers of its own.
        identity = ["oauth2", "oidc", "okta"].contains(connection.strategy) ? "\(connection.name)|\(text)" : text
        profile = Self.kept(said)
        self.tokens = tokens
    }

    private static func kept(_ said: JSONObject) -> JSONObject {
        var profile = said.filter { name, value in
            !UserDocument.ownMembers.contains(name) && !notForLogins.contains(name) && !value.isNull
                && (!texts.contains(name) || value.string != nil)
        }
        profile["email"] = profile["email"]?.string.map { .string($0.lowercased()) }
        // Some say so in a text.
        let isVerified = profile["email_verified"] == true || profile["email_verified"] == "true"
        profile["email_verified"] = profile["email"] == nil ? nil : .bool(isVerified)
        return profile
    }
}
