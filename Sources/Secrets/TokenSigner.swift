import Contract
import Crypto
import CryptoExtras
import OrderedCollections

/// The claims of a token, as they are on the wire.
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

/// Signs tokens with one key, and checks signatures made with it and with those published beside it.
///
/// The cryptography is the library's. The three parts of a token are put together here, because JWTKit signs inside an
/// actor: each signature would wait for the one before it.
public struct TokenSigner: Sendable {
    public let key: SigningKey
    /// The key, and those that come after it and came before: what they sign is good, too.
    public let published: [SigningKey]
    private let privateKey: _RSA.Signing.PrivateKey
    private let publicKeys: [String: _RSA.Signing.PublicKey]

    /// Why a token is not one that the key signed.
    public struct Refusal: Error {}

    /// - Parameter others: keys whose signatures are good, besides that of the key itself.
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

    /// Whether what a key signs is good.
    public func trusts(_ kid: String) -> Bool { publicKeys[kid] != nil }

    /// A signed token.
    /// - Parameters:
    ///   - type: the header's `typ`.
    ///   - algorithm: `RS256`, `RS512` or `PS256`, with this key; or `HS256`, with `secret`.
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

    /// The claims of a token that one of the keys signed.
    /// - Parameters:
    ///   - algorithms: those that are accepted. Access tokens for this server itself are signed with RS256 alone.
    ///   - secret: the key of tokens that are signed with HS256, where that is accepted.
    /// - Throws: an error where none did. Only the signature is checked; expiry and audience are the caller's.
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

/// What a token says of itself, before anything of it is trusted.
public struct TokenHeader: Sendable {
    public let algorithm: String
    public let kid: String?
    /// What kind of token it is.
    public let type: String?
    /// Whether it wants those who read it to know more than tokens' usual ways (`crit`).
    public let hasCriticalHeaders: Bool

    /// `nil` where the text is not a signed token in compact form.
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
