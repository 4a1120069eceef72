import Contract
import ExtensionsAPI
import Secrets
import Serving
import Storage

extension Hooks {
    private static let most = 20

    func mountSecrets(on routes: inout Routes) {
        routes.on(secrets) { call in
            try await call.read { transaction in
                _ = try transaction.hook(call.path)
                let names = try transaction.hookSecrets(of: call.path)
                return HookSecrets(Dictionary(uniqueKeysWithValues: names.map { ($0, "_VALUE_NOT_SHOWN_") }))
            }
        }
        routes.on(addSecrets) { call in
            let given = try Self.given(call.body)
            try await call.write { transaction in
                _ = try transaction.hook(call.path)
                let before = try transaction.hookSecrets(of: call.path)
                if let taken = given.keys.sorted().first(where: before.contains) {
                    throw APIError.conflict("The secret \(taken) already exists", code: "hook_secret_conflict")
                }
                guard before.count + given.count <= Self.most else {
                    throw APIError.badRequest("A hook can have no more than \(Self.most) secrets")
                }
                try transaction.set(given, of: call.path)
            }
            return NoContent()
        }
        routes.on(updateSecrets) { call in
            let given = try Self.given(call.body)
            try await call.write { transaction in
                _ = try transaction.hook(call.path)
                let before = try transaction.hookSecrets(of: call.path)
                if let missing = given.keys.sorted().first(where: { !before.contains($0) }) {
                    throw APIError.notFound("The secret \(missing) does not exist", code: "inexistent_hook_secret")
                }
                try transaction.set(given, of: call.path)
            }
            return NoContent()
        }
        routes.on(removeSecrets) { call in
            try await call.write { transaction in
                _ = try transaction.hook(call.path)
                try transaction.execute(
                    """
                    DELETE FROM hook_secrets
                    WHERE tenant = \(transaction.tenant) AND hook_id = \(call.path)
                        AND name IN \(list: call.body.names)\(.unrepeated)
                    """)
            }
            return NoContent()
        }
    }

    /// - Throws: `APIError`, 400, if no secrets are given. The schema cannot express this, because a hook may have
    ///   none.
    private static func given(_ secrets: HookSecrets) throws -> [String: String] {
        guard !secrets.values.isEmpty else {
            throw APIError.invalidBody("Payload validation error: 'Too few properties defined (0), minimum 1'.")
        }
        return secrets.values
    }
}

extension Transaction {
    /// Returns the names of a hook's secrets.
    fileprivate func hookSecrets(of hook: ID<Hook>) throws -> [String] {
        try rows("SELECT name FROM hook_secrets WHERE tenant = \(tenant) AND hook_id = \(hook) ORDER BY name")
            .map { try $0["name"] }
    }

    fileprivate func set(_ secrets: [String: String], of hook: ID<Hook>) throws {
        for (name, value) in secrets {
            try execute(
                """
                INSERT INTO hook_secrets (tenant, hook_id, name, value)
                VALUES (\(tenant), \(hook), \(name), \(try seal(value)))
                ON CONFLICT (tenant, hook_id, name) DO UPDATE SET value = excluded.value
                """)
        }
    }
}
