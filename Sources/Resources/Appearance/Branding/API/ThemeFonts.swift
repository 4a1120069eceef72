import Contract

/// The fonts of texts.
public struct ThemeFonts: Codable, Hashable, Sendable, Constrained {
    /// The font of one kind of text.
    public struct Text: Codable, Hashable, Sendable {
        public var bold: Bool
        /// The size in percent of the reference size.
        public var size: Double

        public init(bold: Bool = false, size: Double = 100) {
            self.bold = bold
            self.size = size
        }
    }

    public var bodyText: Text
    public var buttonsText: Text
    /// An HTTPS URL or an empty string.
    public var fontURL: String
    public var inputLabels: Text
    public var links: Text
    /// The style of links: `normal` or `underlined`.
    public var linksStyle: String
    /// The reference size in pixels.
    public var referenceTextSize: Double
    public var subtitle: Text
    public var title: Text

    public init() {
        bodyText = Text(size: 87.5)
        buttonsText = Text()
        fontURL = ""
        inputLabels = Text()
        links = Text(bold: true, size: 87.5)
        linksStyle = "normal"
        referenceTextSize = 16
        subtitle = Text(size: 87.5)
        title = Text(size: 150)
    }

    enum CodingKeys: String, CodingKey {
        case bodyText = "body_text"
        case buttonsText = "buttons_text"
        case fontURL = "font_url"
        case inputLabels = "input_labels"
        case links
        case linksStyle = "links_style"
        case referenceTextSize = "reference_text_size"
        case subtitle
        case title
    }

    public static var constraints: Constraints {
        let usual = text(0...150)
        return [
            "body_text": usual, "buttons_text": usual, "font_url": .themeURL, "input_labels": usual, "links": usual,
            "links_style": .one(of: "normal", "underlined"), "reference_text_size": .number(12...24),
            "subtitle": usual, "title": text(75...150),
        ]
    }

    private static func text(_ size: ClosedRange<Double>) -> Schema {
        .object(["bold": Schema.boolean.required, "size": Schema.number(size).required])
    }
}
