/// Addresses that are mostly hidden: who has one knows it again.
public enum MaskedAddress {
    /// `chuc****@exam*******`: the first four characters of each half.
    public static func email(_ email: String) -> String {
        email.split(separator: "@", maxSplits: 1).map { half in
            let shown = half.count > 4 ? half.prefix(4) : ""
            return shown + String(repeating: "*", count: max(4, half.count - shown.count))
        }.joined(separator: "@")
    }

    /// `XXXXXXXX5044`: the last four digits.
    public static func phone(_ phone: String) -> String {
        String(repeating: "X", count: max(0, phone.count - 4)) + phone.suffix(4)
    }
}
