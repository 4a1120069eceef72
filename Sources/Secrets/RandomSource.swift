import Contract
import Crypto

/// A source of random bytes, which tests can make deterministic.
public protocol RandomSource: Sendable {
    func bytes(_ count: Int) -> [UInt8]
}

/// The system's cryptographic random number generator.
public struct SystemRandom: RandomSource {
    public init() {}
    public func bytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes(Array.init)
    }
}

extension RandomSource {
    /// Returns characters of `A-Z a-z 0-9` with a uniform distribution.
    public func base62(_ count: Int) -> String {
        var text: [UInt8] = []
        while text.count < count {
            // Bytes from 248 on are rejected, because they would favor some characters (248 is the largest multiple of
            // 62 in a byte).
            text += bytes(count + count / 8 + 1).lazy.filter { $0 < 248 }.map { alphabet[Int($0 % 62)] }
        }
        return String(decoding: text.prefix(count), as: UTF8.self)
    }

    /// Returns hexadecimal digits.
    public func hexadecimal(_ count: Int) -> String {
        String(Hexadecimal.text(bytes((count + 1) / 2)).prefix(count))
    }

    /// Returns 24 hexadecimal digits that begin with the time, so that later identifiers sort later and indexes grow at
    /// one end.
    public func objectIdentifier(at now: Timestamp) -> String { Self.moment(now) + hexadecimal(13) }

    /// Returns consecutive identifiers for objects that are created together, so that indexes store them together.
    public func objectIdentifiers(_ count: Int, at now: Timestamp) -> [String] {
        let moment = Self.moment(now)
        // The start uses 48 of the 52 bits, which leaves room for counting.
        let start = bytes(6).reduce(0) { $0 << 8 | Int64($1) }
        return (0..<Int64(count)).map { moment + Self.digits(start + $0, 13) }
    }

    private static func moment(_ now: Timestamp) -> String {
        let (seconds, milliseconds) = now.milliseconds.quotientAndRemainder(dividingBy: 1000)
        return digits(seconds, 8) + digits(milliseconds, 3)
    }

    private static func digits(_ value: Int64, _ count: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    /// Returns a secret for use in URLs, in Base64url without padding.
    public func token(bytes count: Int) -> String { Base64URL.text(bytes(count)) }

    /// Returns a TOTP key of 160 bits in Base32.
    public func oneTimeCodeKey() -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        return String(decoding: bytes(32).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
    }

    /// Returns a recovery code: 24 uppercase letters and digits with a uniform distribution.
    public func recoveryCode() -> String {
        let alphabet: [UInt8] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        var text: [UInt8] = []
        // Bytes from 252 on are rejected, because they would favor some characters (252 is the largest multiple of 36
        // in a byte).
        while text.count < 24 { text += bytes(32).lazy.filter { $0 < 252 }.map { alphabet[Int($0 % 36)] } }
        return String(decoding: text.prefix(24), as: UTF8.self)
    }

    /// Returns an identifier with a prefix, as `rol_` and 16 characters.
    public func identifier<Of>(_ prefix: String, _ count: Int = 16) -> ID<Of> { ID("\(prefix)_\(base62(count))") }
}

private let alphabet: [UInt8] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
