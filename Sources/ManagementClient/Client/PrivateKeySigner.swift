import Foundation
internal import JWTKit
import ManagementClientCore

/// Signs the assertions of an application with a private key (`private_key_jwt`).
public struct PrivateKeySigner: ClientAssertionSigner {
    /// A signing algorithm.
    public enum Algorithm: String, Hashable, Sendable, CaseIterable {
        /// RSA with SHA-256.
        case rs256 = "RS256"
        /// RSA with SHA-384.
        case rs384 = "RS384"
        /// RSA-PSS with SHA-256.
        case ps256 = "PS256"
        /// ECDSA on P-256 with SHA-256.
        case es256 = "ES256"
    }

    private enum Key: Sendable {
        case rsa(Insecure.RSA.PrivateKey)
        case ecdsa(ES256PrivateKey)
    }

    private struct Claims: JWTPayload {
        var iss: String
        var sub: String
        var aud: String
        var iat: Int
        var exp: Int
        var jti: String

        // Required by the protocol: these payloads are only created, never verified.
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private let key: Key
    private let algorithm: Algorithm
    private let keyID: String?
    private let clock: ClientClock

    /// Creates a signer from a private key.
    /// - Parameters:
    ///   - pem: The key in PEM format: RSA of at least 2048 bits, or P-256 for ES256.
    ///   - algorithm: The signing algorithm.
    ///   - keyID: The `kid` of the key, needed if the application has several keys.
    ///   - clock: The source of the current time.
    /// - Throws: `ManagementError` of kind `configuration` if the key does not fit the algorithm.
    public init(
        pem: String, algorithm: Algorithm = .rs256, keyID: String? = nil, clock: ClientClock = .system
    ) throws(ManagementError) {
        do {
            switch algorithm {
            case .rs256, .rs384, .ps256: key = .rsa(try Insecure.RSA.PrivateKey(pem: pem))
            case .es256: key = .ecdsa(try ES256PrivateKey(pem: pem))
            }
        } catch {
            // The error message of the parser may contain parts of the key.
            throw ManagementError(.configuration, "The signing key is not a PEM private key for \(algorithm.rawValue)")
        }
        self.algorithm = algorithm
        self.keyID = keyID
        self.clock = clock
    }

    /// Returns a single-use client assertion (JWT) that is valid for 60 seconds.
    /// - Throws: `ManagementError` of kind `configuration` if signing fails.
    public func assertion(clientID: String, audience: String) async throws -> String {
        let now = clock.now().seconds
        let claims = Claims(
            iss: clientID, sub: clientID, aud: audience, iat: now, exp: now + 60, jti: UUID().uuidString.lowercased())
        do {
            let header = JWTHeader(fields: keyID.map { ["kid": .string($0)] } ?? [:])
            return try await keys().sign(claims, header: header)
        } catch {
            throw ManagementError(.configuration, "The signing key cannot sign with \(algorithm.rawValue)")
        }
    }

    private func keys() async -> JWTKeyCollection {
        let kid = keyID.map { JWKIdentifier(string: $0) }
        let keys = JWTKeyCollection()
        switch (key, algorithm) {
        case (.ecdsa(let key), _): await keys.add(ecdsa: key, kid: kid)
        case (.rsa(let key), .ps256): await keys.add(pss: key, digestAlgorithm: .sha256, kid: kid)
        case (.rsa(let key), .rs384): await keys.add(rsa: key, digestAlgorithm: .sha384, kid: kid)
        case (.rsa(let key), _): await keys.add(rsa: key, digestAlgorithm: .sha256, kid: kid)
        }
        return keys
    }
}

extension PrivateKeySigner: CustomStringConvertible, CustomReflectable {
    /// The algorithm only, so that printing a client does not print its key.
    public var description: String { "PrivateKeySigner(\(algorithm.rawValue))" }
    /// An empty mirror, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
