import Contract
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

extension TokenRequest {
    /// Issues a token that an application uses in its own name (RFC 6749, section 4.4).
    func clientCredentials() async throws -> JSON {
        let (audience, grant) = try await granted()
        let scopes = parameters["scope"].map { $0.scopes.filter(grant.scopes.contains) } ?? grant.scopes
        let contents = AccessTokenContents(
            subject: "\(client.id)@clients", client: client.id, audiences: [audience.identifier], scopes: scopes,
            permissions: audience.namesPermissions ? scopes : nil, grantType: "client-credentials")
        let claims = contents.claims(
            tenant, audience, lifetime: audience.lifetime, identifier: services.random.base62(22), now: now)
        let token = try tenant.signer.sign(claims, for: audience)
        try await recordExchange(on: audience, scopes)
        var answer: JSONObject = ["access_token": .string(token)]
        if !scopes.isEmpty { answer["scope"] = .string(scopes.joined(separator: " ")) }
        answer["expires_in"] = .integer(Int64(audience.lifetime))
        answer["token_type"] = "Bearer"
        return .object(answer)
    }

    private func recordExchange(on audience: AudienceRow, _ scopes: [String]) async throws {
        var event = event(.clientCredentialsExchange)
        event.audience = audience.identifier
        event.scope = scopes.joined(separator: " ")
        let exchanged = event
        let ids = services.logIDs
        try await write { try $0.emit(exchanged, ids) }
    }

    private func granted() async throws -> (AudienceRow, ClientGrantRow) {
        let client = client.id
        let usual = services.servesLegacyAPI ? tenant.managementAudience : nil
        return try await read { [parameters, tenant] transaction in
            let settings = try transaction.tenantSettings()
            let named = transaction.audienceName(parameters, settings: settings, tenant: tenant)
            guard let name = named ?? usual else {
                throw OAuthError.accessDenied(
                    "No audience parameter was provided, and no default audience has been configured")
            }
            guard let audience = try transaction.audience(name) else { throw OAuthError.unknownAudience(name) }
            // In the Management API v1, whoever is all applications may do everything.
            if usual == name, try transaction.isGlobal(client) {
                return (audience, ClientGrantRow(scopes: try transaction.scopes(of: audience)))
            }
            let policy = audience.document["subject_type_authorization"]?["client"]?["policy"]?.string
            guard policy != "deny_all", let grant = try transaction.clientGrant(of: client, on: audience) else {
                throw OAuthError.accessDenied(
                    """
                    Client is not authorized to access "\(name)". You need to create a "client-grant" associated to \
                    this API.
                    """)
            }
            return (audience, grant)
        }
    }
}
