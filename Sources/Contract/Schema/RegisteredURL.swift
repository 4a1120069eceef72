import Foundation

/// A URL that an application or a tenant registers for redirects, with Auth0's placeholders: `*` in the leftmost label
/// of the host, `{organization_name}` in place of that label, `{custom_domain.metadata.KEY}` in the host.
///
/// URLs registered with older versions may break these rules; they are not used for redirects.
public enum RegisteredURL {
    /// Schemes whose URLs run code, carry their own content, or refer to the user's machine.
    private static let dangerousSchemes: Set<String> = [
        "about", "blob", "data", "file", "filesystem", "javascript", "vbscript", "view-source",
    ]

    /// Whether a URL may be registered and used for redirects.
    public static func isAllowed(_ text: String) -> Bool {
        guard let parts = Parts(text), !parts.hasFragment else { return false }
        return parts.hasValidPlaceholders && isAbsolute(parts.withoutPlaceholders)
    }

    /// Whether a text is an absolute URL, without placeholders, of a scheme that is not dangerous.
    /// - Parameter schemes: The allowed schemes; `nil` allows all that are not dangerous.
    static func isAbsolute(_ text: String, schemes: Set<String>? = nil) -> Bool {
        // Most texts consist of these bytes only and need no lookup of Unicode whitespace.
        let isPlain = text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
        guard isPlain || !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 }),
            let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(), !scheme.isEmpty,
            !dangerousSchemes.contains(scheme)
        else { return false }
        if let schemes, !schemes.contains(scheme) { return false }
        if scheme == "http" || scheme == "https" { return !(url.host ?? "").isEmpty }
        return text.utf8.count > scheme.utf8.count + 1
    }

    /// Whether a text is an absolute URL that may have placeholders in its host.
    static func isAbsolute(withPlaceholders text: String, schemes: Set<String>? = nil) -> Bool {
        guard let parts = Parts(text), parts.hasValidPlaceholders else { return false }
        return isAbsolute(parts.withoutPlaceholders, schemes: schemes)
    }

    /// The text of a URL, split at its delimiters. It is processed as bytes, so that combining scalars cannot hide a
    /// delimiter.
    private struct Parts {
        private let scheme: [UInt8]
        /// The text between `//` and the path: the host, optionally with user information and a port.
        private let authority: [UInt8]?
        private let rest: [UInt8]
        let hasFragment: Bool

        init?(_ text: String) {
            let bytes = Array(text.utf8)
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return nil }
            scheme = bytes[..<colon].map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
            hasFragment = bytes.contains(UInt8(ascii: "#"))
            let after = bytes[(colon + 1)...]
            guard after.starts(with: "//".utf8) else {
                authority = nil
                rest = Array(after)
                return
            }
            let start = after.dropFirst(2)
            let end = start.firstIndex { "/?#\\".utf8.contains($0) } ?? start.endIndex
            authority = Array(start[..<end])
            rest = Array(start[end...])
        }

        /// The labels of the host, leftmost first.
        private var labels: [[UInt8]] {
            let host = authority?.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).first ?? []
            return host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
        }

        private static let organization = Array("{organization_name}".utf8)
        private static let special = Set("*{}".utf8)

        /// Whether any placeholders in the authority are at allowed positions.
        var hasValidPlaceholders: Bool {
            guard let authority, authority.contains(where: Self.special.contains) else { return true }
            // The user information before the host must not have a placeholder:
            // `https://{organization_name}@elsewhere.example`.
            guard scheme == Array("https".utf8) || scheme == Array("http".utf8), !authority.contains(UInt8(ascii: "@"))
            else { return false }
            let port = authority.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).dropFirst()
            guard port.count <= 1, port.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }) else {
                return false
            }
            var names: ArraySlice<[UInt8]> = Self.withoutDomainPlaceholders(labels)[...]
            let hasOfDomain = names.count < labels.count || names.contains(Self.ofDomain)
            guard let first = names.first else { return false }
            let stars = first.count { $0 == UInt8(ascii: "*") }
            if stars > 0 || first == Self.organization {
                guard stars <= 1, !(stars > 0 && hasOfDomain) else { return false }
                let others = first.filter { $0 != UInt8(ascii: "*") }
                guard first == Self.organization || others.allSatisfy(Self.isNameByte) else { return false }
                names = names.dropFirst()
                // The rest of the host must be a registrable domain, not just a top-level domain.
                guard names.count >= 2 || names.first == Array("localhost".utf8) || names.contains(Self.ofDomain) else {
                    return false
                }
                guard !(names.last ?? []).allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
            }
            return names.allSatisfy { $0 == Self.ofDomain || !$0.contains(where: Self.special.contains) }
        }

        /// Replaces a placeholder for a custom domain's metadata, which contains dots.
        private static let ofDomain = Array("{}".utf8)

        private static func withoutDomainPlaceholders(_ labels: [[UInt8]]) -> [[UInt8]] {
            var names: [[UInt8]] = []
            var index = 0
            while index < labels.count {
                let isOne =
                    index + 2 < labels.count && labels[index] == Array("{custom_domain".utf8)
                    && labels[index + 1] == Array("metadata".utf8) && labels[index + 2].last == UInt8(ascii: "}")
                    && labels[index + 2].count > 1
                    && labels[index + 2].dropLast().allSatisfy { isNameByte($0) || $0 == UInt8(ascii: "_") }
                names.append(isOne ? ofDomain : labels[index])
                index += isOne ? 3 : 1
            }
            return names
        }

        private static func isNameByte(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            default: false
            }
        }

        /// The URL with a plain label in place of each placeholder.
        var withoutPlaceholders: String {
            guard let authority else { return text(of: rest) }
            guard authority.contains(where: Self.special.contains) else {
                return text(of: Array("//".utf8) + authority + plain(rest))
            }
            let names = Self.withoutDomainPlaceholders(labels).map { name in
                name.contains(where: Self.special.contains) ? Array("x".utf8) : name
            }
            let port = authority.firstIndex(of: UInt8(ascii: ":")).map { authority[$0...] } ?? []
            return text(of: Array("//".utf8) + Array(names.joined(separator: ".".utf8)) + port + plain(rest))
        }

        /// Braces have no meaning in a path and are not allowed in URLs by the standard.
        private func plain(_ bytes: [UInt8]) -> [UInt8] {
            bytes.filter { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
        }

        private func text(of rest: [UInt8]) -> String {
            String(decoding: scheme + [UInt8(ascii: ":")] + rest, as: UTF8.self)
        }
    }
}
