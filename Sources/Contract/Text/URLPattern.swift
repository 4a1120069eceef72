/// A URL as applications register it: a URL, or a pattern of several with a wildcard or a placeholder in the first label
/// of the host.
///
/// As at Auth0, `https://*.example.com/cb`, `https://pre-*-suf.example.com/cb` and
/// `https://{organization_name}.example.com/cb` are patterns; a wildcard stands for one or more letters, digits and
/// hyphens. `RegisteredURL` says where placeholders may stand.
public struct URLPattern: Hashable, Sendable {
    private enum Host: Hashable, Sendable {
        case exact
        /// What stands before and after the wildcard in the first label, and the host's other labels.
        case wildcard(prefix: [UInt8], suffix: [UInt8])
        case organization
    }

    /// As it was registered.
    public let text: String
    private let host: Host
    /// What stands before the first label of the host, as `https://`.
    private let head: [UInt8]
    /// What follows the first label of the host.
    private let tail: [UInt8]

    private static let placeholder = "{organization_name}"

    /// - Returns: `nil` for what may not be registered, and for a placeholder that nothing stands for.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy(Self.isURLByte), RegisteredURL.isAllowed(text) else { return nil }
        self.text = text
        // Outside of the host, an asterisk and braces are characters like others.
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

    /// The URL, where it is no pattern.
    public var exactURL: String? { host == .exact ? text : nil }

    /// Whether a URL is one of those that the pattern stands for.
    /// - Parameter organization: the name that the placeholder stands for.
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

    /// Whether a URL is the same but for its port, on the loopback interface.
    public func matchesApartFromLoopbackPort(_ url: String) -> Bool {
        guard host == .exact, url.utf8.allSatisfy(Self.isURLByte),
            let own = Self.withoutLoopbackPort(text), let other = Self.withoutLoopbackPort(url)
        else { return false }
        return own == other
    }

    /// The same pattern without what comes after a `?`.
    public var withoutQuery: URLPattern {
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) else { return self }
        return URLPattern(String(text[..<mark])) ?? self
    }

    /// The origin of a URL of the web, or that of the URLs that a pattern of such stands for: scheme, host and port in
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

    /// `http://127.0.0.1:PORT/path` in its parts before and after the port; `nil` for other URLs.
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

    /// Where the authority of a URL of the web stands.
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

    /// What may stand in a URL here: no spaces, no controls, no fragment, and nothing that browsers read as something
    /// else.
    private static func isURLByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"#\\\"<>^`|".utf8.contains(byte)
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }

    /// What an organization's name is made of.
    private static func isNameByte(_ byte: UInt8) -> Bool { isLabelByte(byte) || byte == UInt8(ascii: "_") }
}
