import ApplicationsAPI
import Contract
import OrderedCollections
import Secrets
import Storage

/// A key of a connection and its state: current, next or previous.
struct ConnectionKeyPair: Sendable {
    enum Standing: String, Sendable {
        case current
        case next
        case previous
    }

    let key: SigningKey
    let algorithm: String
    let subject: String
    var standing: Standing
    var currentSince: Timestamp?

    /// The lifetime of the certificates.
    private static let lifetime: Duration = .seconds(365 * 86_400)

    /// Creates a new key.
    init(
        for connection: ConnectionDocument, algorithm: String?, _ standing: Standing, random: any RandomSource,
        now: Timestamp
    ) throws {
        let configured = connection.options["token_endpoint_auth_signing_alg"]?.string
        self.algorithm = algorithm ?? configured ?? "RS256"
        key = try SigningKey.generate(
            for: self.algorithm, subject: connection.name, kid: random.token(bytes: 32), from: now, for: Self.lifetime)
        subject = connection.name
        self.standing = standing
        currentSince = standing == .current ? now : nil
    }

    init(row: Row, of connection: ConnectionDocument, in transaction: Transaction) throws {
        key = SigningKey(
            kid: try row["kid"], privateKeyPEM: try transaction.open(row["private_key"]),
            certificatePEM: try row["certificate"])
        algorithm = try row["algorithm"]
        subject = connection.name
        let name: String = try row["standing"]
        guard let standing = Standing(rawValue: name) else {
            throw StorageError.unreadable(column: "standing", as: "\(Standing.self)")
        }
        self.standing = standing
        currentSince = try row["current_since"]
    }

    /// The key in wire format.
    var sent: ConnectionKey {
        get throws {
            guard let certificate = CertificateDescription(text: key.certificatePEM) else {
                throw StorageError.unreadable(column: "certificate", as: "\(CertificateDescription.self)")
            }
            var sent = ConnectionKey(
                kid: key.kid, cert: certificate.pemForExchange, fingerprint: certificate.fingerprint,
                thumbprint: certificate.thumbprint)
            sent.algorithm = algorithm
            sent.keyUse = "signing"
            sent.subjectDN = "/CN=\(subject)"
            sent.pkcs = certificate.pkcs7
            sent.current = standing == .current ? true : nil
            sent.next = standing == .next ? true : nil
            sent.previous = standing == .previous ? true : nil
            sent.currentSince = currentSince
            return sent
        }
    }
}

extension ConnectionDocument {
    /// Returns the keys to create when a connection switches to authentication with its own keys.
    func missingKeys(random: any RandomSource, now: Timestamp) throws -> [ConnectionKeyPair] {
        guard strategy.isOpenIDConnect, options["token_endpoint_auth_method"] == "private_key_jwt" else { return [] }
        return try newKeys(algorithm: nil, random: random, now: now)
    }

    /// Returns a current key and its successor.
    func newKeys(algorithm: String?, random: any RandomSource, now: Timestamp) throws -> [ConnectionKeyPair] {
        try [ConnectionKeyPair.Standing.current, .next].map {
            try ConnectionKeyPair(for: self, algorithm: algorithm, $0, random: random, now: now)
        }
    }
}

extension Transaction {
    func hasKeys(_ connection: ID<Connection>) throws -> Bool {
        try exists("SELECT 1 FROM connection_keys WHERE tenant = \(tenant) AND connection_id = \(connection)")
    }

    /// Returns the current, previous and next keys.
    func keys(of connection: ConnectionDocument) throws -> [ConnectionKeyPair] {
        try rows(
            """
            SELECT kid, standing, algorithm, private_key, certificate, current_since FROM connection_keys
            WHERE tenant = \(tenant) AND connection_id = \(connection.id)
            ORDER BY CASE standing WHEN 'current' THEN 0 WHEN 'previous' THEN 1 ELSE 2 END
            """
        ).map { try ConnectionKeyPair(row: $0, of: connection, in: self) }
    }

    func insert(_ keys: [ConnectionKeyPair], of connection: ID<Connection>) throws {
        for pair in keys {
            try insert(
                into: "connection_keys",
                [
                    "connection_id": connection, "kid": pair.key.kid, "standing": pair.standing.rawValue,
                    "algorithm": pair.algorithm, "private_key": try seal(pair.key.privateKeyPEM),
                    "certificate": pair.key.certificatePEM, "current_since": pair.currentSince,
                ])
        }
    }

    /// Puts the next key into use, keeps the current one as the previous, and adds a new next key.
    func rotateKeys(of connection: ID<Connection>, adding next: ConnectionKeyPair, at now: Timestamp) throws {
        let all: SQL = "tenant = \(tenant) AND connection_id = \(connection)"
        try execute("DELETE FROM connection_keys WHERE \(all) AND standing = 'previous'")
        try execute(
            """
            UPDATE connection_keys SET standing = 'previous', current_since = NULL
            WHERE \(all) AND standing = 'current'
            """)
        try execute(
            """
            UPDATE connection_keys SET standing = 'current', current_since = \(now)
            WHERE \(all) AND standing = 'next'
            """)
        try insert([next], of: connection)
    }
}
