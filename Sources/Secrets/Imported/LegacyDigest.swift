import CLibCrypto

/// Digests that others hashed passwords with, weak ones among them. Nothing new is hashed so.
enum LegacyDigest {
    /// MD4, RIPEMD-160 and Whirlpool are in a part of OpenSSL that is not loaded unless asked for.
    private static let isReady: Bool =
        OSSL_PROVIDER_load(nil, "legacy") != nil && OSSL_PROVIDER_load(nil, "default") != nil

    /// - Parameter name: as OpenSSL knows it, in any case.
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
        // An empty key must still have an address, or the last one would be used.
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

/// What an scrypt hash costs.
struct ScryptCost: Hashable, Sendable {
    /// In bytes.
    static let mostMemory: UInt64 = 256 << 20

    let keyLength: Int
    let cost: Int
    let blockSize: Int
    let parallelization: Int
}
