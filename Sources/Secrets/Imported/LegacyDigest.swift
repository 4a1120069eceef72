import CLibCrypto

/// Digests of imported password hashes, some of which are weak. They are not used for new hashes.
enum LegacyDigest {
    /// MD4, RIPEMD-160 and Whirlpool are in OpenSSL's legacy provider, which must be loaded explicitly.
    private static let isReady: Bool =
        OSSL_PROVIDER_load(nil, "legacy") != nil && OSSL_PROVIDER_load(nil, "default") != nil

    /// - Parameter name: OpenSSL's name of the digest, case-insensitive.
    private static func method(_ name: String) -> OpaquePointer? { isReady ? EVP_get_digestbyname(name) : nil }

    static func isKnown(_ name: String) -> Bool { method(name) != nil }

    static func hash(_ bytes: [UInt8], _ name: String) -> [UInt8]? {
        guard let method = method(name) else { return nil }
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &digest, &count, method, nil) == 1 else { return nil }
        return Array(digest.prefix(Int(count)))
    }

    static func hmac(_ bytes: [UInt8], key: [UInt8], _ name: String) -> [UInt8]? {
        guard let method = method(name) else { return nil }
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        // The pointer to an empty key must not be null, because OpenSSL would use the previous key.
        let material = key.isEmpty ? [0] : key
        guard HMAC(method, material, Int32(key.count), bytes, bytes.count, &digest, &count) != nil else { return nil }
        return Array(digest.prefix(Int(count)))
    }

    static func pbkdf2(
        _ password: [UInt8], salt: [UInt8], iterations: Int, length: Int, _ name: String
    ) -> [UInt8]? {
        guard let method = method(name), let rounds = Int32(exactly: iterations) else { return nil }
        var key = [UInt8](repeating: 0, count: length)
        let text = password.map { CChar(bitPattern: $0) }
        let code = PKCS5_PBKDF2_HMAC(
            text, Int32(text.count), salt, Int32(salt.count), rounds, method, Int32(length), &key)
        return code == 1 ? key : nil
    }

    static func scrypt(_ password: [UInt8], salt: [UInt8], _ cost: ScryptCost) -> [UInt8]? {
        var key = [UInt8](repeating: 0, count: cost.keyLength)
        let text = password.map { CChar(bitPattern: $0) }
        let code = EVP_PBE_scrypt(
            text, text.count, salt, salt.count, UInt64(cost.cost), UInt64(cost.blockSize),
            UInt64(cost.parallelization), ScryptCost.mostMemory, &key, key.count)
        return code == 1 ? key : nil
    }
}

/// The cost parameters of an scrypt hash.
struct ScryptCost: Hashable, Sendable {
    /// The maximum memory, in bytes.
    static let mostMemory: UInt64 = 256 << 20

    let keyLength: Int
    let cost: Int
    let blockSize: Int
    let parallelization: Int
}
