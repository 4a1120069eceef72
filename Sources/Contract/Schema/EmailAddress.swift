/// The syntax of email addresses.
public enum EmailAddress {
    /// The maximum length in bytes of the part before the `@` (RFC 5321, section 4.5.3.1.1).
    public static let longestLocalPart = 64
    /// The maximum total length in bytes, which the limit of an SMTP path leaves for the address.
    public static let longest = 254

    private static let pattern: Pattern =
        "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$"

    /// Whether a text is an email address. Lengths are checked first to keep the input of the pattern short.
    public static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= longest, let at = bytes.firstIndex(of: UInt8(ascii: "@")),
            bytes.distance(from: bytes.startIndex, to: at) <= longestLocalPart
        else { return false }
        return pattern.matches(text)
    }
}
