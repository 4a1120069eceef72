import Contract
import OrderedCollections
import Outbound

extension LegacyAPI {
    static let connectionOperations: [LegacyOperation] = [
        LegacyOperation("GET", "/api/connections", "GET /connections") { call in
            let connections = try await call.askAll("/connections", "connections")
            return LegacyReply(.array(connections.map(LegacyConnection.json)))
        },
        LegacyOperation("GET", "/api/connections/{connection}", "GET /connections/{id}") { call in
            LegacyReply(LegacyConnection.json(try await call.connection(call.arguments[0])))
        },
        LegacyOperation("DELETE", "/api/connections/{connection}", "DELETE /connections/{id}") { call in
            let id = try await call.connection(call.arguments[0])["id"]?.string ?? ""
            _ = try await call.ask(.delete, "/connections/\(OutboundForm.encoded(id))")
            return .nothing
        },
        LegacyOperation("POST", "/api/connections", "POST /connections") { call in
            var connection: JSON = [
                "name": .string(try call.text("name")), "strategy": .string(try call.text("strategy")),
            ]
            connection["options"] = call.body["options"] ?? [:]
            let isOn = call.body["status"]?.bool ?? true
            connection["enabled_clients"] = isOn ? .array(try await call.clientIDs().map(JSON.string)) : []
            return LegacyReply(LegacyConnection.json(try await call.ask(.post, "/connections", body: connection)))
        },
        LegacyOperation("PUT", "/api/connections/{connection}", "PATCH /connections/{id}") { call in
            let before = try await call.connection(call.arguments[0])
            var change: JSON = [:]
            if let options = call.body["options"] { change["options"] = options }
            if let isOn = call.body["status"]?.bool, isOn != LegacyConnection.isOn(before) {
                change["enabled_clients"] = isOn ? .array(try await call.clientIDs().map(JSON.string)) : []
            }
            let path = "/connections/\(OutboundForm.encoded(before["id"]?.string ?? ""))"
            if change == [:] { return LegacyReply(LegacyConnection.json(before)) }
            return LegacyReply(LegacyConnection.json(try await call.ask(.patch, path, body: change)))
        },
    ]
}

/// A connection in the format of the Management API v1. An enabled connection is enabled for all applications.
private enum LegacyConnection {
    static func isOn(_ connection: JSON) -> Bool { !(connection["enabled_clients"]?.array?.isEmpty ?? true) }

    static func json(_ connection: JSON) -> JSON {
        var json = connection
        json["status"] = .bool(isOn(connection))
        return json
    }
}

extension LegacyCall {
    /// - Throws: `LegacyRefusal`, 404, if no connection has the name.
    fileprivate func connection(_ name: String) async throws -> JSON {
        let found = try await ask(.get, "/connections", [("name", name)])
        guard let connection = found.array?.first else {
            throw LegacyRefusal.notFound("The connection does not exist", code: "inexistent_connection")
        }
        return connection
    }

    /// Returns the identifiers of all applications except the global one.
    fileprivate func clientIDs() async throws -> [String] {
        try await askAll("/clients", "clients", [("is_global", "false"), ("fields", "client_id")])
            .compactMap { $0["client_id"]?.string }
    }
}
