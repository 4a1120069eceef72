import ApplicationsAPI
import Contract
import Model
import Serving
import Storage

extension Organizations {
    func mountEnabledConnections(on routes: inout Routes) {
        routes.onStored(enabledConnections) { call in
            let page = try await call.read { transaction in
                try transaction.requireOrganization(call.path)
                let listing = Transaction.connections(
                    ofOrganization: call.path, enabled: true, tenant: transaction.tenant)
                return try transaction.page(listing, call.query.pageRequest(), of: OrganizationConnection.self) {
                    try OrganizationConnectionRow(row: $0).enabledJSON
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(enableConnection) { call in
            let enabled = try await call.write { transaction in
                try transaction.requireOrganization(call.path)
                return try transaction.enable(
                    call.body.connectionID, call.members, of: call.path, at: call.now)
            }
            return OperationResponse(enabled.enabledJSON)
        }
        routes.onStored(enabledConnection) { call in
            OperationResponse(try await call.read { try $0.enabledConnection(call.path) }.enabledJSON)
        }
        routes.onStored(updateEnabledConnection) { call in
            let changed = try await Self.change(call) { try $0.enabledConnection(call.path) }
            return OperationResponse(changed.enabledJSON)
        }
        routes.on(disableConnection, Self.remove)
    }

    func mountConnections(on routes: inout Routes) {
        routes.onStored(connections) { call in
            let page = try await call.read { transaction in
                try transaction.requireOrganization(call.path)
                let listing = Transaction.connections(
                    ofOrganization: call.path, enabled: call.query.isEnabled, tenant: transaction.tenant)
                return try transaction.page(listing, call.query.pageRequest(), of: AssociatedConnection.self) {
                    try OrganizationConnectionRow(row: $0).json
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(addConnection) { call in
            let added = try await call.write { transaction in
                try transaction.requireOrganization(call.path)
                return try transaction.add(call.body.connectionID, call.members, to: call.path, at: call.now)
            }
            return OperationResponse(added.json)
        }
        routes.onStored(connection) { call in
            OperationResponse(try await call.read { try $0.associatedConnection(call.path) }.json)
        }
        routes.onStored(updateConnection) { call in
            let changed = try await Self.change(call) { try $0.associatedConnection(call.path) }
            return OperationResponse(changed.json)
        }
        routes.on(removeConnection, Self.remove)
    }

    private typealias Place = Nested<Organization, Connection>

    /// - Parameter find: A function that returns the connection to update.
    private static func change<Draft>(
        _ call: Call<Place, NoContent, Patch<Draft>>,
        find: @escaping @Sendable (Transaction) throws -> OrganizationConnectionRow
    ) async throws -> OrganizationConnectionRow {
        try await call.write { transaction in
            var connection = try find(transaction)
            try connection.apply(call.members)
            try transaction.update(connection, of: call.path.outer, at: call.now)
            return connection
        }
    }

    private static func remove(_ call: Call<Place, NoContent, NoContent>) async throws -> NoContent {
        try await call.write { transaction in
            try transaction.requireOrganization(call.path.outer)
            try transaction.remove(call.path.inner, from: call.path.outer, at: call.now)
        }
        return NoContent()
    }
}
