import Contract

/// The part of a URL relative to the API's root: path and query, percent-encoded.
struct RequestTarget {
    /// The reason why the path or query is invalid.
    struct Unusable: Error {
        let reason: String
    }

    private(set) var text = ""
    private var hasQuery = false

    /// Replaces the placeholders of a path with arguments.
    init(path: String, arguments: [String]) throws(Unusable) {
        var remaining = arguments[...]
        for segment in path.split(separator: "/") {
            text += "/"
            guard segment.hasPrefix("{") else {
                text += segment
                continue
            }
            guard let argument = remaining.popFirst() else { throw Unusable(reason: "\(segment) has no value") }
            // An empty segment, or one that URL parsers resolve, would address another resource: deleting the role ""
            // would delete all roles.
            guard !["", ".", ".."].contains(argument) else {
                throw Unusable(reason: "\(segment) cannot be \"\(argument)\"")
            }
            text += Self.encoded(argument)
        }
        guard remaining.isEmpty else { throw Unusable(reason: "\(path) has fewer parameters than were given") }
    }

    /// Adds the members of an object as query parameters: one parameter per item of an array, none for `null`.
    mutating func add(query: JSON) throws(Unusable) {
        for (name, value) in query.object ?? [:] {
            if case .array(let items) = value {
                for item in items { try add(name, item) }
            } else {
                try add(name, value)
            }
        }
    }

    private mutating func add(_ name: String, _ value: JSON) throws(Unusable) {
        switch value {
        case .null: return
        case .string(let string): append(name, string)
        case .bool, .integer, .number: append(name, value.text)
        case .array, .object: throw Unusable(reason: "\(name) cannot be written in a query")
        }
    }

    private mutating func append(_ name: String, _ value: String) {
        text += hasQuery ? "&" : "?"
        hasQuery = true
        text += "\(Self.encoded(name))=\(Self.encoded(value))"
    }

    /// All bytes except unreserved characters (RFC 3986, section 2.3) are encoded, so that the text has no special
    /// meaning anywhere.
    private static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(contentsOf: [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let hexadecimal: [UInt8] = Array("0123456789ABCDEF".utf8)
}
