import AccessAPI
import Contract
import Model
import Secrets
import Serving
import Storage

extension ResourceServers: ServedResource {
    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let identifiers: SQL = call.query.identifiers.map { "AND identifier IN \(list: $0)" } ?? ""
            let listing = Listing(
                "*", from: "FROM resource_servers WHERE tenant = \(call.tenant.id) \(identifiers)",
                order: "created_at, id", key: "id")
            let page = try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest(), of: ResourceServer.self) {
                    try transaction.resourceServer($0).json
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(create) { call in
            try Self.requireUniqueScopes(call.body.scopes)
            var draft = call.body
            let identifier = call.tenant.canonicalURL(draft.identifier ?? "")
            draft.identifier = identifier
            let api = ResourceServerDocument(
                creating: draft, call.members, id: ID(call.random.objectIdentifier(at: call.now)),
                system: SystemAPI(identifier: identifier, issuer: call.tenant.issuer),
                secret: { call.random.base62(32) })
            try await call.write { try $0.insert(api, at: call.now) }
            return OperationResponse(api.json)
        }
        routes.onStored(get) { call in OperationResponse(try await call.read { try $0.resourceServer(call.path) }.json)
        }
        routes.onStored(update) { call in
            try Self.requireUniqueScopes(call.body.scopes)
            let api = try await call.write { transaction in
                var api = try transaction.resourceServer(call.path)
                if api.isSystem { try Self.requireChangeable(call.body) }
                api.apply(call.body, secret: { call.random.base62(32) })
                try transaction.update(api)
                return api
            }
            return OperationResponse(api.json)
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                let row = try transaction.row(
                    """
                    SELECT id, identifier FROM resource_servers
                    WHERE tenant = \(transaction.tenant) AND (id = \(call.path) OR identifier = \(call.path))
                    """)
                guard let row else { return }
                let id: String = try row["id"]
                if try row["identifier"] == call.tenant.managementAudience { throw APIError.systemAPI }
                try transaction.execute(
                    "DELETE FROM resource_servers WHERE tenant = \(transaction.tenant) AND id = \(id)")
            }
            return NoContent()
        }
    }

    private static func requireUniqueScopes(_ scopes: [ResourceServerScope]?) throws {
        let values = (scopes ?? []).map(\.value)
        guard Set(values).count == values.count else {
            throw APIError.invalidBody("Scopes must have unique values")
        }
    }

    /// Rejects updates of a built-in API that concern fixed members.
    private static func requireChangeable(_ changes: Patch<ResourceServerDraft>) throws {
        let changeable: Set<String> = [
            "token_lifetime", "token_lifetime_for_web", "skip_consent_for_verifiable_first_party_clients",
            "allow_offline_access", "signing_alg", "enforce_policies", "token_dialect", "proof_of_possession",
            "subject_type_authorization", "authorization_policy",
        ]
        guard changes.members.keys.allSatisfy(changeable.contains) else { throw APIError.systemAPI }
    }
}

extension ResourceServers: Upgrading {
    public static func upgrade(managementScopes: [String], in transaction: Transaction) throws {
        try transaction.sealPlainSecretsOfAPIs()
        try transaction.addScopes(managementScopes, toAPIsNamed: "Auth0 Management API")
    }
}

extension ResourceServers: TenantSeeding, IssuerChangeHandling {
    public static func seed(_ seed: TenantSeed, in transaction: Transaction) throws {
        let draft = ResourceServerDraft(
            identifier: seed.managementAudience, name: "Auth0 Management API",
            scopes: seed.managementScopes.map(ResourceServerScope.init(management:)))
        let own = ResourceServerDocument(
            creating: draft, ["name": "Auth0 Management API"],
            id: ID(seed.random.objectIdentifier(at: seed.now)), system: nil,
            secret: { "" })
        let system = ResourceServerDocument(
            id: own.id, identifier: own.identifier, members: own.members, scopes: own.scopes, isSystem: true)
        try transaction.insert(system, at: seed.now)
    }

    public static func move(from before: String, to issuer: String, in transaction: Transaction) throws {
        try transaction.execute(
            """
            UPDATE resource_servers SET identifier = \(issuer + "api/v2/")
            WHERE tenant = \(transaction.tenant) AND identifier = \(before + "api/v2/")
            """)
    }
}

extension APIError {
    fileprivate static let systemAPI = APIError.badRequest(
        "This is a system API and cannot be changed or deleted.", code: "system_api")
}
