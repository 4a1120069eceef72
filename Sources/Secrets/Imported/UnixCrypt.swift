import CCrypt
import Glibc

/// Hashes of `crypt(3)`, including bcrypt.
enum UnixCrypt {
    /// Whether a password matches a hash. As in all implementations, bcrypt uses only the first 72 bytes.
    static func verify(_ password: [UInt8], hash: String) -> Bool {
        guard !password.contains(0), hash.hasPrefix("$") || hash.utf8.count == 13 else { return false }
        let text = password.map { CChar(bitPattern: $0) } + [0]
        var data: UnsafeMutableRawPointer?
        var size: Int32 = 0
        // The library allocates its working memory of 32 kB itself.
        defer { free(data) }
        guard let result = crypt_ra(text, hash, &data, &size) else { return false }
        return areEqualInConstantTime(String(cString: result), hash)
    }
}
