import Contract
import Foundation
import Keyring
import ProtectionAPI
import Secrets
import Serving
import Storage

extension Keys {
    func mountEncryption(on routes: inout Routes) {
        routes.onStored(encryption) { call in
            let listing = Listing(
                "*", from: "FROM encryption_keys WHERE tenant = \(call.tenant.id)", order: "created_at DESC, kid",
                key: "kid")
            let page = try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest(), of: EncryptionKey.self) {
                    try EncryptionKeyRow($0).sent
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(getEncryption) { call in
            OperationResponse(try await call.read { try $0.existingEncryptionKey(call.path).sent })
        }
        routes.onStored(createEncryption) { call in
            let fresh = try FreshKeys(call.random, at: call.now)
            let kid = call.random.uuid()
            let vault = call.services.vault
            let row = try await call.write { transaction in
                if call.body.type == .tenantEncryptionKey {
                    try transaction.changeGeneration()
                    return try fresh.replaceSecretsKey(vault, in: transaction)
                }
                let row = EncryptionKeyRow(kid: kid, kind: .customerRoot, state: .preActivation, at: call.now)
                try transaction.put(row)
                return row
            }
            try await call.services.tenants.reload(call.tenant.id)
            return OperationResponse(row.sent)
        }
        mountRootKeys(on: &routes)
    }

    private func mountRootKeys(on routes: inout Routes) {
        routes.on(createWrappingKey) { call in
            let wrapping = try KeyImport.generate()
            try await call.write { transaction in
                var row = try transaction.awaitedRootKey(call.path)
                row.importKey = try transaction.seal(wrapping.privateKeyPEM)
                row.updatedAt = call.now
                try transaction.put(row)
            }
            return WrappingKey(publicKey: wrapping.publicKeyPEM, algorithm: "CKM_RSA_AES_KEY_WRAP")
        }
        routes.onStored(importEncryption) { call in
            let fresh = try FreshKeys(call.random, at: call.now)
            let wrapped = try Self.bytes(of: call.body)
            let vault = call.services.vault
            let row = try await call.write { transaction in
                let row = try transaction.importRootKey(call.path, wrapped, fresh, vault, at: call.now)
                try transaction.changeGeneration()
                return row
            }
            try await call.services.tenants.reload(call.tenant.id)
            return OperationResponse(row.sent)
        }
        routes.on(deleteEncryption) { call in
            let fresh = try FreshKeys(call.random, at: call.now)
            let vault = call.services.vault
            try await call.write { transaction in
                try transaction.destroyRootKey(call.path, fresh, vault, at: call.now)
                try transaction.changeGeneration()
            }
            try await call.services.tenants.reload(call.tenant.id)
            return NoContent()
        }
        routes.on(rekey) { call in
            let fresh = try FreshKeys(call.random, at: call.now)
            let vault = call.services.vault
            try await call.write { transaction in
                try fresh.replace(under: try transaction.rootKey(vault), vault, in: transaction)
                try transaction.changeGeneration()
            }
            try await call.services.tenants.reload(call.tenant.id)
            return NoContent()
        }
    }

    private static func bytes(of body: WrappedKey) throws -> [UInt8] {
        guard let data = Data(base64Encoded: body.wrappedKey, options: .ignoreUnknownCharacters) else {
            throw APIError.invalidBody("Payload validation error: 'The wrapped_key must be base64'.")
        }
        return Array(data)
    }
}

extension Transaction {
    /// - Throws: `APIError`, 404, if the key does not exist.
    fileprivate func existingEncryptionKey(_ kid: ID<EncryptionKey>) throws -> EncryptionKeyRow {
        guard let row = try encryptionKey(kid.value) else {
            throw APIError.notFound("The encryption key does not exist", code: "inexistent_encryption_key")
        }
        return row
    }

    /// Returns a root key that has not been imported yet.
    /// - Throws: `APIError`, 400, if the key is of another kind, or 409, if it is already imported.
    fileprivate func awaitedRootKey(_ kid: ID<EncryptionKey>) throws -> EncryptionKeyRow {
        let row = try existingEncryptionKey(kid)
        guard row.kind == .customerRoot else { throw APIError.notImportable }
        guard row.state == .preActivation else {
            throw APIError.conflict(
                "The encryption key has been imported or destroyed", code: "invalid_encryption_key_state")
        }
        return row
    }

    /// Replaces the current root key with an imported one.
    fileprivate func importRootKey(
        _ kid: ID<EncryptionKey>, _ wrapped: [UInt8], _ fresh: FreshKeys, _ vault: Vault, at now: Timestamp
    ) throws -> EncryptionKeyRow {
        var row = try awaitedRootKey(kid)
        guard let importKey = row.importKey else {
            throw APIError.conflict(
                "The encryption key has no wrapping key yet", code: "inexistent_wrapping_key")
        }
        let key: SealingKey
        do {
            key = try KeyImport(privateKeyPEM: try open(importKey)).unwrap(wrapped, kid: kid.value)
        } catch let refusal as SealingKey.Refusal {
            throw APIError.badRequest("The wrapped key cannot be imported: \(refusal)", code: "invalid_wrapped_key")
        }
        let environment = try environmentRoot(vault)
        try fresh.replace(under: key, vault, in: self)
        for above in try encryptionKeys() where [.environmentRoot, .customerRoot].contains(above.kind) {
            if above.state == .active { try put(above.destroyed(at: now)) }
        }
        try row.wrap(key, by: environment)
        row.importKey = nil
        row.state = .active
        row.updatedAt = now
        try put(row)
        return row
    }

    /// Destroys an imported root key. The root key from the environment replaces it.
    fileprivate func destroyRootKey(
        _ kid: ID<EncryptionKey>, _ fresh: FreshKeys, _ vault: Vault, at now: Timestamp
    ) throws {
        let row = try existingEncryptionKey(kid)
        guard row.kind == .customerRoot else { throw APIError.notImportable }
        guard row.state != .destroyed else { return }
        if row.state == .active {
            let environment = try environmentRoot(vault)
            try fresh.replace(under: environment, vault, in: self)
            try put(EncryptionKeyRow(kid: environment.kid, kind: .environmentRoot, at: now))
        }
        try put(row.destroyed(at: now))
    }
}

extension EncryptionKeyRow {
    /// The key in wire format.
    fileprivate var sent: JSON {
        [
            "kid": .string(kid), "type": .string(kind.rawValue), "state": .string(state.rawValue),
            "created_at": .string(createdAt.description), "updated_at": .string(updatedAt.description),
            "parent_kid": parent.map(JSON.string) ?? .null,
        ]
    }
}

extension APIError {
    fileprivate static let notImportable = APIError.badRequest(
        "Only a customer-provided-root-key can be imported or deleted", code: "invalid_encryption_key_type")
}
