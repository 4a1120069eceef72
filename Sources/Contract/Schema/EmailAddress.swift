/// What an e-mail address may look like.
public enum EmailAddress {
    /// The most bytes before the `@` (RFC 5321, 4.5.3.1.1).
    public static let longestLocalPart = 64
    /// The most bytes in all: what a path in SMTP has room for.
    public static let longest = 254

    private static let pattern: Pattern =
        "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$"

    /// Whether a text is an address. Lengths are looked at first, so that the pattern has little to do.
    public static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= longest, let at = bytes.firstIndex(of: UInt8(ascii: "@")),
            bytes.distance(from: bytes.startIndex, to: at) <= longestLocalPart
        else { return false }
        return pattern.matches(text)
    }
}
