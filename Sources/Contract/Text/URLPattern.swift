/// A URL that an application registers: an exact URL, or a pattern with a wildcard or a placeholder in the first label
/// of the host.
///
/// As at Auth0, `https://*.example.com/cb`, `https://pre-*-suf.example.com/cb` and
/// `https://{organization_name}.example.com/cb` are patterns; a wildcard matches one or more letters, digits and
/// hyphens. `RegisteredURL` defines where placeholders are allowed.
public struct URLPattern: Hashable, Sendable {
    private enum Host: Hashable, Sendable {
        case exact
        /// The text before and after the wildcard in the first label.
        case wildcard(prefix: [UInt8], suffix: [UInt8])
        case organization
    }

    /// The URL as it was registered.
    public let text: String
    private let host: Host
    /// The text before the first label of the host, such as `https://`.
    private let head: [UInt8]
    /// The text after the first label of the host.
    private let tail: [UInt8]

    private static let placeholder = "{organization_name}"

    /// - Returns: `nil` for a URL that may not be registered, and for an unsupported placeholder.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy(Self.isURLByte), RegisteredURL.isAllowed(text) else { return nil }
        self.text = text
        // Outside the host, asterisks and braces are ordinary characters.
        guard let authority = Self.authority(of: bytes),
            bytes[authority].contains(where: { "*{".utf8.contains($0) })
        else {
            (host, head, tail) = (.exact, bytes, [])
            return
        }
        let label = bytes[authority].prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ":") }
        head = Array(bytes[..<authority.lowerBound])
        tail = Array(bytes[label.endIndex...])
        if label.elementsEqual(Self.placeholder.utf8) {
            host = .organization
        } else if let star = label.firstIndex(of: UInt8(ascii: "*")) {
            host = .wildcard(prefix: Array(label[..<star]), suffix: Array(label[(star + 1)...]))
        } else {
            return nil
        }
    }

    /// The URL, if it is not a pattern.
    public var exactURL: String? { host == .exact ? text : nil }

    /// Whether a URL matches the pattern.
    /// - Parameter organization: The name that replaces the placeholder.
    public func matches(_ url: String, organization: String? = nil) -> Bool {
        let bytes = Array(url.utf8)
        guard bytes.allSatisfy(Self.isURLByte) else { return false }
        switch host {
        case .exact: return url.isIdentical(to: text)
        case .organization:
            guard let organization, !organization.isEmpty, organization.utf8.allSatisfy(Self.isNameByte) else {
                return false
            }
            return bytes.elementsEqual(head + Array(organization.utf8) + tail)
        case .wildcard(let prefix, let suffix):
            guard bytes.starts(with: head) else { return false }
            let label = bytes[head.count...].prefix(while: Self.isLabelByte)
            return label.count > prefix.count + suffix.count && label.starts(with: prefix)
                && label.suffix(suffix.count).elementsEqual(suffix) && bytes[label.endIndex...].elementsEqual(tail)
        }
    }

    /// Whether a URL differs at most in its port, on the loopback interface.
    public func matchesApartFromLoopbackPort(_ url: String) -> Bool {
        guard host == .exact, url.utf8.allSatisfy(Self.isURLByte),
            let own = Self.withoutLoopbackPort(text), let other = Self.withoutLoopbackPort(url)
        else { return false }
        return own == other
    }

    /// The pattern without its query.
    public var withoutQuery: URLPattern {
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) else { return self }
        return URLPattern(String(text[..<mark])) ?? self
    }

    /// Returns the origin of an HTTP URL, or the origin of the URLs that a pattern matches: scheme, host and port in
    /// the form that browsers send.
    public static func origin(of url: String) -> String? {
        let bytes = Array(url.utf8)
        guard bytes.allSatisfy(isURLByte), let authority = authority(of: bytes), !authority.isEmpty,
            !bytes[authority].contains(UInt8(ascii: "@"))
        else { return nil }
        let scheme = String(decoding: bytes[..<authority.lowerBound], as: UTF8.self).lowercased()
        var host = String(decoding: bytes[authority], as: UTF8.self).lowercased()
        let usualPort = scheme == "https://" ? ":443" : ":80"
        if host.hasSuffix(usualPort) { host.removeLast(usualPort.utf8.count) }
        return scheme + host
    }

    /// Returns the parts of `http://127.0.0.1:PORT/path` before and after the port; `nil` for other URLs.
    private static func withoutLoopbackPort(_ url: String) -> [[UInt8]]? {
        let bytes = Array(url.utf8)
        for host in ["http://127.0.0.1", "http://[::1]"] where bytes.starts(with: host.utf8) {
            var rest = bytes[host.utf8.count...]
            if rest.first == UInt8(ascii: ":") {
                let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard (1...5).contains(digits.count) else { return nil }
                rest = rest.dropFirst(digits.count + 1)
            }
            guard rest.isEmpty || rest.first == UInt8(ascii: "/") || rest.first == UInt8(ascii: "?") else { return nil }
            return [Array(host.utf8), Array(rest)]
        }
        return nil
    }

    /// Returns the range of the authority in an HTTP URL.
    private static func authority(of bytes: [UInt8]) -> Range<Int>? {
        for scheme in ["https://", "http://"] {
            let lead = bytes.prefix(scheme.utf8.count).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            guard lead.elementsEqual(scheme.utf8) else { continue }
            let start = scheme.utf8.count
            let end = bytes[start...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.count
            return start..<end
        }
        return nil
    }

    /// Whether a byte is allowed in a URL here: no spaces, no control characters, no fragment, and no characters that
    /// browsers interpret differently.
    private static func isURLByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"#\\\"<>^`|".utf8.contains(byte)
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }

    /// Whether a byte is allowed in an organization's name.
    private static func isNameByte(_ byte: UInt8) -> Bool { isLabelByte(byte) || byte == UInt8(ascii: "_") }
}
