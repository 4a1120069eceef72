import Crypto

/// A generator of time-based one-time codes (TOTP, RFC 6238): six digits, 30 seconds, SHA-1.
public struct OneTimeCodes: Sendable {
    /// The duration of a time step, in seconds.
    public static let period = 30

    private let key: SymmetricKey

    /// - Parameter secret: the key in Base32.
    /// - Returns: `nil` if the key is not valid Base32.
    public init?(secret: String) {
        guard let bytes = Base32.bytes(secret), !bytes.isEmpty else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// Returns the code of a time step, which is the time since 1970 divided by the period.
    public func code(step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let digest = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: key))
        let offset = Int(digest[digest.count - 1] & 15)
        let word = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(word % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Returns the time step of a code: the current one, or an adjacent one because clocks differ.
    /// - Parameters:
    ///   - seconds: the current time in seconds since 1970.
    ///   - last: the time step of the last used code; neither it nor earlier ones are accepted again.
    public func step(of code: String, at seconds: Int, after last: Int64?) -> Int64? {
        let now = Int64(seconds / Self.period)
        var found: Int64?
        // All codes are compared, so that the duration reveals nothing.
        for step in (now - 1)...(now + 1) where areEqualInConstantTime(self.code(step: step), code) {
            if last.map({ step > $0 }) ?? true { found = found ?? step }
        }
        return found
    }
}

/// Base32 (RFC 4648, section 6).
public enum Base32 {
    /// Decodes a text; returns `nil` if it is not Base32. Padding is optional, and lowercase is accepted.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for character in text.utf8 where character != UInt8(ascii: "=") {
            guard let value = value(of: character) else { return nil }
            buffer = (buffer << 5 | UInt32(value)) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return bytes
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a")
        case UInt8(ascii: "2")...UInt8(ascii: "7"): character - UInt8(ascii: "2") + 26
        default: nil
        }
    }
}
