import Contract
import Crypto
import CryptoExtras
import SwiftASN1
import X509

extension SigningKey {
    /// Generates a key for a JWS algorithm: RSA with 2048 bits for `RS...` and `PS...`, a NIST curve for `ES...`.
    public static func generate(
        for algorithm: String, subject: String, kid: String, from start: Timestamp, for duration: Duration
    ) throws -> SigningKey {
        switch algorithm {
        case "ES256":
            let key = P256.Signing.PrivateKey()
            return try SigningKey(
                Certificate.PrivateKey(key), key.pemRepresentation, .ecdsaWithSHA256, subject: subject, kid: kid,
                from: start, for: duration)
        case "ES384":
            let key = P384.Signing.PrivateKey()
            return try SigningKey(
                Certificate.PrivateKey(key), key.pemRepresentation, .ecdsaWithSHA384, subject: subject, kid: kid,
                from: start, for: duration)
        default:
            return try generate(subject: subject, kid: kid, from: start, for: duration)
        }
    }

    private init(
        _ key: Certificate.PrivateKey, _ privateKeyPEM: String, _ signature: Certificate.SignatureAlgorithm,
        subject: String, kid: String, from start: Timestamp, for duration: Duration
    ) throws {
        let name = try DistinguishedName { CommonName(subject) }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: start.date, notValidAfter: (start + duration).date, issuer: name, subject: name,
            signatureAlgorithm: signature,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
            },
            issuerPrivateKey: key)
        self.init(
            kid: kid, privateKeyPEM: privateKeyPEM, certificatePEM: try certificate.serializeAsPEM().pemString)
    }
}
