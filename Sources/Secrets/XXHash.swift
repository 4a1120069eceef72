import CXXHash

/// The 64-bit xxHash, a non-cryptographic checksum. It does not protect values that can be guessed.
public enum XXHash {
    /// Returns the hash as 16 hexadecimal digits.
    public static func text(of text: String) -> String {
        var text = text
        let digits = String(text.withUTF8 { XXH64($0.baseAddress, $0.count, 0) }, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
