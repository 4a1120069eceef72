import Contract
import Model
import OrderedCollections
import Secrets
import Serving
import Storage
import Triggers

extension TokenRequest {
    /// Issues an access token for the application itself (RFC 6749, section 4.4).
    func clientCredentials() async throws -> JSON {
        let (audience, scopes, custom) = try await exchange()
        let contents = AccessTokenContents(
            subject: "\(client.id)@clients", client: client.id, audiences: [audience.identifier], scopes: scopes,
            permissions: audience.namesPermissions ? scopes : nil, grantType: "client-credentials",
            custom: custom)
        let claims = contents.claims(
            tenant, audience, lifetime: audience.lifetime, identifier: services.random.base62(22), now: now)
        var answer: JSONObject = ["access_token": .string(try tenant.signer.sign(claims, for: audience))]
        if !scopes.isEmpty { answer["scope"] = .string(scopes.joined(separator: " ")) }
        answer["expires_in"] = .integer(Int64(audience.lifetime))
        answer["token_type"] = "Bearer"
        return .object(answer)
    }

    /// Determines the access of the application, and logs the exchange.
    private func exchange() async throws -> (AudienceRow, scopes: [String], custom: JSONObject) {
        guard tenant.runs(.credentialsExchange) else {
            // Without actions, one transaction is sufficient.
            return try await write { transaction in
                let (audience, grant) = try granted(in: transaction)
                let scopes = offered(by: grant)
                try recordExchange(on: audience, scopes, nil, in: transaction)
                return (audience, scopes, [:])
            }
        }
        let (audience, grant) = try await read { try granted(in: $0) }
        let wanted = offered(by: grant)
        let flow = try await exchangeFlow(on: audience, wanted)
        if let refusal = exchangeRefusal(of: flow) { throw try await refuse(refusal, flow) }
        let isManagement = audience.identifier == tenant.managementAudience
        let scopes = flow.changed(wanted, isManagement: isManagement)
        let custom = CustomClaims.allowed(flow.accessTokenClaims, isManagement: isManagement)
        try await write { try recordExchange(on: audience, scopes, flow, in: $0) }
        return (audience, scopes, custom)
    }

    private func offered(by grant: ClientGrantRow) -> [String] {
        parameters["scope"].map { $0.scopes.filter(grant.scopes.contains) } ?? grant.scopes
    }

    /// Runs the tenant's actions for the exchange.
    private func exchangeFlow(on audience: AudienceRow, _ scopes: [String]) async throws -> FlowOutcome {
        let scopes = JSON.array(scopes.map(JSON.string))
        let event: JSONObject = [
            "accessToken": ["customClaims": [:], "scope": scopes], "client": client.row.seenByActions,
            "request": seenByActions, "resource_server": ["identifier": .string(audience.identifier)],
            "transaction": [
                "metadata": [:],
                "requested_scopes": .array((parameters["scope"]?.scopes ?? []).map(JSON.string)),
            ],
        ]
        return try await ActionFlow(.credentialsExchange, of: tenant.id, event: event, services).run()
    }

    private func exchangeRefusal(of flow: FlowOutcome) -> OAuthError? {
        guard let denial = flow.exchangeDenial else {
            return CustomClaims.areTooLarge(flow.accessTokenClaims) ? .claimsAreTooLarge : nil
        }
        switch denial.code {
        case "invalid_scope", "invalid_request": return OAuthError(400, denial.code ?? "", denial.message)
        case "server_error": return OAuthError(500, "server_error", denial.message)
        default: return .accessDenied(denial.message)
        }
    }

    private func refuse(_ error: OAuthError, _ flow: FlowOutcome) async throws -> OAuthError {
        var event = event(.failedClientCredentialsExchange, error.description)
        event.mention([flow])
        let failed = event
        try await write { [ids = services.logIDs] transaction in
            if let execution = flow.execution { try transaction.record(execution) }
            try transaction.emit(failed, ids)
        }
        return error.logged
    }

    private func recordExchange(
        on audience: AudienceRow, _ scopes: [String], _ flow: FlowOutcome?, in transaction: Transaction
    ) throws {
        var event = event(.clientCredentialsExchange)
        event.audience = audience.identifier
        event.scope = scopes.joined(separator: " ")
        event.mention([flow])
        if let execution = flow?.execution { try transaction.record(execution) }
        try transaction.emit(event, services.logIDs)
    }

    private func granted(in transaction: Transaction) throws -> (AudienceRow, ClientGrantRow) {
        let client = client.id
        let usual = services.servesLegacyAPI ? tenant.managementAudience : nil
        let named = try transaction.audienceName(
            parameters, settings: try transaction.tenantSettings(), tenant: tenant)
        guard let name = named ?? usual else {
            throw OAuthError.accessDenied(
                "No audience parameter was provided, and no default audience has been configured")
        }
        guard let audience = try transaction.audience(name) else { throw OAuthError.unknownAudience(name) }
        // In the Management API v1, the global client has all permissions.
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
