import Synchronization

/// A browser and its operating system in the form of log events: `Chrome 119.0.0 / Mac OS X 10.15.7`.
struct UserAgentDescription: Sendable {
    let text: String
    let isMobile: Bool

    /// - Parameter header: the value of `User-Agent`.
    init(_ header: String) {
        if let known = Self.known.withLock({ $0[header] }) {
            self = known
            return
        }
        self.init(reading: header)
        Self.known.withLock { [self] known in
            if known.count >= Self.mostKnown { known.removeAll() }
            known[header] = self
        }
    }

    /// A cache, because few different clients send the same header with every request.
    private static let known = Mutex<[String: UserAgentDescription]>([:])
    private static let mostKnown = 500

    private init(reading header: String) {
        text = "\(Self.browser(header)) / \(Self.system(header))"
        isMobile = ["Mobile", "Android", "iPhone", "iPad"].contains { header.contains($0) }
    }

    /// The order matters, because most browsers also name those that they imitate.
    private static let browsers: KeyValuePairs<String, String> = [
        "Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "FxiOS/": "Firefox Mobile iOS",
        "CriOS/": "Chrome Mobile iOS", "Chrome/": "Chrome", "Version/": "Safari",
    ]

    private static let systems: KeyValuePairs<String, String> = [
        "Windows NT ": "Windows", "Android ": "Android", "iPhone OS ": "iOS", "CPU OS ": "iOS",
        "Mac OS X ": "Mac OS X", "Linux": "Linux",
    ]

    private static func browser(_ header: String) -> String {
        guard header.hasPrefix("Mozilla/") else { return "Other 0.0.0" }
        return named(browsers, in: header)
    }

    private static func system(_ header: String) -> String { named(systems, in: header) }

    private static func named(_ names: KeyValuePairs<String, String>, in header: String) -> String {
        for (mark, name) in names {
            guard let range = header.firstRange(of: mark) else { continue }
            let version = header[range.upperBound...].prefix { $0.isNumber || $0 == "." || $0 == "_" }
            let numbers = version.split { $0 == "." || $0 == "_" }.prefix(3) + ["0", "0", "0"]
            return "\(name) \(numbers.prefix(3).joined(separator: "."))"
        }
        return "Other 0.0.0"
    }
}
