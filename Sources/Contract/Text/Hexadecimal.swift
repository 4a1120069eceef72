/// Bytes as hexadecimal text.
public enum Hexadecimal {
    /// The digits of bytes, in lower case.
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.underestimatedCount * 2)
        for byte in bytes {
            text.append(lowerCase[Int(byte >> 4)])
            text.append(lowerCase[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes; `nil` unless the text is pairs of hexadecimal digits, in either case.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for digit in text.utf8 {
            guard let value = value(of: digit) else { return nil }
            if let first = high { bytes.append(first << 4 | value) }
            high = high == nil ? value : nil
        }
        return high == nil ? bytes : nil
    }

    /// The value of a digit, in either case.
    static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    static func upperCaseDigits(of byte: UInt8) -> [UInt8] { [upperCase[Int(byte >> 4)], upperCase[Int(byte & 15)]] }
    static func lowerCaseDigits(of byte: UInt8) -> [UInt8] { [lowerCase[Int(byte >> 4)], lowerCase[Int(byte & 15)]] }

    private static let lowerCase: [UInt8] = Array("0123456789abcdef".utf8)
    private static let upperCase: [UInt8] = Array("0123456789ABCDEF".utf8)
}
