import ApplicationsAPI
import Contract
import OrderedCollections

/// The options of social connections: a flag such as `calendar` requests a scope, and `scope` lists all requested
/// scopes.
enum ConnectionOptionsSocial {
    static func completed(_ given: JSONObject, _ strategy: ConnectionStrategy) -> JSONObject {
        guard let provider = SocialProvider(strategy, version: given["strategy_version"]?.integer) else { return given }
        var options = given
        for flag in provider.always { options = options.withDefault(flag, true) }
        options["scope"] = provider.scope(asked: options)
        return options
    }

    static func googleApps(_ given: JSONObject) -> JSONObject {
        let options = given.withDefault("map_user_id_to_id", false).withDefault("email", true)
        return options.withDefault("profile", true).withDefault("scope", ["email", "profile"])
            .withDefault("handle_login_from_social", true)
    }
}

/// The mapping of a social provider's options to scopes.
struct SocialProvider: Sendable {
    /// The format of `scope`.
    enum Form: Sendable {
        case list
        case joined(by: String)
        /// Joined by a separator, and omitted if empty.
        case joinedIfAny(by: String)
    }

    /// Flags that are set by default.
    var always: [String] = []
    /// Scopes that are always requested.
    var fixed: [String] = []
    /// The scope of each flag.
    var scopes: [String: String]
    var form: Form = .list

    /// Returns the scopes that the options request, in the order of the options.
    func scope(asked options: JSONObject) -> JSON? {
        var asked = fixed
        for (flag, value) in options where value == true {
            if let scope = scopes[flag], !asked.contains(scope) { asked.append(scope) }
        }
        asked += (options["freeform_scopes"]?.strings ?? []).filter { !asked.contains($0) }
        switch form {
        case .list: return .array(asked.map(JSON.string))
        case .joined(let separator): return .string(asked.joined(separator: separator))
        case .joinedIfAny(let separator):
            return asked.isEmpty ? options["scope"] : .string(asked.joined(separator: separator))
        }
    }
}

extension SocialProvider {
    /// - Parameter version: The version of the strategy, if given.
    /// - Returns: `nil` if scopes are given directly or the provider has none.
    init?(_ strategy: ConnectionStrategy, version: Int?) {
        switch strategy {
        case .googleOAuth2: self.init(always: ["email", "profile"], scopes: SocialScopes.google)
        case .github: self.init(scopes: SocialScopes.github)
        case .facebook: self.init(scopes: SocialScopes.facebook, form: .joined(by: ","))
        case .apple: self.init(scopes: ["name": "name", "email": "email"], form: .joinedIfAny(by: " "))
        case .linkedin: self = .linkedin(version: version ?? 1)
        case .windowsLive: self = .windowsLive(version: version ?? 1)
        default:
            guard let provider = Self.other(strategy.rawValue) else { return nil }
            self = provider
        }
    }

    private static func linkedin(version: Int) -> SocialProvider {
        let email = ["email": "r_emailaddress", "basic_profile": "r_basicprofile"]
        switch version {
        case 1:
            let more = ["profile": "r_basicprofile", "full_profile": "r_fullprofile", "network": "r_network"]
            return SocialProvider(always: ["profile"], scopes: email.merging(more) { $1 })
        case 2: return SocialProvider(always: ["profile"], scopes: email.merging(["profile": "r_liteprofile"]) { $1 })
        default:
            return SocialProvider(
                always: ["openid", "profile"], scopes: ["openid": "openid", "profile": "profile", "email": "email"])
        }
    }

    private static func windowsLive(version: Int) -> SocialProvider {
        SocialProvider(
            always: ["signin"], scopes: version == 1 ? SocialScopes.windowsLive : SocialScopes.microsoftGraph)
    }

    private static func other(_ strategy: String) -> SocialProvider? {
        switch strategy {
        case "line":
            SocialProvider(
                always: ["profile"], fixed: ["openid"], scopes: ["profile": "profile", "email": "email"])
        case "paypal", "paypal-sandbox":
            SocialProvider(
                always: ["profile"], fixed: ["openid"],
                scopes: ["profile": "profile", "email": "email", "address": "address", "phone": "phone"])
        case "amazon":
            SocialProvider(always: ["profile"], scopes: ["profile": "profile", "postal_code": "postal_code"])
        case "bitbucket": SocialProvider(always: ["profile"], scopes: ["profile": "account"])
        case "salesforce", "salesforce-community", "salesforce-sandbox": SocialProvider(scopes: ["profile": "id"])
        case "twitter":
            SocialProvider(
                scopes: [
                    "tweet_read": "tweet.read", "users_read": "users.read", "offline_access": "offline.access",
                ])
        case let name where SocialScopes.plain.contains(name):
            SocialProvider(always: ["profile"], scopes: ["profile": "profile"])
        default: nil
        }
    }
}
