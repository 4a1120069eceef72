import Contract
import Model
import PeopleAPI
import Serving
import Storage

extension Sessions: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "sessions-1",
            """
            CREATE TABLE sessions (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, user_id \(.text) NOT NULL, secret_digest \(.text),
                created_at \(.text) NOT NULL, updated_at \(.text) NOT NULL, authenticated_at \(.text) NOT NULL,
                last_interacted_at \(.text) NOT NULL, idle_expires_at \(.text), expires_at \(.text),
                document \(.json) NOT NULL, PRIMARY KEY (tenant, id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX sessions_user ON sessions (tenant, user_id, created_at, id)",
            """
            CREATE UNIQUE INDEX sessions_secret ON sessions (tenant, secret_digest) WHERE secret_digest IS NOT NULL
            """)
    ]

    public func mount(on routes: inout Routes) {
        mountOne(on: &routes)
        routes.onStored(list) { call in
            let live: SQL = """
                FROM sessions WHERE tenant = \(call.tenant.id) AND user_id = \(call.path)
                AND \(SQL.isLive(at: call.now))
                """
            let page = try await call.read { transaction in
                try transaction.accessPage(live, call.query, of: Session.self) { try SessionRow(row: $0).json }
            }
            return OperationResponse(page)
        }
        routes.on(deleteAll) { call in
            try await call.write { try $0.endSessions(of: call.path, because: .revocation, at: call.now) }
            return NoContent()
        }
    }

    private func mountOne(on routes: inout Routes) {
        routes.onStored(get) { call in
            OperationResponse(try await call.read { try $0.requireSession(call.path, at: call.now) }.json)
        }
        routes.onStored(update) { call in
            let session = try await call.write { transaction in
                var session = try transaction.requireSession(call.path, at: call.now)
                session.metadata = call.body.sessionMetadata
                session.updatedAt = call.now
                try transaction.update(session)
                return session
            }
            return OperationResponse(session.json)
        }
        routes.on(delete) { call in
            try await call.write { try $0.endSession(call.path, because: .revocation, at: call.now) }
            return NoContent()
        }
        routes.on(revoke) { call in
            try await call.write { transaction in
                _ = try transaction.requireSession(call.path, at: call.now)
                try transaction.endSession(call.path, because: .revocation, at: call.now)
                try transaction.revokeRefreshTokens(RefreshTokenSelection(session: call.path))
            }
            return NoContent()
        }
    }
}

extension Transaction {
    fileprivate func requireSession(_ id: SessionID, at now: Timestamp) throws -> SessionRow {
        guard let session = try session(id, liveAt: now) else {
            throw APIError.notFound("The session does not exist.", code: "inexistent_session")
        }
        return session
    }
}
