import CLibCrypto
import Contract
import CryptoExtras
import Foundation

/// An RSA key for importing a 256-bit key with `CKM_RSA_AES_KEY_WRAP` (PKCS #11): the key is wrapped with a 256-bit AES
/// key (RFC 5649), which is encrypted with the RSA key (OAEP with SHA-256).
public struct KeyImport: Sendable {
    /// The private key in PEM. Secret.
    public let privateKeyPEM: String
    public let publicKeyPEM: String

    public static func generate() throws -> KeyImport { KeyImport(try .init(keySize: .bits3072)) }

    public init(privateKeyPEM: String) throws { self.init(try .init(pemRepresentation: privateKeyPEM)) }

    private init(_ key: _RSA.Encryption.PrivateKey) {
        privateKeyPEM = key.pemRepresentation
        publicKeyPEM = key.publicKey.pemRepresentation + "\n"
    }

    /// Unwraps an imported key.
    /// - Throws: `SealingKey.Refusal` if the bytes are not a 256-bit key that was wrapped for this key.
    public func unwrap(_ wrapped: [UInt8], kid: String) throws -> SealingKey {
        let refusal = SealingKey.Refusal("the key was not wrapped with the wrapping key")
        let modulus = 3072 / 8
        let key = try _RSA.Encryption.PrivateKey(pemRepresentation: privateKeyPEM)
        guard wrapped.count > modulus,
            let wrapping = try? key.decrypt(Array(wrapped.prefix(modulus)), padding: .PKCS1_OAEP_SHA256),
            wrapping.count == 32,
            let bytes = Self.unwrap(Array(wrapped.dropFirst(modulus)), with: Array(wrapping))
        else { throw refusal }
        return try SealingKey(kid: kid, bytes: bytes)
    }

    /// Unwraps a key with padding (RFC 5649).
    private static func unwrap(_ wrapped: [UInt8], with key: [UInt8]) -> [UInt8]? {
        guard wrapped.count % 8 == 0, (16...64).contains(wrapped.count), let context = EVP_CIPHER_CTX_new() else {
            return nil
        }
        defer { EVP_CIPHER_CTX_free(context) }
        EVP_CIPHER_CTX_set_flags(context, Int32(EVP_CIPHER_CTX_FLAG_WRAP_ALLOW))
        var bytes = [UInt8](repeating: 0, count: wrapped.count)
        var count: Int32 = 0
        guard EVP_DecryptInit_ex(context, EVP_aes_256_wrap_pad(), nil, key, nil) == 1,
            EVP_DecryptUpdate(context, &bytes, &count, wrapped, Int32(wrapped.count)) == 1
        else { return nil }
        return Array(bytes.prefix(Int(count)))
    }
}
