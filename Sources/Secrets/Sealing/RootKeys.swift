import Contract

/// The root keys outside the database, which protect everything that is sealed in it: the current one, and previous
/// ones.
public struct RootKeys: Sendable, CustomStringConvertible, CustomReflectable {
    public var description: String { "RootKeys" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    public let current: SealingKey
    /// The previous keys, which are kept until no key is wrapped with them.
    public let older: [SealingKey]

    private init(current: SealingKey, older: [SealingKey]) {
        self.current = current
        self.older = older
    }

    public static func generate(_ random: any RandomSource) throws -> RootKeys {
        RootKeys(current: try SealingKey.generate(kid: random.uuid(), random), older: [])
    }

    /// Parses a key file: one line per key with its name and its bytes in Base64url, beginning with the current key.
    public init(parsing text: String) throws {
        let keys: [SealingKey] = try text.split(whereSeparator: \.isNewline).map { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let bytes = Base64URL.bytes(words[1]) else {
                throw SealingKey.Refusal("a line is not a name and 32 bytes in base64url")
            }
            return try SealingKey(kid: String(words[0]), bytes: bytes)
        }
        guard let first = keys.first else { throw SealingKey.Refusal("there is no key in it") }
        self.init(current: first, older: Array(keys.dropFirst()))
    }

    /// The contents of the key file. Secret.
    public var text: String { ([current] + older).map { $0.line + "\n" }.joined() }

    /// Returns the keys with a new current key; the existing ones become previous keys.
    public func rotated(_ random: any RandomSource) throws -> RootKeys {
        RootKeys(current: try SealingKey.generate(kid: random.uuid(), random), older: [current] + older)
    }

    /// The current key without the previous ones.
    public var withoutOlder: RootKeys { RootKeys(current: current, older: []) }

    public func key(_ kid: String) -> SealingKey? { ([current] + older).first { $0.kid == kid } }
}

extension RandomSource {
    /// Returns a random UUID (RFC 9562, version 4) in lowercase.
    public func uuid() -> String {
        var bytes = bytes(16)
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = Hexadecimal.text(bytes)
        return [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)]
            .map { digits.dropFirst($0.0).prefix($0.1 - $0.0) }.joined(separator: "-")
    }
}
