import Contract
import Model
import Outbound
import Serving

// Providers with OpenID Connect.

extension UpstreamProvider {
    /// The time for which provider metadata is cached.
    private static let freshness = Duration.seconds(3_600)

    /// Creates a provider from the connection's options or from provider metadata.
    init(openID connection: ConnectionRow, _ documents: RemoteDocuments) async throws {
        let options = connection.options
        let isFrontChannel = options["type"]?.string ?? "front_channel" == "front_channel"
        let metadata = try await Self.metadata(connection, needsTokens: !isFrontChannel, documents)
        var rules = IDTokenRequirements(
            issuer: try connection.require("issuer", metadata), keys: try connection.require("jwks_uri", metadata),
            audience: try connection.requireClientID())
        rules.restrict(to: options["id_token_signed_response_algs"]?.strings)
        rules.profileEndpoint = metadata["userinfo_endpoint"]?.string
        let wanted = connection.scopes("scope", separator: ",")
        let more = options["attribute_map"]?["userinfo_scope"]?.string?.scopes ?? []
        let setting = options["connection_settings"]?["pkce"]?.string ?? "auto"
        let scopes = wanted.isEmpty ? ["openid", "profile", "email"] : wanted
        self.init(
            connection: connection, clientID: rules.audience,
            authorizationEndpoint: try connection.require("authorization_endpoint", metadata),
            tokenEndpoint: isFrontChannel ? nil : try connection.require("token_endpoint", metadata),
            assertion: .idToken(rules), scope: Self.joined(["openid"] + scopes + more))
        endSessionEndpoint = metadata["end_session_endpoint"]?.string
        guard !isFrontChannel else { return }
        challengeMethod = ChallengeMethod(
            setting, supported: metadata["code_challenge_methods_supported"]?.strings ?? [])
    }

    /// Creates a provider for Microsoft Entra ID.
    init(microsoft connection: ConnectionRow, _ documents: RemoteDocuments) async throws {
        let options = connection.options
        let isCommon = options["useCommonEndpoint"] == true
        let own = options["tenantId"]?.string ?? options["tenant_domain"]?.string
        guard let directory = isCommon ? "common" : own else {
            throw OAuthError.misconfigured(connection, "it has no tenant_domain")
        }
        let base = "https://login.microsoftonline.com/\(PercentEncoding.encode(directory))/v2.0"
        let metadata = try await Self.discovered(at: base, connection, documents)
        var rules = IDTokenRequirements(
            issuer: try connection.require("issuer", metadata), keys: try connection.require("jwks_uri", metadata),
            audience: try connection.requireClientID())
        rules.identifier = options["userid_attribute"]?.string ?? "sub"
        rules.emailIsVerified =
            options["should_trust_email_verified_connection"] == "always_set_emails_as_verified"
        self.init(
            connection: connection, clientID: rules.audience,
            authorizationEndpoint: try connection.require("authorization_endpoint", metadata),
            tokenEndpoint: try connection.require("token_endpoint", metadata), assertion: .idToken(rules),
            scope: Self.joined(["openid", "profile", "email"] + connection.scopes("scope")))
        endSessionEndpoint = metadata["end_session_endpoint"]?.string
    }

    /// Creates a provider for Google, either for all accounts or for those of hosted domains.
    init(google connection: ConnectionRow) throws {
        var rules = IDTokenRequirements(
            issuer: "https://accounts.google.com", keys: "https://www.googleapis.com/oauth2/v3/certs",
            audience: try connection.requireClientID())
        let options = connection.options
        var domains: [String] = []
        if connection.strategy == "google-apps" {
            domains = [options["domain"], options["tenant_domain"]].compactMap { $0?.string }
            guard !domains.isEmpty else { throw OAuthError.misconfigured(connection, "it has no domain") }
            // Directory synchronization identifies users in the same way.
            rules.identifier = options["map_user_id_to_id"] == true ? "sub" : "email"
            rules.hostedDomains = domains + (options["domain_aliases"]?.strings ?? [])
        }
        self.init(
            connection: connection, clientID: rules.audience,
            authorizationEndpoint: "https://accounts.google.com/o/oauth2/v2/auth",
            tokenEndpoint: "https://oauth2.googleapis.com/token", assertion: .idToken(rules),
            scope: Self.joined(["openid"] + connection.scopes("scope")))
        challengeMethod = .digest
        if let domain = domains.first { parameters = [("hd", domain)] }
    }

    private static func joined(_ scopes: [String]) -> String {
        scopes.joined(separator: " ").scopes.joined(separator: " ")
    }

    /// Returns the provider metadata; the connection's options override the provider's own values.
    private static func metadata(
        _ connection: ConnectionRow, needsTokens: Bool, _ documents: RemoteDocuments
    ) async throws -> JSONObject {
        let options = connection.options
        let endpoints = ["issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"]
        var known = (options["oidc_metadata"]?.object ?? [:]).filter { !$0.value.isNull }
        for name in endpoints { if let value = options[name], !value.isNull { known[name] = value } }
        let needed = ["issuer", "authorization_endpoint", "jwks_uri"] + (needsTokens ? ["token_endpoint"] : [])
        if needed.allSatisfy({ known[$0] != nil }) { return known }
        guard let address = options["discovery_url"]?.string ?? known["issuer"]?.string else {
            throw OAuthError.misconfigured(connection, "it has no discovery_url and no issuer")
        }
        return try await discovered(at: address, connection, documents).merging(known) { $1 }
    }

    /// Returns the provider's discovery document.
    /// - Parameter address: the URL of the document or of the issuer.
    private static func discovered(
        at address: String, _ connection: ConnectionRow, _ documents: RemoteDocuments
    ) async throws -> JSONObject {
        let path = "/.well-known/openid-configuration"
        let root = address.hasSuffix("/") ? String(address.dropLast()) : address
        let url = root.contains("/.well-known/") ? root : root + path
        do {
            return try await documents.document(at: url, within: freshness).object ?? [:]
        } catch let failure as OutboundFailure {
            throw OAuthError.unreachable(connection, failure.description)
        }
    }
}

extension ConnectionRow {
    /// Returns a required member of the provider metadata.
    fileprivate func require(_ name: String, _ metadata: JSONObject) throws -> String {
        guard let value = metadata[name]?.string, !value.isEmpty else {
            throw OAuthError.misconfigured(self, "it has no \(name)")
        }
        return value
    }
}
