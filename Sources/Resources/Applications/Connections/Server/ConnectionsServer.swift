import ApplicationsAPI
import Contract
import Model
import Secrets
import Serving
import Storage

/// The wire type; `Storage` declares a protocol of the same name.
typealias Connection = ApplicationsAPI.Connection

extension Connections: ServedResource {
    public func mount(on routes: inout Routes) {
        mountReading(on: &routes)
        mountWriting(on: &routes)
        mountClients(on: &routes)
        mountUsers(on: &routes)
        mountKeys(on: &routes)
        mountSCIM(on: &routes)
        mountDirectories(on: &routes)
    }

    private func mountReading(on routes: inout Routes) {
        routes.onStored(list) { call in
            let listing = Self.listing(call.query, tenant: call.tenant.id)
            let page = try await call.read { transaction in
                let page = try transaction.page(listing, call.query.pageRequest(), of: Connection.self) { row in
                    ConnectionDocument(try ConnectionRow(row: row, in: transaction), enabledClients: []).json
                }
                return try transaction.fillingClients(in: page)
            }
            return OperationResponse(page)
        }
        routes.onStored(get) { call in
            OperationResponse(try await call.read { try $0.connectionDocument(call.path) }.json)
        }
        routes.on(status) { call in
            let row = try await call.read { try $0.connection(call.path) }
            // Agents of directories do not connect to this server, so none is ever online.
            throw row.strategy == ConnectionStrategy.ad.rawValue
                ? APIError.connectionOffline : APIError.operationNotSupported
        }
    }

    private static func listing(_ filter: ConnectionFilter, tenant: TenantID) -> Listing {
        let name: SQL = filter.name.map { "AND name = \($0)" } ?? ""
        let strategies: SQL = filter.strategy.map { "AND strategy IN \(list: $0.map(\.rawValue))" } ?? ""
        return Listing(
            "id, name, strategy, document", from: "FROM connections WHERE tenant = \(tenant) \(name) \(strategies)",
            order: "created_at, id", key: "id")
    }

    private func mountWriting(on routes: inout Routes) {
        routes.onStored(create) { call in
            let document = try ConnectionDocument(
                creating: call.body, call.members, id: call.random.identifier("con"), issuer: call.tenant.issuer,
                random: call.random)
            let keys = try document.missingKeys(random: call.random, now: call.now)
            try await call.write { transaction in
                try transaction.insert(document, at: call.now)
                try transaction.insert(keys, of: document.id)
                try transaction.enable(document.enabledClients, on: document.id)
            }
            return OperationResponse(document.json)
        }
        routes.onStored(update) { call in
            if call.members.isEmpty { throw APIError.emptyPatch }
            // Generating keys takes long, so it happens before any row is locked.
            let (before, hasKeys) = try await call.read { transaction in
                (try transaction.connectionDocument(call.path), try transaction.hasKeys(call.path))
            }
            let planned = try before.applying(call.body)
            let keys = hasKeys ? [] : try planned.missingKeys(random: call.random, now: call.now)
            let after = try await call.write { transaction in
                let document = try transaction.connectionDocument(call.path).applying(call.body)
                try transaction.update(document)
                if try !transaction.hasKeys(document.id) { try transaction.insert(keys, of: document.id) }
                return document
            }
            return OperationResponse(after.json)
        }
        routes.onStored(delete) { call in
            let deleted = try await call.write { transaction in
                try transaction.deleteUsers(ofConnection: call.path.value, at: call.now)
                return try transaction.execute(
                    "DELETE FROM connections WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            if deleted == 0 { return OperationResponse(nil, status: 204) }
            return OperationResponse(try JSON(encoding: ConnectionDeletion(deletedAt: call.now)))
        }
    }

    private func mountUsers(on routes: inout Routes) {
        routes.on(deleteUser) { call in
            try await call.write { transaction in
                let connection = try transaction.connection(call.path)
                guard connection.strategy == ConnectionStrategy.auth0.rawValue else {
                    throw APIError.operationNotSupported
                }
                try transaction.deleteUsers(ofConnection: connection.id, email: call.query.email, at: call.now)
            }
            return NoContent()
        }
    }

    private func mountClients(on routes: inout Routes) {
        routes.on(clients) { call in
            let listing = Listing(
                "client_id",
                from: "FROM connection_clients WHERE tenant = \(call.tenant.id) AND connection_id = \(call.path)",
                order: "client_id", key: "client_id")
            return try await call.read { transaction in
                _ = try transaction.connection(call.path)
                let page = call.query.pageRequest()
                return try transaction.page(listing, page) { ConnectionClient(clientID: try $0["client_id"]) }
            }
        }
        routes.on(updateClients) { call in
            try await call.write { transaction in
                _ = try transaction.connection(call.path)
                for item in call.body.items {
                    if try transaction.client(item.clientID) == nil { throw APIError.clientNotFound }
                    try transaction.set(item, on: call.path)
                }
            }
            return NoContent()
        }
    }
}

extension Connections: TenantSeeding, IssuerChangeHandling {
    /// The default database connection of every tenant.
    private static let firstDatabase = "Username-Password-Authentication"

    public static func seed(_ seed: TenantSeed, in transaction: Transaction) throws {
        let draft = ConnectionDraft(name: firstDatabase, strategy: .auth0)
        let document = try ConnectionDocument(
            creating: draft, [:], id: seed.random.identifier("con"), issuer: seed.issuer,
            random: seed.random)
        try transaction.insert(document, at: seed.now)
    }

    public static func move(from before: String, to issuer: String, in transaction: Transaction) throws {
        let ticket = "provisioning_ticket_url"
        let rows = try transaction.rows(
            "SELECT id, name, strategy, document FROM connections WHERE tenant = \(transaction.tenant)")
        for row in rows {
            var document = try transaction.document(ConnectionRow(row: row, in: transaction))
            guard let url = document.members[ticket]?.string, url.hasPrefix(before) else { continue }
            document.members[ticket] = .string(issuer + url.dropFirst(before.count))
            try transaction.update(document)
        }
    }
}

extension APIError {
    static let connectionNameTaken = APIError.conflict(
        "A connection with the same name already exists", code: "connection_conflict")
    static let connectionOffline = APIError.notFound("The connection is offline.", code: "connection_offline")
    static let operationNotSupported = APIError.badRequest(
        "The connection's strategy does not support this operation.", code: "operation_not_supported")
    static let emptyPatch = APIError.invalidBody(
        "Payload validation error: 'Too few properties defined (0), minimum 1'.")
}
