import Glibc

/// The distinction between public and special-purpose IP addresses (RFC 6890).
enum PublicAddress {
    /// - Parameter address: the address of a socket that is about to be connected.
    static func isPublic(_ address: UnsafePointer<sockaddr>) -> Bool {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                isPublic(v4: UInt32(bigEndian: $0.pointee.sin_addr.s_addr))
            }
        case AF_INET6:
            address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin6_addr) { isPublic(v6: Array($0)) }
            }
        default: false
        }
    }

    static func isPublic(v4 address: UInt32) -> Bool {
        !reserved.contains { address >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
    }

    private static let reserved: [(network: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16),
        (0xAC10_0000, 12), (0xC000_0000, 24), (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16),
        (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 3),
    ]

    static func isPublic(v6 address: [UInt8]) -> Bool {
        func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
        let zeros = address.prefix { $0 == 0 }.count
        // IPv4 addresses inside IPv6 addresses: mapped, translated (RFC 6052) and 6to4.
        if zeros == 10, address[10] == 0xFF, address[11] == 0xFF { return isPublic(v4: number(address[12...])) }
        if Array(address[..<12]) == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] {
            return isPublic(v4: number(address[12...]))
        }
        if address[0] == 0x20, address[1] == 0x02 { return isPublic(v4: number(address[2..<6])) }
        // Global unicast addresses have this prefix; the documentation prefix (2001:db8::) and Teredo are excluded.
        guard address[0] & 0xE0 == 0x20 else { return false }
        let head = number(address[..<4])
        return head != 0x2001_0DB8 && head != 0x2001_0000
    }
}
