import Contract
import Crypto
import CryptoExtras
import Foundation
import OrderedCollections
import SwiftASN1
import X509

/// An RSA key that signs tokens, with its certificate.
public struct SigningKey: Sendable {
    /// The key identifier in token headers and in the key set.
    public let kid: String
    /// The private key in PEM (PKCS #8). Secret.
    public let privateKeyPEM: String
    /// A self-signed certificate of the public key in PEM.
    public let certificatePEM: String

    public init(kid: String, privateKeyPEM: String, certificatePEM: String) {
        self.kid = kid
        self.privateKeyPEM = privateKeyPEM
        self.certificatePEM = certificatePEM
    }

    /// Generates a key for a tenant's tokens.
    public static func generate(from now: Timestamp, _ random: any RandomSource) throws -> SigningKey {
        try generate(
            subject: "gatehouse", kid: random.token(bytes: 16), from: now, for: .seconds(14 * 365 * 86_400))
    }

    /// Generates a 2048-bit RSA key.
    /// - Parameter subject: the certificate's common name.
    public static func generate(
        subject: String, kid: String, from start: Timestamp, for duration: Duration
    ) throws -> SigningKey {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let privateKey = Certificate.PrivateKey(key)
        let name = try DistinguishedName { CommonName(subject) }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: privateKey.publicKey,
            notValidBefore: start.date, notValidAfter: (start + duration).date, issuer: name, subject: name,
            signatureAlgorithm: .sha256WithRSAEncryption,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
            },
            issuerPrivateKey: privateKey)
        return SigningKey(
            kid: kid, privateKeyPEM: key.pkcs8PEMRepresentation,
            certificatePEM: try certificate.serializeAsPEM().pemString)
    }

    /// The certificate's DER bytes.
    public var certificateDER: [UInt8] {
        get throws { try PEMDocument(pemString: certificatePEM).derBytes }
    }

    /// The SHA-1 fingerprint of the certificate.
    public var fingerprint: [UInt8] {
        get throws { Array(Insecure.SHA1.hash(data: try certificateDER)) }
    }

    /// The public key as a JSON Web Key (RFC 7517), with its certificate.
    public var publicJWK: JSON {
        get throws {
            let key = try _RSA.Signing.PrivateKey(pemRepresentation: privateKeyPEM).publicKey.getKeyPrimitives()
            return [
                "kty": "RSA", "use": "sig", "n": .string(Base64URL.text(key.modulus)),
                "e": .string(Base64URL.text(key.publicExponent)), "kid": .string(kid),
                "x5t": .string(Base64URL.text(try fingerprint)),
                "x5c": [.string(Data(try certificateDER).base64EncodedString())], "alg": "RS256",
            ]
        }
    }
}
