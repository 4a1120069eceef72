import Foundation

/// An IP address or a block of addresses in CIDR notation.
public struct AddressRange: Hashable, Sendable {
    /// The address in network byte order: 4 bytes for IPv4, 16 for IPv6.
    private let bytes: [UInt8]
    /// The length of the prefix in bits.
    private let bits: Int
    /// Whether the text had a prefix length.
    public let isBlock: Bool
    public var isIPv4: Bool { bytes.count == 4 }

    /// - Parameter text: An address or a block, such as `192.0.2.1`, `192.0.2.0/24`, `2001:db8::1` or `2001:db8::/32`.
    public init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = halves.first, let bytes = Self.bytes(String(first)) else { return nil }
        self.bytes = bytes
        isBlock = halves.count == 2
        let all = bytes.count * 8
        guard isBlock else {
            bits = all
            return
        }
        let digits = halves[1]
        guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let bits = Int(digits), bits <= all
        else { return nil }
        self.bits = bits
    }

    /// Whether the range contains an address; `false` if the text is not an IP address.
    public func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(address), other.count == bytes.count else { return false }
        return bytes.indices.allSatisfy { index in
            let counting = min(8, max(0, bits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> counting)
            return bytes[index] & mask == other[index] & mask
        }
    }

    /// Returns the key under which an address is counted: the /64 network of an IPv6 address, in which a client can
    /// choose any address; the address itself for IPv4; the unchanged text if it is not an address.
    public static func network(of address: String) -> String {
        guard address.utf8.contains(UInt8(ascii: ":")), let bytes = bytes(address) else { return address }
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 8, by: 2).map {
            String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/64"
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var sixteen = in6_addr()
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: sixteen) { Array($0) }
        // An IPv4-mapped IPv6 address, as IPv6 sockets report it, is treated as the IPv4 address.
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? Array(bytes[12...]) : bytes
    }
}

extension Format {
    public static let ipv4 = address("ipv4", isIPv4: true, isBlock: false)
    public static let ipv6 = address("ipv6", isIPv4: false, isBlock: false)
    public static let cidr = address("cidr", isIPv4: true, isBlock: true)
    public static let ipv6CIDR = address("ipv6_cidr", isIPv4: false, isBlock: true)

    private static func address(_ name: String, isIPv4: Bool, isBlock: Bool) -> Format {
        Format(name) { text in
            guard let range = AddressRange(text) else { return false }
            return range.isIPv4 == isIPv4 && range.isBlock == isBlock
        }
    }
}

extension Schema {
    /// An IP address or a block of addresses.
    public static let addressRange: Schema = .anyOf(
        .string(format: .ipv4), .string(format: .cidr), .string(format: .ipv6), .string(format: .ipv6CIDR))
}
