/// xxHash with 64 bits, a checksum: it hides a value from view, and from nobody who can guess it.
enum XXHash {
    private static let primes: [UInt64] = [
        0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63,
        0x27D4_EB2F_1656_67C5,
    ]

    /// 16 hexadecimal digits.
    static func text(of text: String) -> String {
        let digits = String(hash(Array(text.utf8)), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The hash with the seed 0.
    static func hash(_ bytes: [UInt8]) -> UInt64 {
        var place = 0
        var hash = bytes.count >= 32 ? stripes(of: bytes, &place) : primes[4]
        hash &+= UInt64(bytes.count)
        while place + 8 <= bytes.count {
            hash = rotated(hash ^ round(0, word(bytes, place, 8)), 27) &* primes[0] &+ primes[3]
            place += 8
        }
        if place + 4 <= bytes.count {
            hash = rotated(hash ^ (word(bytes, place, 4) &* primes[0]), 23) &* primes[1] &+ primes[2]
            place += 4
        }
        for byte in bytes[place...] { hash = rotated(hash ^ (UInt64(byte) &* primes[4]), 11) &* primes[0] }
        hash = (hash ^ (hash >> 33)) &* primes[1]
        hash = (hash ^ (hash >> 29)) &* primes[2]
        return hash ^ (hash >> 32)
    }

    private static func stripes(of bytes: [UInt8], _ place: inout Int) -> UInt64 {
        var lanes: [UInt64] = [primes[0] &+ primes[1], primes[1], 0, 0 &- primes[0]]
        while place + 32 <= bytes.count {
            for lane in 0..<4 { lanes[lane] = round(lanes[lane], word(bytes, place + 8 * lane, 8)) }
            place += 32
        }
        var hash = rotated(lanes[0], 1) &+ rotated(lanes[1], 7) &+ rotated(lanes[2], 12) &+ rotated(lanes[3], 18)
        for lane in lanes { hash = (hash ^ round(0, lane)) &* primes[0] &+ primes[3] }
        return hash
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotated(lane &+ word &* primes[1], 31) &* primes[0]
    }

    private static func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
        (value << count) | (value >> (64 - count))
    }

    private static func word(_ bytes: [UInt8], _ place: Int, _ count: Int) -> UInt64 {
        bytes[place..<place + count].reversed().reduce(0) { ($0 << 8) | UInt64($1) }
    }
}
