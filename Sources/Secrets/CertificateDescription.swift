import Contract
import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import X509

/// What a certificate says of itself.
public struct CertificateDescription: Sendable {
    /// Of its DER bytes, as base64url.
    public let thumbprintSHA256: String
    public let expiry: Timestamp
    /// The distinguished name, as `CN=...,O=...`.
    public let subject: String
    /// The public key, DER.
    let publicKey: [UInt8]

    /// `nil` where the text is not a certificate in PEM.
    public init?(pem: String) {
        do {
            let document = try PEMDocument(pemString: pem)
            let certificate = try Certificate(pemDocument: document)
            thumbprintSHA256 = Base64URL.text(SHA256.hash(data: document.derBytes))
            expiry = Timestamp(certificate.notValidAfter)
            subject = "\(certificate.subject)"
            var serializer = DER.Serializer()
            try serializer.serialize(certificate.publicKey)
            publicKey = serializer.serializedBytes
        } catch {
            return nil
        }
    }
}

/// What a public key says of itself, alone or in a certificate.
public struct PublicKeyDescription: Sendable {
    /// The key's thumbprint (RFC 7638), as base64url.
    public let thumbprint: String
    /// When its certificate expires, if it came in one.
    public let certificateExpiry: Timestamp?

    /// `nil` where the text is neither a public RSA key nor a certificate of one.
    public init?(pem: String) {
        let certificate = CertificateDescription(pem: pem)
        do {
            let key = try certificate.map { try _RSA.Signing.PublicKey(derRepresentation: $0.publicKey) }
                ?? _RSA.Signing.PublicKey(pemRepresentation: pem)
            let numbers = try key.getKeyPrimitives()
            let e = Base64URL.text(numbers.publicExponent)
            let n = Base64URL.text(numbers.modulus)
            let canonical = "{\"e\":\"\(e)\",\"kty\":\"RSA\",\"n\":\"\(n)\"}"
            thumbprint = Base64URL.text(SHA256.hash(data: Array(canonical.utf8)))
            certificateExpiry = certificate?.expiry
        } catch {
            return nil
        }
    }
}
