import Contract
import Crypto

/// Where unpredictable bytes come from. Tests put a repeatable one in its place.
public protocol RandomSource: Sendable {
    func bytes(_ count: Int) -> [UInt8]
}

/// The system's cryptographic generator.
public struct SystemRandom: RandomSource {
    public init() {}
    public func bytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes(Array.init)
    }
}

extension RandomSource {
    /// Characters from `A-Z a-z 0-9`, each as likely as the others.
    public func base62(_ count: Int) -> String {
        var text: [UInt8] = []
        while text.count < count {
            // 248 is the largest multiple of 62 in a byte: what lies above would favour some characters.
            text += bytes(count + count / 8 + 1).lazy.filter { $0 < 248 }.map { alphabet[Int($0 % 62)] }
        }
        return String(decoding: text.prefix(count), as: UTF8.self)
    }

    /// Hexadecimal digits.
    public func hexadecimal(_ count: Int) -> String {
        String(Hexadecimal.text(bytes((count + 1) / 2)).prefix(count))
    }

    /// 24 hexadecimal digits, of which the first say when: what is made later sorts later, and indexes grow at one end.
    public func objectIdentifier(at now: Timestamp) -> String { Self.moment(now) + hexadecimal(13) }

    /// Identifiers for things that are made together. They follow one another, so that indexes have them in one place.
    public func objectIdentifiers(_ count: Int, at now: Timestamp) -> [String] {
        let moment = Self.moment(now)
        // 48 bits leave the last of 52 free to count in.
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

    /// A secret for a URL: base64url, without padding.
    public func token(bytes count: Int) -> String { Base64URL.text(bytes(count)) }

    /// The key of a generator of one-time codes, in base32: 160 bits.
    public func oneTimeCodeKey() -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        return String(decoding: bytes(32).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
    }

    /// A code that stands in for a second factor once: 24 capital letters and digits, each as likely as the others.
    public func recoveryCode() -> String {
        let alphabet: [UInt8] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        var text: [UInt8] = []
        // 252 is the largest multiple of 36 in a byte: what lies above would favour some characters.
        while text.count < 24 { text += bytes(32).lazy.filter { $0 < 252 }.map { alphabet[Int($0 % 36)] } }
        return String(decoding: text.prefix(24), as: UTF8.self)
    }

    /// An identifier with a prefix, as `rol_` and 16 characters.
    public func identifier<Of>(_ prefix: String, _ count: Int = 16) -> ID<Of> { ID("\(prefix)_\(base62(count))") }
}

private let alphabet: [UInt8] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
