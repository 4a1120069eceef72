import Contract
import TestKit
import Testing

@Suite struct JSONTests {
    @Test func textsComeBackAsTheyWere() throws {
        let texts = [
            "null", "true", "-0.5", "9223372036854775807", "-9223372036854775808", "1e-07", "\"\"", "[]", "{}",
            #"{"b":1,"a":[null,{"":"é漢🧑‍💻"}],"c":"\\\"\n\r\t\b\f\u0001"}"#, "[[[[]]],{\"a\":{\"a\":[]}}]",
        ]
        for text in texts {
            let back = try JSON(parsing: text).text
            #expect(back == text)
        }
    }

    @Test func otherSpellingsAreRead() throws {
        let spellings: [(String, JSON)] = [
            (" [ 1 , 2 ] \n", [1, 2]), (#""\u00e9\/\ud83d\ude00""#, "é/😀"), ("1E2", 100), ("1.0", 1), ("-0.0", 0),
            ("-0", 0),
            (#"{"a":1,"a":2}"#, ["a": 2]), ("18446744073709551616", .number(18_446_744_073_709_551_616)),
        ]
        for (text, value) in spellings {
            let read = try JSON(parsing: text)
            #expect(read == value)
        }
    }

    @Test func whatIsNotJSONIsRefused() {
        let texts = [
            "", " ", "{", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e",
            "-",
            "tru", "nulls", "'a'", "\"a", "\"\t\"", #""\x""#, #""\u12g4""#, #""\ud800""#, #""\udc00""#,
            #""\ud800\u0041""#,
            "1 2", "NaN", "1e999", "\u{FEFF}1", "/**/1", #""\"#,
        ]
        for text in texts { #expect(throws: JSONSyntaxError.self, "\(text)") { _ = try JSON(parsing: text) } }
    }

    @Test func whatIsNotUTF8IsRefused() {
        for bytes in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]] {
            #expect(throws: JSONSyntaxError.self) { _ = try JSON(parsing: [0x22] + bytes + [0x22]) }
            #expect(throws: JSONSyntaxError.self) { _ = try JSON(parsing: Array("\"\\n".utf8) + bytes + [0x22]) }
        }
    }

    @Test func depthIsLimited() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSON(parsing: nested(128))
        for depth in [129, 1_000_000] {
            #expect(throws: JSONSyntaxError.self) { _ = try JSON(parsing: nested(depth)) }
        }
    }

    /// Whatever a value is made of, it is the same after it was written and read.
    @Test func anyValueComesBack() throws {
        let source = Source()
        for _ in 0..<2_000 {
            let value = source.value(depth: 0)
            let back = try JSON(parsing: value.text)
            #expect(back == value)
            if back != value { break }
            _ = try JSON(encoding: value).decoded(as: JSON.self)
        }
    }

    /// Whatever bytes are read, they are refused or understood, and never more than that.
    @Test func anyBytesAreSafe() {
        let source = Source()
        let valid = Array(#"{"a":[1,-2.5e3,"é\u00e9\n"],"b":{"c":null,"d":true}}"#.utf8)
        for _ in 0..<5_000 {
            var bytes = valid
            for _ in 0...source.number(below: 4) {
                bytes[source.number(below: bytes.count)] = UInt8(source.number(below: 256))
            }
            if let value = try? JSON(parsing: bytes.prefix(source.number(below: bytes.count + 1))) { _ = value.text }
        }
    }
}

/// Values by chance, the same in every run.
private struct Source {
    private let random = RepeatableRandom(seed: 7)

    func number(below bound: Int) -> Int {
        Int(random.bytes(4).reduce(0) { $0 << 8 | UInt64($1) } % UInt64(bound))
    }

    func text() -> String {
        let scalars = (0..<number(below: 12)).compactMap { _ in
            Unicode.Scalar(UInt32(number(below: number(below: 2) == 0 ? 0x80 : 0x11_0000)))
        }
        return scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
    }

    func value(depth: Int) -> JSON {
        switch number(below: depth > 4 ? 5 : 7) {
        case 0: return .null
        case 1: return .bool(number(below: 2) == 0)
        case 2: return .integer(random.bytes(8).reduce(0) { $0 << 8 | Int64($1) })
        case 3: return .number(Double(number(below: 1_000_000)) / 1024 + 0.0001)
        case 4: return .string(text())
        case 5: return .array((0..<number(below: 5)).map { _ in value(depth: depth + 1) })
        default:
            var members = JSONObject()
            for _ in 0..<number(below: 5) { members[text()] = value(depth: depth + 1) }
            return .object(members)
        }
    }
}
