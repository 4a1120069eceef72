/// Masking of email addresses and phone numbers, so that only their owner recognizes them.
public enum MaskedAddress {
    /// Masks an email address, as `chuc****@exam*******`: only the first four characters of each half are shown.
    public static func email(_ email: String) -> String {
        email.split(separator: "@", maxSplits: 1).map { half in
            let shown = half.count > 4 ? half.prefix(4) : ""
            return shown + String(repeating: "*", count: max(4, half.count - shown.count))
        }.joined(separator: "@")
    }

    /// Masks a phone number, as `XXXXXXXX5044`: only the last four digits are shown.
    public static func phone(_ phone: String) -> String {
        String(repeating: "X", count: max(0, phone.count - 4)) + phone.suffix(4)
    }
}
