import ApplicationsAPI
import Contract
import Serving
import Storage

extension Connections {
    func mountKeys(on routes: inout Routes) {
        routes.on(keys) { call in
            try await call.read { transaction in
                let connection = try transaction.signingConnection(call.path)
                return try transaction.keys(of: connection).map { try $0.sent }
            }
        }
        routes.on(createKeys) { call in
            let connection = try await call.read { try $0.signingConnection(call.path) }
            let keys = try connection.newKeys(
                algorithm: call.body.signingAlgorithm, random: call.random, now: call.now)
            try await call.write { transaction in
                _ = try transaction.connection(call.path)
                if try transaction.hasKeys(call.path) { throw APIError.keysExist }
                try transaction.insert(keys, of: call.path)
            }
            return try keys.map { try $0.sent }
        }
        routes.on(rotateKeys) { call in
            let connection = try await call.read { try $0.signingConnection(call.path) }
            let next = try ConnectionKeyPair(
                for: connection, algorithm: call.body.signingAlgorithm, .next, random: call.random, now: call.now)
            try await call.write { transaction in
                _ = try transaction.connection(call.path)
                try transaction.rotateKeys(of: call.path, adding: next, at: call.now)
            }
            return try next.sent
        }
    }
}

extension Transaction {
    /// - Throws: `APIError` if the connection does not exist or its strategy does not sign.
    fileprivate func signingConnection(_ id: ID<Connection>) throws -> ConnectionDocument {
        let connection = try connectionDocument(id)
        guard connection.strategy.isOpenIDConnect else { throw APIError.operationNotSupported }
        return connection
    }
}

extension APIError {
    fileprivate static let keysExist = APIError.conflict(
        "The connection already has keys", code: "connection_keys_exist")
}
