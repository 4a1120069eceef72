/// The URLs that browsers may be sent to.
struct AllowedURLs: Sendable {
    private let patterns: [String]

    /// - Parameter patterns: URLs, in whose host's first label `*` stands for any one label.
    init(_ patterns: [String]) { self.patterns = patterns }

    var first: String? { patterns.first { !$0.contains("*") && !$0.contains("{") } }

    /// - Parameter organization: the name of the organization that users log in to, which `{organization_name}` stands for.
    func contains(_ url: String, organization: String? = nil) -> Bool {
        if url.contains("#") || url.contains(where: \.isWhitespace) { return false }
        return patterns.contains { pattern in
            let pattern = organization.map { pattern.replacing("{organization_name}", with: $0) } ?? pattern
            return pattern == url || Self.fits(url, pattern)
        }
    }

    /// The same, without regard to what comes after a `?` in either.
    func containsApartFromQuery(_ url: String) -> Bool {
        let bare = AllowedURLs(patterns.map { String($0.prefix { $0 != "?" }) })
        return bare.contains(String(url.prefix { $0 != "?" && $0 != "#" }))
    }

    private static func fits(_ url: String, _ pattern: String) -> Bool {
        guard let star = pattern.firstRange(of: "://*.") else { return false }
        let scheme = pattern[..<star.lowerBound] + "://"
        guard url.hasPrefix(scheme) else { return false }
        let label = url.dropFirst(scheme.count).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return !label.isEmpty && url.dropFirst(scheme.count + label.count) == "." + pattern[star.upperBound...]
    }
}
