/// An error in the syntax of a JSON text.
public struct JSONSyntaxError: Error, CustomStringConvertible, Sendable {
    /// A description of the error.
    public let reason: String
    /// The offset in bytes at which the error was detected.
    public let offset: Int
    public var description: String { "\(reason) at byte \(offset)" }
}

extension JSON {
    /// Parses a JSON text (RFC 8259): one value in UTF-8, nested at most 128 levels deep.
    ///
    /// If an object has two members of the same name, the last one is used.
    /// - Throws: `JSONSyntaxError`.
    public init(parsing bytes: some Sequence<UInt8>) throws {
        let parsed: JSON?? = try bytes.withContiguousStorageIfAvailable { buffer in
            try JSONParser.parse(buffer)
        }
        if case .some(.some(let value)) = parsed {
            self = value
        } else {
            self = try Array(bytes).withUnsafeBufferPointer { try JSONParser.parse($0) }
        }
    }

    public init(parsing text: String) throws {
        var text = text
        self = try text.withUTF8 { try JSONParser.parse($0) }
    }
}

private struct JSONParser {
    private static let deepest = 128
    /// 2^53: up to this magnitude, a `Double` represents every integer exactly.
    private static let largestExact = 9_007_199_254_740_992.0

    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0
    private var depth = 0

    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws -> JSON {
        var parser = JSONParser(bytes: bytes)
        parser.skipSpace()
        let value = try parser.value()
        parser.skipSpace()
        guard parser.offset == bytes.count else { throw parser.error("Unexpected text after the value") }
        return value
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private func error(_ reason: String) -> JSONSyntaxError { JSONSyntaxError(reason: reason, offset: offset) }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        offset += 1
        return true
    }

    private mutating func value() throws -> JSON {
        switch current {
        case UInt8(ascii: "{"): return try nested { try $0.object() }
        case UInt8(ascii: "["): return try nested { try $0.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some: return try number()
        case nil: throw error("Unexpected end")
        }
    }

    private mutating func nested(_ read: (inout JSONParser) throws -> JSON) throws -> JSON {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw error("Nested too deeply") }
        offset += 1
        return try read(&self)
    }

    private mutating func object() throws -> JSON {
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([:]) }
        var members = JSONObject(minimumCapacity: 8)
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw error("Expected a member's name") }
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error("Expected ':'") }
            skipSpace()
            members[name] = try value()
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw error("Expected ',' or '}'") }
            return .object(members)
        }
    }

    private mutating func array() throws -> JSON {
        var items: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(items) }
        while true {
            skipSpace()
            items.append(try value())
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw error("Expected ',' or ']'") }
            return .array(items)
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws -> JSON {
        let end = offset + word.utf8CodeUnitCount
        guard end <= bytes.count,
            bytes[offset..<end].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        else { throw error("Unexpected character") }
        offset = end
        return value
    }

    private mutating func string() throws -> String {
        offset += 1
        let start = offset
        var combined: UInt8 = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            combined |= byte
            switch byte {
            case UInt8(ascii: "\""):
                let text = UnsafeBufferPointer(rebasing: bytes[start..<offset])
                // ASCII, by far the most frequent case, needs no UTF-8 validation.
                let string = combined < 0x80 ? String(decoding: text, as: UTF8.self) : try utf8(text)
                offset += 1
                return string
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw error("Control character in a string")
            default: offset += 1
            }
        }
        throw error("Unexpected end of a string")
    }

    private func utf8(_ text: some Sequence<UInt8>) throws -> String {
        guard let string = String(validating: text, as: UTF8.self) else { throw error("A string is not UTF-8") }
        return string
    }

    private mutating func escapedString(from start: Int) throws -> String {
        var text: [UInt8] = Array(bytes[start..<offset])
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "\""): return try utf8(text)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw error("Control character in a string")
            default: text.append(byte)
            }
        }
        throw error("Unexpected end of a string")
    }

    private mutating func escape(into text: inout [UInt8]) throws {
        guard let byte = current else { throw error("Unexpected end of a string") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try escapedScalar())).utf8)
        default: throw error("Unknown escape")
        }
    }

    private mutating func escapedScalar() throws -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw error("Lone surrogate") }
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error("Lone surrogate") }
        return scalar
    }

    private mutating func hexadecimal() throws -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = current.flatMap(Hexadecimal.value) else {
                throw error("Expected four hexadecimal digits")
            }
            code = code << 4 | UInt32(digit)
            offset += 1
        }
        return code
    }

    private mutating func digits() -> Int {
        let start = offset
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
        return offset - start
    }

    private mutating func number() throws -> JSON {
        let start = offset
        var isWhole = true
        _ = take(UInt8(ascii: "-"))
        let leadingZero = current == UInt8(ascii: "0")
        let count = digits()
        guard count > 0 else { throw error("Unexpected character") }
        guard !leadingZero || count == 1 else { throw error("A number starts with 0") }
        if take(UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else { throw error("Expected a digit") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw error("Expected a digit") }
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw error("Number out of range") }
        // `1.0` and `1e3` count as integers, as 1 does.
        if value.magnitude <= Self.largestExact, let whole = Int64(exactly: value) { return .integer(whole) }
        return .number(value)
    }
}
