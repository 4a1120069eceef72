import Contract
import Model
import OrderedCollections

/// A person whom a provider has authenticated.
struct UpstreamPerson: Sendable {
    /// The maximum length of the provider's identifier for a user, in bytes.
    private static let longestIdentifier = 512
    /// Members that directories provide, which a login must not change.
    private static let notForLogins: Set<String> = ["blocked", "last_password_reset"]
    /// The members of a profile that must be strings.
    private static let texts: Set<String> = [
        "email", "family_name", "given_name", "name", "nickname", "phone_number", "picture", "username",
    ]
    /// The members that an administrator may want to protect from updates by logins.
    static let rootAttributes: Set<String> = ["family_name", "given_name", "name", "nickname", "picture"]

    /// The part of the user's identifier after the first `|`.
    let identity: String
    /// The provider's data about the user in the form in which it is stored.
    let profile: JSONObject
    /// The tokens that the provider has issued. Secret.
    let tokens: JSONObject

    /// The name in log events.
    var name: String { profile["email"]?.string ?? profile["username"]?.string ?? identity }

    /// Creates a person.
    /// - Parameters:
    ///   - identifier: the provider's identifier for the person.
    ///   - said: the provider's data about the person, with Auth0's member names.
    ///   - tokens: the provider's token response, if there was one.
    /// - Throws: `OAuthError` if the identifier or the data cannot be stored.
    init(_ identifier: JSON?, said: JSONObject, tokens: JSONObject, by connection: ConnectionRow) throws {
        guard let text = identifier?.string ?? identifier?.integer.map(String.init), !text.isEmpty,
            text.utf8.count <= Self.longestIdentifier
        else { throw OAuthError.distrusted("it does not say who the user is") }
        guard !JSON.object(said).hasNUL, !text.utf8.contains(0) else {
            throw OAuthError.distrusted("the profile has a character that cannot be kept")
        }
        // A tenant may have many connections of these strategies, each of which has identifiers of its own.
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
        // Some providers send a string.
        let isVerified = profile["email_verified"] == true || profile["email_verified"] == "true"
        profile["email_verified"] = profile["email"] == nil ? nil : .bool(isVerified)
        return profile
    }
}
