import Contract
import Crypto
import Foundation
import SwiftASN1
import X509

// The forms of certificates in requests and responses, and for other systems.
extension CertificateDescription {
    /// Reads a certificate in PEM, Base64 of PEM, or Base64 of DER; returns `nil` if the text is none of them.
    public init?(text: String) {
        if let described = CertificateDescription(pem: text) {
            self = described
            return
        }
        guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters), !data.isEmpty else { return nil }
        if let described = CertificateDescription(pem: String(decoding: data, as: UTF8.self)) {
            self = described
            return
        }
        do {
            try self.init(der: Array(data))
        } catch {
            return nil
        }
    }

    /// The attributes of the subject, such as `commonName`, in the certificate's order.
    public var subjectAttributes: [(name: String, value: String)] {
        distinguishedName.flatMap { $0 }.compactMap { attribute in
            guard let name = Self.attributeNames["\(attribute.type)"] else { return nil }
            // Values of uncommon string types are shown by their description.
            return (name, String(attribute.value) ?? "\(attribute.value)")
        }
    }

    /// The SHA-1 digest of the certificate.
    public var thumbprintSHA1: [UInt8] { Array(Insecure.SHA1.hash(data: der)) }

    /// The SHA-1 digest as `ABCD...`.
    public var thumbprint: String { Hexadecimal.text(thumbprintSHA1).uppercased() }

    /// The SHA-1 digest as `AB:CD:...`.
    public var fingerprint: String {
        thumbprintSHA1.map { Hexadecimal.text([$0]).uppercased() }.joined(separator: ":")
    }

    /// The certificate in PEM, with lines of 64 characters.
    public var pem: String { Self.pem(of: der, "CERTIFICATE", newLine: "\n") }

    /// The certificate in PEM with CRLF line breaks, which other systems' consoles expect.
    public var pemForExchange: String { Self.pem(of: der, "CERTIFICATE", newLine: "\r\n") + "\r\n" }

    /// The certificate as PKCS #7 in PEM: signed data (RFC 2315) that contains a certificate and no signatures.
    public var pkcs7: String {
        let data: [UInt8] = Self.tagged(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01])
        let signedData: [UInt8] = Self.tagged(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02])
        let nothing: [UInt8] = [0x31, 0x00]
        var content: [UInt8] = [0x02, 0x01, 0x01] + nothing
        content += Self.tagged(0x30, data)
        content += Self.tagged(0xA0, der)
        content += nothing
        let body: [UInt8] = signedData + Self.tagged(0xA0, Self.tagged(0x30, content))
        return Self.pem(of: Self.tagged(0x30, body), "PKCS7", newLine: "\r\n") + "\r\n"
    }

    private static let attributeNames: [String: String] = [
        "2.5.4.3": "commonName", "2.5.4.6": "countryName", "2.5.4.7": "localityName",
        "2.5.4.8": "stateOrProvinceName", "2.5.4.10": "organizationName", "2.5.4.11": "organizationalUnitName",
        "1.2.840.113549.1.9.1": "emailAddress",
    ]

    private static func pem(of der: [UInt8], _ label: String, newLine: String) -> String {
        var lines = ["-----BEGIN \(label)-----"]
        var rest = Data(der).base64EncodedString()[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(64)))
            rest = rest.dropFirst(64)
        }
        lines.append("-----END \(label)-----")
        return lines.joined(separator: newLine)
    }

    /// Returns a DER element with a tag, a length and content.
    private static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        guard content.count > 127 else { return [tag, UInt8(content.count)] + content }
        var length: [UInt8] = []
        var rest = content.count
        while rest > 0 {
            length.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }
}
