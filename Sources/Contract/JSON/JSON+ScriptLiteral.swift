extension JSON {
    /// The value as an expression for a script element of an HTML page, escaped so that no string in it can close the
    /// element, open a comment or end a line.
    public var scriptLiteral: String {
        var literal: [UInt8] = []
        let json = bytes
        literal.reserveCapacity(json.count)
        var index = 0
        while index < json.count {
            let byte = json[index]
            if let escape = Self.scriptEscapes[byte] {
                literal += escape.utf8
            } else if byte == 0xE2, index + 2 < json.count, json[index + 1] == 0x80, json[index + 2] & 0xFE == 0xA8 {
                // U+2028 and U+2029 are line terminators in older versions of JavaScript.
                literal += (json[index + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8
                index += 2
            } else {
                literal.append(byte)
            }
            index += 1
        }
        return String(decoding: literal, as: UTF8.self)
    }

    private static let scriptEscapes: [UInt8: String] = [
        UInt8(ascii: "<"): "\\u003c", UInt8(ascii: ">"): "\\u003e", UInt8(ascii: "&"): "\\u0026",
        UInt8(ascii: "'"): "\\u0027",
    ]
}
