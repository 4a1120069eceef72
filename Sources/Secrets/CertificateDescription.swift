import Contract
import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import X509

/// The fields of a certificate.
///
/// Certificates are parsed field by field, because strict parsers reject the dates of some that are otherwise valid.
public struct CertificateDescription: Sendable {
    /// The SHA-256 digest of the DER bytes, in Base64url.
    public let thumbprintSHA256: String
    public let expiry: Timestamp
    /// The distinguished name, with one attribute per line, as `C=JP`.
    public let subject: String
    /// The certificate in DER.
    public let der: [UInt8]
    /// The subject.
    let distinguishedName: DistinguishedName
    /// The public key in DER.
    let publicKey: [UInt8]

    /// - Returns: `nil` if the text is not a PEM certificate.
    public init?(pem: String) {
        do {
            try self.init(der: PEMDocument(pemString: pem).derBytes)
        } catch {
            return nil
        }
    }

    init(der: [UInt8]) throws {
        self.der = der
        thumbprintSHA256 = Base64URL.text(SHA256.hash(data: der))
        let fields = try Fields(der: der)
        expiry = fields.expiry
        distinguishedName = fields.subject
        subject = fields.subject.flatMap { $0 }.map { "\($0)" }.joined(separator: "\n")
        publicKey = fields.publicKey
    }

    /// The relevant fields of a certificate (RFC 5280, section 4.1).
    private struct Fields {
        let expiry: Timestamp
        let subject: DistinguishedName
        let publicKey: [UInt8]

        init(der: [UInt8]) throws {
            guard let certificate = try Self.children(of: DER.parse(der)).first else { throw Unreadable() }
            let nodes = try Self.children(of: certificate)
            // Version 1 certificates have no version field.
            let first = nodes.first?.identifier.tagClass == .contextSpecific ? 1 : 0
            guard nodes.count > first + 5 else { throw Unreadable() }
            let validity = try Self.children(of: nodes[first + 3])
            guard validity.count == 2 else { throw Unreadable() }
            expiry = try Self.moment(validity[1])
            subject = try DistinguishedName(derEncoded: nodes[first + 4])
            publicKey = Array(nodes[first + 5].encodedBytes)
        }

        private static func children(of node: ASN1Node) throws -> [ASN1Node] {
            guard case .constructed(let children) = node.content else { throw Unreadable() }
            return Array(children)
        }

        private static func moment(_ node: ASN1Node) throws -> Timestamp {
            guard case .primitive(let bytes) = node.content, let text = String(validating: bytes, as: UTF8.self) else {
                throw Unreadable()
            }
            var digits = text.prefix { $0.isNumber }
            // Two-digit years up to 49 belong to this century, later ones to the previous.
            let full = node.identifier == .utcTime ? (digits.prefix(2) < "50" ? "20" : "19") + digits : String(digits)
            digits = full[...]
            guard digits.count == 14 else { throw Unreadable() }
            let parts = [4, 2, 2, 2, 2, 2].map { length -> Substring in
                defer { digits = digits.dropFirst(length) }
                return digits.prefix(length)
            }
            let date = parts[0...2].joined(separator: "-") + "T" + parts[3...5].joined(separator: ":") + "Z"
            guard let moment = Timestamp(date) else { throw Unreadable() }
            return moment
        }
    }

    private struct Unreadable: Error {}
}

/// The fields of a public key, which may be in a certificate.
public struct PublicKeyDescription: Sendable {
    /// The key's thumbprint (RFC 7638), in Base64url.
    public let thumbprint: String
    /// The expiry of the certificate; `nil` if there is none.
    public let certificateExpiry: Timestamp?

    /// - Returns: `nil` if the text is neither a public RSA key nor a certificate of one.
    public init?(pem: String) {
        let certificate = CertificateDescription(pem: pem)
        do {
            let key =
                try certificate.map { try _RSA.Signing.PublicKey(derRepresentation: $0.publicKey) }
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

extension PublicKeyDescription {
    /// Returns the key of a JSON Web Key in PEM; `nil` if it is not a public RSA key of at least 2048 bits.
    public static func pem(ofJWK key: JSON) -> String? {
        guard key["kty"]?.string == "RSA", let n = key["n"]?.string.flatMap({ Base64URL.bytes($0) }),
            let e = key["e"]?.string.flatMap({ Base64URL.bytes($0) }), n.count >= 256
        else { return nil }
        do {
            return try _RSA.Signing.PublicKey(n: n, e: e).pemRepresentation
        } catch {
            return nil
        }
    }
}
