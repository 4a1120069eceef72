import Contract
import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import X509

/// What a certificate says of itself.
///
/// It is read field by field, since certificates that are otherwise fine have dates that strict parsers refuse.
public struct CertificateDescription: Sendable {
    /// Of its DER bytes, as base64url.
    public let thumbprintSHA256: String
    public let expiry: Timestamp
    /// The distinguished name, an attribute on each line, as `C=JP`.
    public let subject: String
    /// The certificate itself, DER.
    public let der: [UInt8]
    /// Whom it is for.
    let distinguishedName: DistinguishedName
    /// The public key, DER.
    let publicKey: [UInt8]

    /// `nil` where the text is not a certificate in PEM.
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

    /// The fields of a certificate (RFC 5280, section 4.1) that are of use.
    private struct Fields {
        let expiry: Timestamp
        let subject: DistinguishedName
        let publicKey: [UInt8]

        init(der: [UInt8]) throws {
            guard let certificate = try Self.children(of: DER.parse(der)).first else { throw Unreadable() }
            let nodes = try Self.children(of: certificate)
            // The version is left out of certificates of the first version.
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
            // A year of two digits is of this century up to 49, and of the last from 50 on.
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
    /// The key of a JSON Web Key, as PEM; `nil` where it is not a public RSA key of at least 2048 bits.
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
