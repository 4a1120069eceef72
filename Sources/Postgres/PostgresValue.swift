import CLibPQ
import Storage

extension SQLValue {
    /// The value in PostgreSQL's text format.
    var wireText: String? {
        switch self {
        case .null: nil
        case .integer(let value): String(value)
        case .real(let value): String(value)
        case .text(let value): value
        case .blob(let bytes): Self.hexadecimal(bytes)
        }
    }

    /// Parses a value in PostgreSQL's text format.
    init(wireText text: String, type: Oid) {
        switch type {
        case 20, 21, 23: self = Int64(text).map(SQLValue.integer) ?? .text(text)
        case 700, 701, 1700: self = Double(text).map(SQLValue.real) ?? .text(text)
        case 16: self = .integer(text == "t" ? 1 : 0)
        case 17: self = .blob(Self.bytes(hexadecimal: text.dropFirst(2)))
        default: self = .text(text)
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2 + 2) { text in
            text[0] = UInt8(ascii: "\\")
            text[1] = UInt8(ascii: "x")
            for (index, byte) in bytes.enumerated() {
                text[2 * index + 2] = digits[Int(byte >> 4)]
                text[2 * index + 3] = digits[Int(byte & 15)]
            }
            return bytes.count * 2 + 2
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func bytes(hexadecimal digits: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.utf8.count / 2)
        var high: UInt8?
        for digit in digits.utf8 {
            let value = digit > UInt8(ascii: "9") ? digit - UInt8(ascii: "a") + 10 : digit - UInt8(ascii: "0")
            if let first = high { bytes.append(first << 4 | value) }
            high = high == nil ? value : nil
        }
        return bytes
    }
}
