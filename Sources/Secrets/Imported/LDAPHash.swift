import Foundation

/// A password hash in the form of LDAP directories (RFC 3112 and the OpenLDAP schemes): `{SSHA}` and Base64.
struct LDAPHash: Sendable {
    private static let digests: [String: (name: String, length: Int)] = [
        "MD5": ("md5", 16), "SMD5": ("md5", 16), "SHA": ("sha1", 20), "SSHA": ("sha1", 20),
        "SHA256": ("sha256", 32), "SSHA256": ("sha256", 32), "SHA384": ("sha384", 48), "SSHA384": ("sha384", 48),
        "SHA512": ("sha512", 64), "SSHA512": ("sha512", 64),
    ]

    private let crypt: String?
    private let digest: String
    private let hash: [UInt8]
    private let salt: [UInt8]

    init(_ text: String) throws {
        guard text.hasPrefix("{"), let end = text.firstIndex(of: "}") else {
            throw ImportedPasswordHash.Problem("hash.value must begin with a scheme, as {SSHA}")
        }
        let scheme = text[text.index(after: text.startIndex)..<end].uppercased()
        let rest = String(text[text.index(after: end)...])
        if scheme == "CRYPT" {
            try HashCost.checkCrypt(rest)
            crypt = rest
            (digest, hash, salt) = ("", [], [])
            return
        }
        guard let (name, length) = Self.digests[scheme] else {
            throw ImportedPasswordHash.Problem("the scheme {\(scheme)} is not known")
        }
        guard let bytes = Base64URL.bytes(rest), bytes.count >= length else {
            throw ImportedPasswordHash.Problem("hash.value is not base64 of a hash")
        }
        crypt = nil
        digest = name
        hash = Array(bytes.prefix(length))
        salt = Array(bytes.dropFirst(length))
    }

    func verify(_ password: [UInt8]) -> Bool {
        if let crypt { return UnixCrypt.verify(password, hash: crypt) }
        return ImportedPasswordHash.areEqual(LegacyDigest.hash(password + salt, digest), hash)
    }
}
