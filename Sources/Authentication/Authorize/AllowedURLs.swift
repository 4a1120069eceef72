import Contract

/// The URLs that browsers may be sent to. They are compared by their bytes: what Unicode takes for the same is another
/// URL.
struct AllowedURLs: Sendable {
    private let patterns: [URLPattern]

    /// - Parameter patterns: URLs as applications register them. Those that may not be registered, but once were, allow
    ///   nothing.
    init(_ patterns: [String]) { self.patterns = patterns.compactMap(URLPattern.init) }

    /// The first that is no pattern.
    var first: String? { patterns.lazy.compactMap(\.exactURL).first }

    /// - Parameters:
    ///   - organization: the name of the organization that users log in to, which `{organization_name}` stands for.
    ///   - ignoresLoopbackPort: whether a URL of the loopback interface may have any port (RFC 8252, section 7.3).
    func contains(_ url: String, organization: String? = nil, ignoresLoopbackPort: Bool = false) -> Bool {
        patterns.contains {
            $0.matches(url, organization: organization)
                || (ignoresLoopbackPort && $0.matchesApartFromLoopbackPort(url))
        }
    }

    /// The same, without regard to what comes after a `?` in either.
    func containsApartFromQuery(_ url: String) -> Bool {
        let end = url.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? url.endIndex
        return patterns.contains { $0.withoutQuery.matches(String(url[..<end])) }
    }
}
