import Contract
import Model
import OrderedCollections
import Serving
import Storage

/// What an application asks for in a user's name, as far as that does not depend on the user.
struct RequestedAccess: Sendable {
    /// The API; `nil` where only the user's own profile is wanted.
    let audience: AudienceRow?
    /// The API's scopes that the application may get.
    let offered: [String]
    /// The scopes that it asks for; `nil` where it says nothing.
    let wanted: [String]?
    /// Whether it may get a refresh token.
    let allowsOffline: Bool

    /// What OpenID Connect has scopes for.
    static let profileScopes = ["openid", "profile", "email", "address", "phone"]
}

/// What tokens of a user let an application do.
struct GrantedAccess: Sendable {
    let audience: AudienceRow?
    /// The scopes, in the order in which they were asked for.
    var scopes: [String]
    /// What the user may do with the API, where tokens are to tell.
    let permissions: [String]?

    var scope: String { scopes.joined(separator: " ") }
    func has(_ scope: String) -> Bool { scopes.contains(scope) }
}

extension String {
    /// The scopes in a parameter, each once.
    var scopes: [String] { Array(OrderedSet(split(separator: " ").map(String.init))) }
}

extension AudienceRow {
    var enforcesPolicies: Bool { document["enforce_policies"]?.bool ?? false }
    var dialect: String { document["token_dialect"]?.string ?? "access_token" }
    var isRFC9068: Bool { dialect.hasPrefix("rfc9068") }
    /// Whether tokens tell what their holder may do.
    var namesPermissions: Bool { enforcesPolicies && dialect.hasSuffix("authz") }
    /// How long tokens are good, in seconds.
    var lifetime: Int { document["token_lifetime"]?.integer ?? 86_400 }
    /// The same, for tokens that a browser brings.
    var lifetimeForWeb: Int { document["token_lifetime_for_web"]?.integer ?? min(lifetime, 7_200) }
    var algorithm: String { document["signing_alg"]?.string ?? "RS256" }
}

extension Transaction {
    /// The API that a request is for: the one it names, or the tenant's choice.
    func audienceName(
        _ parameters: TokenParameters, settings: @autoclosure () throws -> JSON, tenant: TenantContext
    ) rethrows -> String? {
        if let named = parameters["audience"] { return tenant.canonicalAudience(named) }
        let settings = try settings()
        var named: String?
        if settings["resource_parameter_profile"] == "compatibility" { named = parameters["resource"] }
        let fallback = settings["default_audience"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        return (named ?? fallback).map(tenant.canonicalAudience)
    }

    /// - Parameter identifier: of the API; `nil`, or that of the user's profile, where there is none.
    /// - Throws: `OAuthError` where there is no such API, or the application may not use it.
    func requestedAccess(
        to identifier: String?, wanted: [String]?, for client: ClientRow, tenant: TenantContext
    ) throws -> RequestedAccess {
        let canRefresh = client.grantTypes.contains("refresh_token")
        guard let identifier, identifier != tenant.userInfoAudience else {
            return RequestedAccess(audience: nil, offered: [], wanted: wanted, allowsOffline: canRefresh)
        }
        guard let audience = try audience(identifier) else { throw OAuthError.unknownAudience(identifier) }
        var offered = try scopes(of: audience)
        // Users do not administer the tenant: they may act on themselves.
        if identifier == tenant.managementAudience { offered = offered.filter { $0.contains(":current_user") } }
        switch audience.document["subject_type_authorization"]?["user"]?["policy"]?.string {
        case "deny_all": throw OAuthError.notAuthorized(client, on: audience)
        case "require_client_grant":
            guard let grant = try clientGrant(of: client.id, on: audience, for: "user") else {
                throw OAuthError.notAuthorized(client, on: audience)
            }
            offered = offered.filter(grant.scopes.contains)
        default: break
        }
        let allowsOffline = canRefresh && audience.document["allow_offline_access"]?.bool == true
        return RequestedAccess(audience: audience, offered: offered, wanted: wanted, allowsOffline: allowsOffline)
    }

    /// What of it a user's tokens get.
    /// - Parameter organization: the one that the user logs in to.
    func granted(_ access: RequestedAccess, of user: UserID, in organization: String?) throws -> GrantedAccess {
        var api = access.offered
        var permissions: [String]?
        if let audience = access.audience, audience.enforcesPolicies {
            let held = try self.permissions(of: user, on: audience.id, in: organization)
            api = api.filter(held.contains)
            if audience.namesPermissions { permissions = held }
        }
        // Who asks for nothing gets all but a refresh token.
        let all = RequestedAccess.profileScopes + api
        let allowed = access.allowsOffline ? all + ["offline_access"] : all
        let scopes = access.wanted.map { $0.filter(allowed.contains) } ?? all
        return GrantedAccess(audience: access.audience, scopes: scopes, permissions: permissions)
    }
}

extension TenantContext {
    /// The audience of tokens that tell of their user.
    var userInfoAudience: String { issuer + "userinfo" }
}

extension OAuthError {
    fileprivate static func notAuthorized(_ client: ClientRow, on audience: AudienceRow) -> OAuthError {
        .accessDenied(
            "Client \"\(client.id)\" is not authorized to access resource server \"\(audience.identifier)\".")
    }
}
