import Contract
import Foundation
import JWTKit
import OrderedCollections

/// The claims of a token, as they are on the wire.
public struct TokenClaims: JWTPayload {
    public var members: JSONObject

    public init(_ members: JSONObject) { self.members = members }
    public subscript(_ name: String) -> JSON? { members[name] }

    public init(from decoder: any Decoder) throws { members = try JSON(from: decoder).object ?? [:] }
    public func encode(to encoder: any Encoder) throws { try JSON.object(members).encode(to: encoder) }

    /// Nothing is checked here: what a token must say depends on what it is shown for.
    public func verify(using algorithm: some JWTAlgorithm) async throws {}
}

/// Writes claims, which are JSON already, without going through Foundation's encoder.
private struct ClaimsEncoder: JWTJSONEncoder {
    func encode<Value: Encodable>(_ value: Value) throws -> Data {
        if let claims = value as? TokenClaims { return Data(JSON.object(claims.members).bytes) }
        return Data(try JSON(encoding: value).bytes)
    }
}

/// Signs tokens with one key, and checks signatures made with it.
public struct TokenSigner: Sendable {
    public let key: SigningKey
    /// The key under each algorithm that it signs with; the library has one algorithm for a name.
    private let keys: [String: JWTKeyCollection]

    public init(key: SigningKey) async throws {
        self.key = key
        let name = JWKIdentifier(string: key.kid)
        let privateKey = try Insecure.RSA.PrivateKey(pem: key.privateKeyPEM)
        let serializer = DefaultJWTSerializer(jsonEncoder: ClaimsEncoder())
        keys = [
            "RS256": await JWTKeyCollection().add(
                rsa: privateKey, digestAlgorithm: .sha256, kid: name, serializer: serializer),
            "RS512": await JWTKeyCollection().add(
                rsa: privateKey, digestAlgorithm: .sha512, kid: name, serializer: serializer),
            "PS256": await JWTKeyCollection().add(
                pss: privateKey, digestAlgorithm: .sha256, kid: name, serializer: serializer),
        ]
    }

    /// A signed token.
    /// - Parameters:
    ///   - type: the header's `typ`.
    ///   - algorithm: `RS256`, `RS512` or `PS256`, with this key; or `HS256`, with `secret`.
    public func sign(
        _ claims: TokenClaims, type: String = "JWT", algorithm: String = "RS256", secret: String? = nil
    ) async throws -> String {
        let header: JWTHeader = ["typ": .string(type)]
        if algorithm == "HS256", let secret {
            let keys = await JWTKeyCollection().add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
            return try await keys.sign(claims, header: header)
        }
        guard let keys = keys[algorithm] else { throw JWTError.noKeyProvided }
        return try await keys.sign(claims, kid: JWKIdentifier(string: key.kid), header: header)
    }

    /// The claims of a token that this key signed.
    /// - Throws: an error where it did not. Only the signature is checked; expiry and audience are the caller's.
    public func claims(of token: String) async throws -> TokenClaims {
        // A header that names another algorithm or key is refused before the library chooses a verifier for it.
        guard let header = TokenHeader(of: token), header.algorithm == "RS256", header.kid == key.kid,
            let keys = keys["RS256"]
        else {
            throw JWTError.signatureVerificationFailed
        }
        return try await keys.verify(token, as: TokenClaims.self)
    }
}

/// What a token says of itself, before anything of it is trusted.
public struct TokenHeader: Sendable {
    public let algorithm: String
    public let kid: String?

    /// `nil` where the text is not a signed token in compact form.
    public init?(of token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64URL.bytes(parts[0]), let header = try? JSON(parsing: bytes),
            let algorithm = header["alg"]?.string
        else { return nil }
        self.algorithm = algorithm
        kid = header["kid"]?.string
    }
}
