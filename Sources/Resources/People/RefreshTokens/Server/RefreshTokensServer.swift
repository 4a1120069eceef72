import Contract
import Model
import PeopleAPI
import Serving
import Storage

extension RefreshTokens: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "refresh-tokens-1",
            """
            CREATE TABLE refresh_tokens (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, user_id \(.text) NOT NULL, client_id \(.text) NOT NULL,
                session_id \(.text), rotating BIGINT NOT NULL, created_at \(.text) NOT NULL,
                last_exchanged_at \(.text), idle_expires_at \(.text), expires_at \(.text), document \(.json) NOT NULL,
                PRIMARY KEY (tenant, id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX refresh_tokens_user ON refresh_tokens (tenant, user_id, created_at, id)",
            "CREATE INDEX refresh_tokens_client ON refresh_tokens (tenant, client_id)",
            "CREATE INDEX refresh_tokens_session ON refresh_tokens (tenant, session_id) WHERE session_id IS NOT NULL",
            """
            CREATE TABLE refresh_token_secrets (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, token_id \(.text) NOT NULL, parent \(.text),
                superseded_at \(.text), PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, token_id) REFERENCES refresh_tokens (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX refresh_token_secrets_token ON refresh_token_secrets (tenant, token_id, parent)")
    ]

    public func mount(on routes: inout Routes) {
        mountLists(on: &routes)
        mountOne(on: &routes)
        routes.on(revoke) { call in
            let selection = try RefreshTokenSelection(call.body)
            try await call.write { transaction in
                try transaction.requireAll(of: selection)
                try transaction.revokeRefreshTokens(selection)
            }
            return NoContent()
        }
        routes.on(deleteAllOfUser) { call in
            try await call.write { try $0.revokeRefreshTokens(RefreshTokenSelection(user: call.path)) }
            return NoContent()
        }
    }

    private func mountLists(on routes: inout Routes) {
        routes.onStored(list) { call in
            let selection = RefreshTokenSelection(user: call.query.userID, client: call.query.clientID)
            let live = Self.live(selection, call.tenant.id, call.now)
            let page = try await call.read { transaction in
                guard try transaction.isThere(call.query.userID) else { throw APIError.notFound("User not found") }
                if let client = call.query.clientID, try transaction.client(client) == nil {
                    throw APIError.notFound("The client does not exist.")
                }
                return try transaction.accessPage(
                    live, from: call.query.from, take: call.query.take, of: RefreshToken.self
                ) { try RefreshTokenRow(row: $0).json }
            }
            return OperationResponse(RefreshTokenPage.renamed(page, RefreshToken.listName, RefreshTokenPage.listName))
        }
        routes.onStored(listOfUser) { call in
            let live = Self.live(RefreshTokenSelection(user: call.path), call.tenant.id, call.now)
            let page = try await call.read { transaction in
                try transaction.accessPage(live, call.query, of: RefreshToken.self) {
                    try RefreshTokenRow(row: $0).json
                }
            }
            return OperationResponse(page)
        }
    }

    private static func live(_ selection: RefreshTokenSelection, _ tenant: TenantID, _ now: Timestamp) -> SQL {
        "FROM refresh_tokens WHERE tenant = \(tenant) \(selection.condition) AND \(SQL.isLive(at: now))"
    }

    private func mountOne(on routes: inout Routes) {
        routes.onStored(get) { call in
            OperationResponse(try await call.read { try $0.requireRefreshToken(call.path, at: call.now) }.json)
        }
        routes.onStored(update) { call in
            let token = try await call.write { transaction in
                var token = try transaction.requireRefreshToken(call.path, at: call.now)
                token.metadata = call.body.refreshTokenMetadata
                try transaction.update(token)
                return token
            }
            return OperationResponse(token.json)
        }
        routes.on(delete) { call in
            try await call.write { try $0.revokeRefreshTokens(RefreshTokenSelection(ids: [call.path])) }
            return NoContent()
        }
    }
}

extension RefreshTokenSelection {
    /// - Throws: `APIError`, 400, if the request selects no tokens or combines exclusive criteria.
    fileprivate init(_ revocation: RefreshTokenRevocation) throws {
        self.init(
            ids: revocation.ids, user: revocation.userID, client: revocation.clientID, audience: revocation.audience)
        guard ids != nil || user != nil || client != nil else {
            throw APIError.invalidBody("Payload validation error: 'Too few properties defined (0), minimum 1'.")
        }
        let isOfOne = user != nil && client != nil
        guard ids == nil || user == nil && client == nil, audience == nil || isOfOne else {
            throw APIError.badRequest("Invalid combination of parameters.")
        }
    }
}

extension Transaction {
    /// - Throws: `APIError`, 400, if a selected user, application or API does not exist.
    fileprivate func requireAll(of selection: RefreshTokenSelection) throws {
        if let user = selection.user, try !isThere(user) { throw APIError.badRequest("User not found.") }
        if let client = selection.client, try self.client(client) == nil {
            throw APIError.badRequest("Client not found.")
        }
        if let audience = selection.audience, try self.audience(audience) == nil {
            throw APIError.badRequest("Resource server not found.")
        }
    }

    fileprivate func isThere(_ user: UserID) throws -> Bool {
        try exists("SELECT 1 FROM users WHERE tenant = \(tenant) AND user_id = \(user)")
    }

    fileprivate func requireRefreshToken(_ id: RefreshTokenID, at now: Timestamp) throws -> RefreshTokenRow {
        guard let token = try refreshToken(id, liveAt: now) else {
            throw APIError.notFound("The refresh token does not exist.", code: "inexistent_refresh_token")
        }
        return token
    }
}
