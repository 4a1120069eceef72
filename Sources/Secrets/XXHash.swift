import CXXHash

/// xxHash with 64 bits, a checksum: it hides a value from view, and from nobody who can guess it.
public enum XXHash {
    /// 16 hexadecimal digits.
    public static func text(of text: String) -> String {
        var text = text
        let digits = String(text.withUTF8 { XXH64($0.baseAddress, $0.count, 0) }, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
