import Contract
import Keyring
import ProtectionAPI
import Serving
import Storage

extension Keys {
    func mountCustomSigning(on routes: inout Routes) {
        routes.onStored(customSigning) { call in
            guard let keys = try await call.read({ try $0.customSigningKeys() }) else {
                throw APIError.notFound("The tenant has no custom signing keys", code: "inexistent_custom_signing_keys")
            }
            return OperationResponse(["keys": .array(keys)])
        }
        routes.onStored(setCustomSigning) { call in
            try Self.check(call.body.keys)
            try await call.write { transaction in
                try transaction.setCustomSigningKeys(call.body.keys)
                try transaction.changeGeneration()
            }
            try await call.services.tenants.reload(call.tenant.id)
            return OperationResponse(["keys": .array(call.body.keys)])
        }
        routes.on(deleteCustomSigning) { call in
            try await call.write { transaction in
                try transaction.setCustomSigningKeys(nil)
                try transaction.changeGeneration()
            }
            try await call.services.tenants.reload(call.tenant.id)
            return NoContent()
        }
    }

    /// - Throws: `APIError`, 400, if a key lacks a member that its type requires, or two keys have the same ID.
    private static func check(_ keys: [JSON]) throws {
        for key in keys {
            let needed = key["kty"] == "RSA" ? ["n", "e"] : ["crv", "x", "y"]
            if let missing = needed.first(where: { key[$0] == nil }) {
                throw APIError.invalidBody("Payload validation error: 'Missing required property: \(missing)'.")
            }
        }
        let names: [String] = keys.compactMap { $0["kid"]?.string }
        guard Set(names).count == names.count else {
            throw APIError.invalidBody("Payload validation error: 'The kid of each key must be unique'.")
        }
    }
}
