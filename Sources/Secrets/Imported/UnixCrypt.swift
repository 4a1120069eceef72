import CCrypt
import Glibc

/// The hashes of `crypt(3)`, bcrypt among them.
enum UnixCrypt {
    /// Whether a password has a hash. As everywhere, bcrypt looks at no more than 72 bytes.
    static func verify(_ password: [UInt8], hash: String) -> Bool {
        guard !password.contains(0), hash.hasPrefix("$") || hash.utf8.count == 13 else { return false }
        let text = password.map { CChar(bitPattern: $0) } + [0]
        var data: UnsafeMutableRawPointer?
        var size: Int32 = 0
        // The library's working memory is 32 kB, and is left to it to allocate.
        defer { free(data) }
        guard let result = crypt_ra(text, hash, &data, &size) else { return false }
        return areEqualInConstantTime(String(cString: result), hash)
    }
}
