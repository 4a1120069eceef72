import Contract
import ExtensionsAPI
import Serving
import Storage

extension TokenExchangeProfiles: ServedResource {
    public static let migrations: [Migration] = [
        // An action cannot be deleted while a profile refers to it.
        Migration(
            "token-exchange-profiles-1",
            """
            CREATE TABLE token_exchange_profiles (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, type \(.text) NOT NULL,
                subject_token_type \(.text) NOT NULL, action_id \(.text) NOT NULL, created_at \(.text) NOT NULL,
                updated_at \(.text) NOT NULL, PRIMARY KEY (tenant, id), UNIQUE (tenant, subject_token_type),
                FOREIGN KEY (tenant, action_id) REFERENCES actions (tenant, id))
            """,
            "CREATE INDEX token_exchange_profiles_by_action ON token_exchange_profiles (tenant, action_id)")
    ]

    public func mount(on routes: inout Routes) {
        routes.on(list) { call in
            let listing = Listing(
                "*", from: "FROM token_exchange_profiles WHERE tenant = \(call.tenant.id)", order: "created_at, id",
                key: "id")
            return try await call.read {
                try $0.page(listing, call.query.pageRequest(), item: TokenExchangeProfile.init(row:))
            }
        }
        routes.on(create) { call in
            let profile = TokenExchangeProfile(
                id: call.random.identifier("tep"), name: call.body.name, type: call.body.type,
                subjectTokenType: call.body.subjectTokenType, actionID: call.body.actionID, createdAt: call.now,
                updatedAt: call.now)
            try Self.refuseReserved(profile.subjectTokenType)
            try await call.write { transaction in
                try transaction.requireJudge(profile.actionID)
                try transaction.insert(profile)
            }
            return profile
        }
        routes.on(get) { call in try await call.read { try $0.tokenExchangeProfile(call.path) } }
        routes.on(update) { call in
            if let type = call.body.subjectTokenType { try Self.refuseReserved(type) }
            try await call.write { transaction in
                var profile = try transaction.tokenExchangeProfile(call.path)
                if let name = call.body.name { profile.name = name }
                if let type = call.body.subjectTokenType { profile.subjectTokenType = type }
                profile.updatedAt = call.now
                try transaction.update(profile)
            }
            return NoContent()
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                try transaction.execute(
                    "DELETE FROM token_exchange_profiles WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            return NoContent()
        }
    }

    /// Rejects reserved URIs.
    private static func refuseReserved(_ type: String) throws {
        let type = type.lowercased()
        let isHost = type.prefixMatch(of: /https:\/\/(auth0|okta)\.com([\/:?#]|$)/) != nil
        let isName = ["urn:ietf:", "urn:auth0:", "urn:okta:"].contains(where: type.hasPrefix)
        if isHost || isName {
            throw APIError.badRequest("The subject_token_type is in a reserved namespace", code: "invalid_body")
        }
    }
}

extension TokenExchangeProfile {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], name: try row["name"], type: TokenExchangeType(rawValue: try row["type"]),
            subjectTokenType: try row["subject_token_type"], actionID: try row["action_id"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}

extension Transaction {
    fileprivate func tokenExchangeProfile(_ id: ID<TokenExchangeProfile>) throws -> TokenExchangeProfile {
        let row = try row(
            "SELECT * FROM token_exchange_profiles WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        guard let row else { throw APIError.notFound("The token exchange profile does not exist") }
        return try TokenExchangeProfile(row: row)
    }

    fileprivate func insert(_ profile: TokenExchangeProfile) throws {
        try uniqueType {
            try insert(
                into: "token_exchange_profiles",
                [
                    "id": profile.id, "name": profile.name, "type": profile.type.rawValue,
                    "subject_token_type": profile.subjectTokenType, "action_id": profile.actionID,
                    "created_at": profile.createdAt, "updated_at": profile.updatedAt,
                ])
        }
    }

    fileprivate func update(_ profile: TokenExchangeProfile) throws {
        try uniqueType {
            try execute(
                """
                UPDATE token_exchange_profiles SET name = \(profile.name),
                    subject_token_type = \(profile.subjectTokenType), updated_at = \(profile.updatedAt)
                WHERE tenant = \(tenant) AND id = \(profile.id)
                """)
        }
    }

    private func uniqueType(_ change: () throws -> Void) throws {
        do {
            try change()
        } catch StorageError.notUnique {
            throw APIError.conflict("A token exchange profile with the same subject_token_type already exists")
        }
    }

    /// Rejects an action that cannot validate subject tokens.
    fileprivate func requireJudge(_ action: ID<Action>) throws {
        let row = try row(
            """
            SELECT deployed_version FROM actions WHERE tenant = \(tenant) AND id = \(action) AND EXISTS (
                SELECT 1 FROM action_triggers t WHERE t.tenant = actions.tenant AND t.action_id = actions.id
                AND t.trigger_id = \(ActionTriggerName.customTokenExchange.rawValue))
            """)
        guard let row else {
            throw APIError.badRequest("The action does not exist or does not support the custom-token-exchange trigger")
        }
        let deployed: String? = try row["deployed_version"]
        guard deployed != nil else { throw APIError.badRequest("The action must be deployed") }
    }
}
