import Contract
import HTTPTypes

/// Proxies whose forwarding headers are trusted.
public struct TrustedProxies: Sendable {
    private let ranges: [AddressRange]

    public init(_ ranges: [AddressRange]) { self.ranges = ranges }

    /// Parses addresses and ranges that are separated by commas, as `10.0.0.0/8, 2001:db8::1`.
    /// - Returns: `nil` if one of them is not valid.
    public init?(_ text: String) {
        var ranges: [AddressRange] = []
        for part in text.split(separator: ",") {
            guard let range = AddressRange(Self.trimmed(part)) else { return nil }
            ranges.append(range)
        }
        self.init(ranges)
    }

    /// Whether an address belongs to a proxy.
    func contain(_ address: String) -> Bool { ranges.contains { $0.contains(address) } }

    /// The information from forwarding headers.
    struct Word: Equatable, Sendable {
        var address: String?
        var isSecure: Bool?
        var host: String?
    }

    /// Returns the trustworthy information in the headers of a request from a trusted proxy.
    ///
    /// Each proxy appends the address of its peer, so the list is read from the end while the addresses belong to
    /// proxies. What the client itself wrote comes before that. If there are both `X-Forwarded-For` and `Forwarded`,
    /// the former is used, because all proxies write it.
    func word(of headers: HTTPFields) -> Word {
        let standard = headers[.xForwardedFor] == nil ? headers[.forwarded].map(Self.elements) ?? [] : []
        let addresses =
            headers[.xForwardedFor].map { $0.split(separator: ",").map { Self.trimmed($0) } }
            ?? standard.map { $0["for"] ?? "" }
        var word = Word()
        for text in addresses.reversed() {
            guard let address = Self.address(text) else { break }
            word.address = address
            if !contain(address) { break }
        }
        let scheme = headers[.xForwardedProto].flatMap(Self.last) ?? standard.last?["proto"]
        word.isSecure = scheme.map { $0.lowercased() == "https" }
        word.host = (headers[.xForwardedHost].flatMap(Self.last) ?? standard.last?["host"]).flatMap(Self.host)
        return word
    }

    private static func last(_ list: String) -> String? {
        list.split(separator: ",").last.map { trimmed($0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Returns a host with its port; `nil` if it is not valid.
    private static func host(_ text: String) -> String? {
        let isHost =
            (1...260).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: ".-:[]_".utf8.contains(byte)
                }
            }
        return isHost ? text : nil
    }

    /// Returns an address without its port and brackets; `nil` if it is not valid.
    private static func address(_ text: String) -> String? {
        var text = text
        if text.hasPrefix("[") {
            text = String(text.dropFirst().prefix { $0 != "]" })
        } else if text.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 1 {
            text = String(text.prefix { $0 != ":" })
        }
        return AddressRange(text).flatMap { $0.isBlock ? nil : text }
    }

    /// Returns the elements of a `Forwarded` header (RFC 7239), each with its parameters.
    private static func elements(_ header: String) -> [[String: String]] {
        split(header, at: UInt8(ascii: ",")).map { element in
            var parameters: [String: String] = [:]
            for pair in split(element, at: UInt8(ascii: ";")) {
                let halves = pair.split(separator: "=", maxSplits: 1).map { trimmed($0) }
                guard halves.count == 2 else { continue }
                parameters[halves[0].lowercased()] = unquoted(halves[1])
            }
            return parameters
        }
    }

    /// Splits a text at separators outside quotation marks.
    private static func split(_ text: String, at separator: UInt8) -> [String] {
        var parts: [[UInt8]] = [[]]
        var isQuoted = false
        var isEscaped = false
        for byte in text.utf8 {
            if byte == separator, !isQuoted {
                parts.append([])
                continue
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && isQuoted && !isEscaped
            parts[parts.count - 1].append(byte)
        }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func unquoted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count >= 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") else { return text }
        var plain: [UInt8] = []
        var isEscaped = false
        for byte in bytes[1..<(bytes.count - 1)] {
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
                continue
            }
            isEscaped = false
            plain.append(byte)
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let space: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
        let bytes = text.utf8.drop { space.contains($0) }
        var result = Array(bytes)
        while let last = result.last, space.contains(last) { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }
}
