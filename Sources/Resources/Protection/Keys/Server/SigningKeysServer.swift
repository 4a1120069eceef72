import Contract
import Keyring
import OrderedCollections
import ProtectionAPI
import Secrets
import Serving
import Storage

extension Keys: ServedResource {
    public static let migrations: [Migration] = CustomSigningKeysTable.migrations

    public func mount(on routes: inout Routes) {
        mountSigning(on: &routes)
        mountCustomSigning(on: &routes)
        mountEncryption(on: &routes)
    }

    private func mountSigning(on routes: inout Routes) {
        routes.on(signing) { call in
            try await call.read { try $0.signingKeys().map { try $0.sent } }
        }
        routes.on(getSigning) { call in
            try await call.read { try $0.signingKey(call.path).sent }
        }
        routes.on(rotateSigning) { call in
            let fresh = try SigningKey.generate(from: call.now, call.random)
            let current = try await call.write { transaction in
                let current = try transaction.rotateSigningKeys(adding: fresh, at: call.now)
                try transaction.changeGeneration()
                return current
            }
            try await call.services.tenants.reload(call.tenant.id)
            return try current.certificate
        }
        routes.on(revokeSigning) { call in
            let revoked = try await call.write { transaction in
                var key = try transaction.signingKey(call.path)
                guard key.state == .previous || key.state == .revoked else { throw APIError.keyInUse }
                if key.state == .previous {
                    key.state = .revoked
                    key.revokedAt = call.now
                    try transaction.update(key)
                    try transaction.changeGeneration()
                }
                return key
            }
            try await call.services.tenants.reload(call.tenant.id)
            return try revoked.certificate
        }
    }
}

extension Transaction {
    /// - Throws: `APIError`, 404, if the key does not exist.
    fileprivate func signingKey(_ kid: ID<ApplicationSigningKey>) throws -> SigningKeyRow {
        guard let key = try signingKeys().first(where: { $0.key.kid == kid.value }) else {
            throw APIError.notFound("The signing key does not exist", code: "inexistent_signing_key")
        }
        return key
    }

    /// Puts the next key into use and adds its successor.
    /// - Returns: The key that is now in use.
    fileprivate func rotateSigningKeys(adding fresh: SigningKey, at now: Timestamp) throws -> SigningKeyRow {
        let keys = try signingKeys()
        guard var next = keys.first(where: { $0.state == .next }) else {
            throw StorageError.refused("the tenant has no key to sign with next")
        }
        for var key in keys where key.state == .current {
            key.state = .previous
            key.currentUntil = now
            try update(key)
        }
        next.state = .current
        next.currentSince = now
        try update(next)
        try insert(SigningKeyRow(fresh, .next), at: now)
        return next
    }
}

extension SigningKeyRow {
    fileprivate func described() throws -> CertificateDescription {
        guard let description = CertificateDescription(text: key.certificatePEM) else {
            throw StorageError.unreadable(column: "certificate", as: "\(CertificateDescription.self)")
        }
        return description
    }

    fileprivate var certificate: KeyCertificate {
        get throws { KeyCertificate(kid: ID(key.kid), cert: try described().pemForExchange) }
    }

    /// The key in wire format.
    fileprivate var sent: ApplicationSigningKey {
        get throws {
            let certificate = try described()
            var sent = ApplicationSigningKey(
                kid: ID(key.kid), cert: certificate.pemForExchange, fingerprint: certificate.fingerprint,
                thumbprint: certificate.thumbprint)
            sent.pkcs7 = certificate.pkcs7
            sent.current = state == .current
            sent.next = state == .next
            sent.previous = state == .previous
            sent.currentSince = currentSince
            sent.currentUntil = currentUntil
            sent.revoked = state == .revoked
            sent.revokedAt = revokedAt
            return sent
        }
    }
}

extension APIError {
    fileprivate static let keyInUse = APIError.badRequest(
        "Only a signing key that was in use before can be revoked", code: "invalid_signing_key_state")
}
