import CLibCrypto
import CryptoExtras
import Foundation
import Secrets

/// Wraps a 256-bit key with a public key, as the key owner's tools do (`CKM_RSA_AES_KEY_WRAP` of PKCS #11).
public func wrapped(_ key: [UInt8], for publicKeyPEM: String) throws -> String {
    let publicKey = try _RSA.Encryption.PublicKey(pemRepresentation: publicKeyPEM)
    let wrapping = SystemRandom().bytes(32)
    guard let context = EVP_CIPHER_CTX_new() else { throw CocoaError(.coderInvalidValue) }
    defer { EVP_CIPHER_CTX_free(context) }
    EVP_CIPHER_CTX_set_flags(context, Int32(EVP_CIPHER_CTX_FLAG_WRAP_ALLOW))
    var bytes = [UInt8](repeating: 0, count: key.count + 16)
    var count: Int32 = 0
    guard EVP_EncryptInit_ex(context, EVP_aes_256_wrap_pad(), nil, wrapping, nil) == 1,
        EVP_EncryptUpdate(context, &bytes, &count, key, Int32(key.count)) == 1
    else { throw CocoaError(.coderInvalidValue) }
    let head = try publicKey.encrypt(wrapping, padding: .PKCS1_OAEP_SHA256)
    return (head + Data(bytes.prefix(Int(count)))).base64EncodedString()
}
