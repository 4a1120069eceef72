import Contract
import Crypto
import CryptoExtras
import OrderedCollections

/// The claims of a token as JSON members.
public struct TokenClaims: Sendable {
    public var members: JSONObject

    public init(_ members: JSONObject) { self.members = members }
    public subscript(_ name: String) -> JSON? { members[name] }

    /// The values of `aud`, which may be one text or a list (RFC 7519, section 4.1.3).
    public var audiences: [String] { members.audiences }
}

extension JSONObject {
    /// The values of the claim `aud`, which may be one text or a list (RFC 7519, section 4.1.3).
    public var audiences: [String] { self["aud"]?.strings ?? [self["aud"]?.string].compactMap { $0 } }
}

/// Signs tokens with one key, and verifies signatures of that key and the other published ones.
///
/// The cryptography is the library's. The parts of a token are assembled here, because JWTKit signs inside an actor,
/// which would serialize all signatures.
public struct TokenSigner: Sendable {
    public let key: SigningKey
    /// The current key, and the next and previous ones, whose signatures are also valid.
    public let published: [SigningKey]
    private let privateKey: _RSA.Signing.PrivateKey
    private let publicKeys: [String: _RSA.Signing.PublicKey]

    /// The token has no valid signature.
    public struct Refusal: Error {}

    /// - Parameter others: the other keys whose signatures are valid.
    public init(key: SigningKey, published others: [SigningKey] = []) throws {
        self.key = key
        published = [key] + others
        privateKey = try _RSA.Signing.PrivateKey(pemRepresentation: key.privateKeyPEM)
        var publicKeys = [key.kid: privateKey.publicKey]
        for other in others {
            publicKeys[other.kid] = try _RSA.Signing.PrivateKey(pemRepresentation: other.privateKeyPEM).publicKey
        }
        self.publicKeys = publicKeys
    }

    /// Whether the signatures of a key are valid.
    public func trusts(_ kid: String) -> Bool { publicKeys[kid] != nil }

    /// Returns a signed token.
    /// - Parameters:
    ///   - type: the `typ` header parameter.
    ///   - algorithm: `RS256`, `RS512` or `PS256` with this key, or `HS256` with `secret`.
    public func sign(
        _ claims: TokenClaims, type: String = "JWT", algorithm: String = "RS256", secret: [UInt8]? = nil
    ) throws -> String {
        var header: JSONObject = ["alg": .string(algorithm), "typ": .string(type)]
        if algorithm != "HS256" { header["kid"] = .string(key.kid) }
        let payload = JSON.object(claims.members).bytes
        let signed = "\(Base64URL.text(JSON.object(header).bytes)).\(Base64URL.text(payload))"
        return "\(signed).\(Base64URL.text(try signature(of: Array(signed.utf8), algorithm, secret)))"
    }

    private func signature(of text: [UInt8], _ algorithm: String, _ secret: [UInt8]?) throws -> [UInt8] {
        switch algorithm {
        case "RS256":
            let signature = try privateKey.signature(for: SHA256.hash(data: text), padding: .insecurePKCS1v1_5)
            return Array(signature.rawRepresentation)
        case "RS512":
            let signature = try privateKey.signature(for: SHA512.hash(data: text), padding: .insecurePKCS1v1_5)
            return Array(signature.rawRepresentation)
        case "PS256":
            return Array(try privateKey.signature(for: SHA256.hash(data: text), padding: .PSS).rawRepresentation)
        case "HS256":
            guard let secret else { throw Refusal() }
            return Array(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: secret)))
        default: throw Refusal()
        }
    }

    /// Returns the claims of a token after verifying its signature. The caller must check expiry and audience.
    /// - Parameters:
    ///   - algorithms: the accepted algorithms. Access tokens for this server itself are only signed with RS256.
    ///   - secret: the key for HS256, if it is accepted.
    /// - Throws: an error if the signature is not valid.
    public func claims(
        of token: String, signedWith algorithms: Set<String> = ["RS256"], secret: [UInt8]? = nil
    ) throws -> TokenClaims {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = TokenHeader(of: token), algorithms.contains(header.algorithm),
            let signature = Base64URL.bytes(parts[2]), let payload = Base64URL.bytes(parts[1])
        else { throw Refusal() }
        let text = Array("\(parts[0]).\(parts[1])".utf8)
        guard isGenuine(signature, of: text, header, secret), let claims = try JSON(parsing: payload).object else {
            throw Refusal()
        }
        return TokenClaims(claims)
    }

    private func isGenuine(_ signature: [UInt8], of text: [UInt8], _ header: TokenHeader, _ secret: [UInt8]?) -> Bool {
        if header.algorithm == "HS256" {
            guard let secret else { return false }
            return HMAC<SHA256>.isValidAuthenticationCode(
                signature, authenticating: text, using: SymmetricKey(data: secret))
        }
        guard let publicKey = header.kid.flatMap({ publicKeys[$0] }) else { return false }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
        switch header.algorithm {
        case "RS256":
            return publicKey.isValidSignature(signature, for: SHA256.hash(data: text), padding: .insecurePKCS1v1_5)
        case "RS512":
            return publicKey.isValidSignature(signature, for: SHA512.hash(data: text), padding: .insecurePKCS1v1_5)
        case "PS256": return publicKey.isValidSignature(signature, for: SHA256.hash(data: text), padding: .PSS)
        default: return false
        }
    }
}

/// The header of a token, which is not verified.
public struct TokenHeader: Sendable {
    public let algorithm: String
    public let kid: String?
    /// The `typ` header parameter.
    public let type: String?
    /// Whether the header has `crit` (RFC 7515, section 4.1.11).
    public let hasCriticalHeaders: Bool

    /// - Returns: `nil` if the text is not a signed token in compact form.
    public init?(of token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64URL.bytes(parts[0]), let header = try? JSON(parsing: bytes),
            let algorithm = header["alg"]?.string
        else { return nil }
        self.algorithm = algorithm
        kid = header["kid"]?.string
        type = header["typ"]?.string
        hasCriticalHeaders = header["crit"] != nil
    }
}
