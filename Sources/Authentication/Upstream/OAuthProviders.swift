import Contract
import Model
import OrderedCollections

/// An OAuth 2 provider without ID tokens, which returns the user's profile at an endpoint of its own.
struct KnownProvider: Sendable {
    let authorizationEndpoint: String
    let tokenEndpoint: String
    let profileEndpoint: String
    /// The member of the profile that identifies the user.
    let identifier: String
    /// The provider's names for members of Auth0's profile; dots separate path components.
    var attributes: [String: String] = [:]
    /// The URL of the user's addresses, for profiles without a verified one.
    var addressesEndpoint: String?
    var separator = " "
    /// Whether the provider documents support for PKCE.
    var takesChallenge = false

    static let all: [String: KnownProvider] = [
        // docs.github.com: "Authorizing OAuth apps", "Get the authenticated user", "List email addresses"
        "github": KnownProvider(
            authorizationEndpoint: "https://github.com/login/oauth/authorize",
            tokenEndpoint: "https://github.com/login/oauth/access_token",
            profileEndpoint: "https://api.github.com/user", identifier: "id",
            attributes: ["nickname": "login", "picture": "avatar_url"],
            addressesEndpoint: "https://api.github.com/user/emails", takesChallenge: true),
        // developers.facebook.com: "Manually Build a Login Flow", "User"
        "facebook": KnownProvider(
            authorizationEndpoint: "https://www.facebook.com/dialog/oauth",
            tokenEndpoint: "https://graph.facebook.com/oauth/access_token",
            profileEndpoint: "https://graph.facebook.com/me?fields=id,name,first_name,last_name,email,picture",
            identifier: "id",
            attributes: ["given_name": "first_name", "family_name": "last_name", "picture": "picture.data.url"],
            separator: ","),
        // learn.microsoft.com/linkedin: "Sign In with LinkedIn using OpenID Connect"; its ID tokens lack the nonce.
        "linkedin": KnownProvider(
            authorizationEndpoint: "https://www.linkedin.com/oauth/v2/authorization",
            tokenEndpoint: "https://www.linkedin.com/oauth/v2/accessToken",
            profileEndpoint: "https://api.linkedin.com/v2/userinfo", identifier: "sub"),
    ]
}

extension UpstreamProvider {
    /// Creates a provider whose endpoints are built in.
    init(known connection: ConnectionRow) throws {
        guard let known = KnownProvider.all[connection.strategy] else { throw OAuthError.unsupported(connection) }
        if connection.strategy == "linkedin", connection.options["strategy_version"]?.integer ?? 1 < 3 {
            throw OAuthError.misconfigured(connection, "its strategy_version must be 3")
        }
        let separator = known.separator
        self.init(
            connection: connection, clientID: try connection.requireClientID(),
            authorizationEndpoint: known.authorizationEndpoint, tokenEndpoint: known.tokenEndpoint,
            assertion: .profile(known),
            scope: connection.scopes("scope", separator: Character(separator)).joined(separator: separator),
            separator: separator)
        challengeMethod = known.takesChallenge ? .digest : nil
    }

    /// Creates a provider with endpoints from the connection.
    init(custom connection: ConnectionRow) throws {
        let options = connection.options
        func require(_ name: String, _ value: JSON?) throws -> String {
            guard let text = value?.string, !text.isEmpty else {
                throw OAuthError.misconfigured(connection, "it has no \(name)")
            }
            return text
        }
        let separator = options["useOauthSpecScope"] == true ? " " : ","
        self.init(
            connection: connection, clientID: try connection.requireClientID(),
            authorizationEndpoint: try require("authorizationURL", options["authorizationURL"]),
            tokenEndpoint: try require("tokenURL", options["tokenURL"]),
            assertion: .script(try require("fetchUserProfile script", options["scripts"]?["fetchUserProfile"])),
            scope: options["scope"]?.string ?? connection.scopes("scope").joined(separator: separator),
            separator: separator)
        challengeMethod = options["pkce_enabled"] == true ? .digest : nil
        for (name, value) in options["authParams"]?.object ?? [:] {
            if let text = value.string { parameters.append((name, text)) }
        }
    }
}

extension OAuthError {
    static func unsupported(_ connection: ConnectionRow) -> OAuthError {
        .invalidRequest(
            "The connection \(connection.name) is of the strategy \(connection.strategy), with which nobody can log in here yet"
        )
    }
}
