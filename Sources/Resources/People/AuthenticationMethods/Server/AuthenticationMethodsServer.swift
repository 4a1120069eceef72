import Contract
import Model
import PeopleAPI
import Secrets
import Serving
import Storage

extension AuthenticationMethods: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "authentication-methods-1",
            """
            CREATE TABLE authentication_methods (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, user_id \(.text) NOT NULL, type \(.text) NOT NULL,
                confirmed BIGINT NOT NULL, created_at \(.text) NOT NULL, secret TEXT, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE)
            """,
            """
            CREATE INDEX authentication_methods_user ON authentication_methods (tenant, user_id, created_at, id)
            """)
    ]

    public func mount(on routes: inout Routes) {
        mountReading(on: &routes)
        mountWriting(on: &routes)
        mountDeleting(on: &routes)
        mountRecovery(on: &routes)
    }

    private func mountReading(on routes: inout Routes) {
        routes.onStored(list) { call in
            let listing = Listing(
                "*",
                from: """
                    FROM authentication_methods WHERE tenant = \(call.tenant.id) AND user_id = \(call.path)
                    """, order: "created_at, id", key: "id")
            let page = try await call.read { transaction in
                try transaction.requireUser(call.path)
                return try transaction.page(listing, call.query.pageRequest(), of: AuthenticationMethod.self) {
                    try AuthenticationMethodRow(row: $0, in: transaction).json(isMasked: true, saysConfirmed: true)
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(get) { call in
            let method = try await call.read { try $0.requireMethod(call.path) }
            return OperationResponse(method.json(isMasked: true, saysConfirmed: true))
        }
        routes.onStored(enrollments) { call in
            let factors = try await call.read { transaction in
                try transaction.requireUser(call.path)
                return try transaction.authenticationMethods(
                    of: call.path, types: AuthenticationMethodRow.factors)
            }
            return OperationResponse(.array(factors.filter(\.isConfirmed).prefix(1).map(\.enrollment)))
        }
    }

    private func mountWriting(on routes: inout Routes) {
        routes.onStored(create) { call in
            let method = try AuthenticationMethodRow(call.body, of: call.path, random: call.random, now: call.now)
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                try transaction.requireNew(method)
                try transaction.insert(method)
            }
            return OperationResponse(method.json(isMasked: true))
        }
        routes.onStored(replaceAll) { call in
            let methods = try call.body.map {
                try AuthenticationMethodRow($0.draft, of: call.path, random: call.random, now: call.now)
            }
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                try transaction.requireNoPasskey(of: call.path)
                try transaction.deleteAuthenticationMethods(of: call.path)
                for method in methods {
                    try transaction.requireNew(method)
                    try transaction.insert(method)
                }
            }
            return OperationResponse(.array(methods.map { $0.json(isMasked: false) }))
        }
        routes.onStored(update) { call in
            let method = try await call.write { transaction in
                var method = try transaction.requireMethod(call.path)
                try method.apply(call.members)
                try transaction.update(method)
                return method
            }
            return OperationResponse(method.json(isMasked: true))
        }
    }

    private func mountDeleting(on routes: inout Routes) {
        routes.on(deleteAll) { call in
            try await call.write { transaction in
                try transaction.requireNoPasskey(of: call.path)
                try transaction.deleteAuthenticationMethods(of: call.path)
            }
            return NoContent()
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                try transaction.requireUser(call.path.outer)
                guard try transaction.deleteAuthenticationMethod(call.path.inner, of: call.path.outer) else {
                    throw APIError.methodNotFound
                }
            }
            return NoContent()
        }
        routes.on(deleteAuthenticators) { call in
            try await call.write { transaction in
                try transaction.deleteAuthenticationMethods(
                    of: call.path, types: AuthenticationMethodRow.authenticators)
            }
            return NoContent()
        }
        routes.on(deleteProvider) { call in
            let types = call.path.provider == .duo ? ["duo"] : ["totp"]
            try await call.write { transaction in
                try transaction.requireUser(call.path.user)
                try transaction.deleteAuthenticationMethods(of: call.path.user, types: types)
            }
            return NoContent()
        }
    }

    private func mountRecovery(on routes: inout Routes) {
        routes.on(regenerateRecoveryCode) { call in
            let code = call.random.recoveryCode()
            let method = AuthenticationMethodRow(
                device: call.random.device(), of: call.path, type: AuthenticationMethodType.recoveryCode.rawValue,
                at: call.now, secret: secretDigest(code))
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                try transaction.deleteAuthenticationMethods(of: call.path, types: [method.type])
                try transaction.insert(method)
            }
            return RecoveryCode(recoveryCode: code)
        }
    }
}

extension Transaction {
    fileprivate func requireMethod(
        _ path: Nested<UserIdentity, AuthenticationMethodIdentity>
    ) throws -> AuthenticationMethodRow {
        try requireUser(path.outer)
        guard let method = try authenticationMethod(path.inner, of: path.outer) else { throw APIError.methodNotFound }
        return method
    }

    /// - Throws: `APIError`, 403, if the user has a passkey, which may be the only way to log in.
    fileprivate func requireNoPasskey(of user: UserID) throws {
        guard try authenticationMethods(of: user, types: ["passkey"]).isEmpty else {
            throw APIError.forbidden("Operation not permitted when the user has registered at least 1 passkey")
        }
    }

    /// - Throws: `APIError`, 409, if the user already has the same phone, email address or credential.
    fileprivate func requireNew(_ method: AuthenticationMethodRow) throws {
        guard let address = method.address else { return }
        let others = try authenticationMethods(of: method.userID, types: [method.type])
        if others.contains(where: { $0.address == address }) {
            throw APIError.conflict("Authentication method already exists.")
        }
    }
}

extension APIError {
    fileprivate static let methodNotFound = APIError.notFound("The authentication method could not be found.")
}
