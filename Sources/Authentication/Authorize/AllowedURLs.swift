import Contract

/// The URLs to which browsers may be redirected. URLs are compared byte by byte, without Unicode normalization.
struct AllowedURLs: Sendable {
    private let patterns: [URLPattern]

    /// - Parameter patterns: the URLs that an application has registered. Invalid ones, which older versions accepted,
    ///   match nothing.
    init(_ patterns: [String]) { self.patterns = patterns.compactMap(URLPattern.init) }

    /// The first URL without a placeholder.
    var first: String? { patterns.lazy.compactMap(\.exactURL).first }

    /// Whether a URL is allowed.
    /// - Parameters:
    ///   - organization: the name of the organization that users log in to, which replaces `{organization_name}`.
    ///   - ignoresLoopbackPort: whether a URL of the loopback interface may have any port (RFC 8252, section 7.3).
    func contains(_ url: String, organization: String? = nil, ignoresLoopbackPort: Bool = false) -> Bool {
        patterns.contains {
            $0.matches(url, organization: organization)
                || (ignoresLoopbackPort && $0.matchesApartFromLoopbackPort(url))
        }
    }

    /// Whether a URL is allowed if the query strings of both are ignored.
    func containsApartFromQuery(_ url: String) -> Bool {
        let end = url.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? url.endIndex
        return patterns.contains { $0.withoutQuery.matches(String(url[..<end])) }
    }
}
