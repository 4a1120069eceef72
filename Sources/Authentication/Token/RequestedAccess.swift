import Contract
import Model
import OrderedCollections
import Serving
import Storage

/// The access that an application requests for a user, as far as it does not depend on the user.
struct RequestedAccess: Sendable {
    /// The API; `nil` if only the user's profile is requested.
    let audience: AudienceRow?
    /// The scopes of the API that the application may receive.
    let offered: [String]
    /// The requested scopes; `nil` if the request has no `scope`.
    let wanted: [String]?
    /// Whether the application may receive a refresh token.
    let allowsOffline: Bool

    /// The OpenID Connect scopes.
    static let profileScopes = ["openid", "profile", "email", "address", "phone"]
}

/// The access that tokens of a user grant.
struct GrantedAccess: Sendable {
    let audience: AudienceRow?
    /// The scopes, in the order of the request.
    var scopes: [String]
    /// The user's permissions, if the access token has a `permissions` claim.
    let permissions: [String]?

    var scope: String { scopes.joined(separator: " ") }
    func has(_ scope: String) -> Bool { scopes.contains(scope) }
}

extension String {
    /// The scopes in a space-separated list, without duplicates.
    var scopes: [String] { Array(OrderedSet(split(separator: " ").map(String.init))) }
}

extension AudienceRow {
    var enforcesPolicies: Bool { document["enforce_policies"]?.bool ?? false }
    var dialect: String { document["token_dialect"]?.string ?? "access_token" }
    var isRFC9068: Bool { dialect.hasPrefix("rfc9068") }
    /// Whether access tokens have a `permissions` claim.
    var namesPermissions: Bool { enforcesPolicies && dialect.hasSuffix("authz") }
    /// The lifetime of access tokens, in seconds.
    var lifetime: Int { document["token_lifetime"]?.integer ?? 86_400 }
    /// The lifetime of access tokens in authorization responses, in seconds.
    var lifetimeForWeb: Int { document["token_lifetime_for_web"]?.integer ?? min(lifetime, 7_200) }
    var algorithm: String { document["signing_alg"]?.string ?? "RS256" }
}

extension Transaction {
    /// Returns the identifier of the API that the request names, or of the tenant's default API.
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

    /// Returns the access that an application may request.
    /// - Parameter identifier: the API's identifier; `nil` or the identifier of `/userinfo` for the user's profile
    ///   only.
    /// - Throws: `OAuthError` if there is no such API or the application may not use it.
    func requestedAccess(
        to identifier: String?, wanted: [String]?, for client: ClientRow, tenant: TenantContext
    ) throws -> RequestedAccess {
        let canRefresh = client.grantTypes.contains("refresh_token")
        guard let identifier, identifier != tenant.userInfoAudience else {
            return RequestedAccess(audience: nil, offered: [], wanted: wanted, allowsOffline: canRefresh)
        }
        guard let audience = try audience(identifier) else { throw OAuthError.unknownAudience(identifier) }
        var offered = try scopes(of: audience)
        // Users receive only the Management API's scopes for their own account.
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

    /// Returns the part of the requested access that a user receives.
    /// - Parameter organization: the organization that the user logs in to.
    func granted(_ access: RequestedAccess, of user: UserID, in organization: String?) throws -> GrantedAccess {
        var api = access.offered
        var permissions: [String]?
        if let audience = access.audience, audience.enforcesPolicies {
            let held = try self.permissions(of: user, on: audience.id, in: organization)
            api = api.filter(held.contains)
            if audience.namesPermissions { permissions = held }
        }
        // Requests without `scope` receive all scopes except `offline_access`.
        let all = RequestedAccess.profileScopes + api
        let allowed = access.allowsOffline ? all + ["offline_access"] : all
        let scopes = access.wanted.map { $0.filter(allowed.contains) } ?? all
        return GrantedAccess(audience: access.audience, scopes: scopes, permissions: permissions)
    }
}

extension TenantContext {
    /// The audience of access tokens for `/userinfo`.
    var userInfoAudience: String { issuer + "userinfo" }
}

extension OAuthError {
    fileprivate static func notAuthorized(_ client: ClientRow, on audience: AudienceRow) -> OAuthError {
        .accessDenied(
            "Client \"\(client.id)\" is not authorized to access resource server \"\(audience.identifier)\".")
    }
}
