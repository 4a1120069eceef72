import Contract
import Crypto
import Foundation

/// A 256-bit key that encrypts secrets or wraps other keys.
public struct SealingKey: Sendable {
    /// The key identifier.
    public let kid: String
    private let key: SymmetricKey

    /// The reason why something cannot be decrypted.
    public struct Refusal: Error, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }
    }

    public init(kid: String, bytes: [UInt8]) throws {
        guard bytes.count == 32 else { throw Refusal("a sealing key has 32 bytes, not \(bytes.count)") }
        self.kid = kid
        key = SymmetricKey(data: bytes)
    }

    public static func generate(kid: String, _ random: any RandomSource) throws -> SealingKey {
        try SealingKey(kid: kid, bytes: random.bytes(32))
    }

    /// Returns another key wrapped with this one (RFC 3394), in Base64url.
    public func wrap(_ other: SealingKey) throws -> String {
        Base64URL.text(try AES.KeyWrap.wrap(other.key, using: key))
    }

    /// Unwraps a key that was wrapped with this one.
    public func unwrap(_ text: String, kid: String) throws -> SealingKey {
        guard let bytes = Base64URL.bytes(text) else { throw Refusal("the key \(kid) is damaged") }
        do {
            let key = try AES.KeyWrap.unwrap(bytes, using: key)
            return try SealingKey(kid: kid, bytes: key.withUnsafeBytes(Array.init))
        } catch {
            throw Refusal("the key \(kid) was not wrapped by the key \(self.kid)")
        }
    }

    /// Encrypts a secret with AES-256-GCM, and returns `kid.base64url`.
    /// - Parameter owner: the owner of the secret, which is authenticated so that secrets cannot be exchanged between
    ///   owners.
    public func seal(_ secret: String, for owner: String) throws -> String {
        let box = try AES.GCM.seal(Array(secret.utf8), using: key, authenticating: Array(owner.utf8))
        guard let combined = box.combined else { throw Refusal("the secret cannot be sealed") }
        return "\(kid).\(Base64URL.text(combined))"
    }

    /// Returns the identifier of the key that encrypted a text.
    public static func kid(of sealed: String) -> String? {
        sealed.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(sealed[..<$0]) }
    }

    /// Decrypts a secret that was encrypted with this key.
    public func open(_ sealed: String, for owner: String) throws -> String {
        let refusal = Refusal("a secret was not sealed by the key \(kid)")
        guard Self.kid(of: sealed) == kid, let bytes = Base64URL.bytes(sealed.dropFirst(kid.count + 1)),
            let box = try? AES.GCM.SealedBox(combined: bytes),
            let secret = try? AES.GCM.open(box, using: key, authenticating: Array(owner.utf8))
        else { throw refusal }
        guard let text = String(validating: Array(secret), as: UTF8.self) else { throw refusal }
        return text
    }

    /// Whether two keys have the same identifier and the same bytes.
    public func isSame(as other: SealingKey) -> Bool { kid == other.kid && key == other.key }

    /// The key's line in the key file.
    var line: String { "\(kid) \(Base64URL.text(key.withUnsafeBytes(Array.init)))" }
}
