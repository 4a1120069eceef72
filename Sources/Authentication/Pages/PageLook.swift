import Contract
import Liquid

/// The branding of a tenant's pages.
struct PageLook: Hashable, Sendable {
    var logoURL: String?
    /// A color in the form `#fff` or `#0a1b2c`.
    private var primary: String?

    init() {}

    /// - Parameter branding: the tenant's branding settings as stored.
    init(_ branding: JSON) {
        logoURL = branding["logo_url"]?.string
        primary = branding["colors"]?["primary"]?.string.flatMap { Format.htmlColor.accepts($0) ? $0 : nil }
    }

    /// The logo, as HTML.
    var logo: String {
        logoURL.map { "<img class=\"logo\" src=\"\(HTMLText.escape($0))\" alt=\"\">\n" } ?? ""
    }

    /// Additional CSS for the pages.
    var style: String {
        let logo = logoURL == nil ? "" : ".logo{display:block;max-width:100%;max-height:4rem;margin:0 auto 1.5rem}"
        guard let primary else { return logo }
        return logo + "button{background:\(primary);color:\(Self.isLight(primary) ? "#000" : "#fff")}"
    }

    /// Whether black text is easier to read on a color than white text.
    private static func isLight(_ color: String) -> Bool {
        let digits = color.dropFirst().compactMap(\.hexDigitValue)
        let parts = digits.count == 3 ? digits.map { $0 * 17 } : [0, 2, 4].map { digits[$0] * 16 + digits[$0 + 1] }
        // Perceived brightness (ITU-R BT.601).
        return parts[0] * 299 + parts[1] * 587 + parts[2] * 114 > 150_000
    }
}
