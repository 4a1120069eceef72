import Contract

/// A branding theme: the detailed appearance of login pages.
@dynamicMemberLookup
public struct BrandingTheme: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var id: ID<BrandingTheme>
    /// The settable members, which are accessible as members of the theme too.
    public var settings: BrandingThemeDraft

    public subscript<Value>(dynamicMember member: WritableKeyPath<BrandingThemeDraft, Value>) -> Value {
        get { settings[keyPath: member] }
        set { settings[keyPath: member] = newValue }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(ID<BrandingTheme>.self, forKey: .id)
        settings = try BrandingThemeDraft(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try settings.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
    }

    enum CodingKeys: String, CodingKey { case id = "themeId" }
}

/// A theme to create, or the replacement of one.
public struct BrandingThemeDraft: Codable, Hashable, Sendable, Constrained {
    public var displayName: String?
    public var borders: ThemeBorders
    public var colors: ThemeColors
    public var fonts: ThemeFonts
    public var pageBackground: ThemePageBackground
    public var widget: ThemeWidget

    public init(
        displayName: String? = nil, borders: ThemeBorders, colors: ThemeColors, fonts: ThemeFonts,
        pageBackground: ThemePageBackground, widget: ThemeWidget
    ) {
        self.displayName = displayName
        self.borders = borders
        self.colors = colors
        self.fonts = fonts
        self.pageBackground = pageBackground
        self.widget = widget
    }

    enum CodingKeys: String, CodingKey {
        case displayName
        case borders
        case colors
        case fonts
        case pageBackground = "page_background"
        case widget
    }

    public static var constraints: Constraints { ["displayName": .string(...2048, pattern: "^[^<>]*$")] }
}

/// The background of the page.
public struct ThemePageBackground: Codable, Hashable, Sendable, Constrained {
    public var backgroundColor: String
    /// An HTTPS URL or an empty string.
    public var backgroundImageURL: String
    /// The position of the widget: `center`, `left` or `right`.
    public var pageLayout: String

    public init(backgroundColor: String, backgroundImageURL: String = "", pageLayout: String = "center") {
        self.backgroundColor = backgroundColor
        self.backgroundImageURL = backgroundImageURL
        self.pageLayout = pageLayout
    }

    enum CodingKeys: String, CodingKey {
        case backgroundColor = "background_color"
        case backgroundImageURL = "background_image_url"
        case pageLayout = "page_layout"
    }

    public static var constraints: Constraints {
        [
            "background_color": .themeColor, "background_image_url": .themeURL,
            "page_layout": .one(of: "center", "left", "right"),
        ]
    }
}

/// The widget, which contains the form.
public struct ThemeWidget: Codable, Hashable, Sendable, Constrained {
    /// The alignment: `center`, `left` or `right`.
    public var headerTextAlignment: String
    /// The height in pixels.
    public var logoHeight: Double
    /// The position: `center`, `left`, `right` or `none`.
    public var logoPosition: String
    /// An HTTPS URL or an empty string.
    public var logoURL: String
    /// The position of the buttons: `bottom` or `top`.
    public var socialButtonsLayout: String

    public init(
        headerTextAlignment: String = "center", logoHeight: Double = 52, logoPosition: String = "center",
        logoURL: String = "", socialButtonsLayout: String = "bottom"
    ) {
        self.headerTextAlignment = headerTextAlignment
        self.logoHeight = logoHeight
        self.logoPosition = logoPosition
        self.logoURL = logoURL
        self.socialButtonsLayout = socialButtonsLayout
    }

    enum CodingKeys: String, CodingKey {
        case headerTextAlignment = "header_text_alignment"
        case logoHeight = "logo_height"
        case logoPosition = "logo_position"
        case logoURL = "logo_url"
        case socialButtonsLayout = "social_buttons_layout"
    }

    public static var constraints: Constraints {
        [
            "header_text_alignment": .one(of: "center", "left", "right"), "logo_height": .number(1...100),
            "logo_position": .one(of: "center", "left", "none", "right"), "logo_url": .themeURL,
            "social_buttons_layout": .one(of: "bottom", "top"),
        ]
    }
}

extension Schema {
    /// A color, optionally with an alpha channel.
    static var themeColor: Schema { .string(pattern: "^#(([0-9a-fA-F]{3}){1,2}|([0-9a-fA-F]{4}){1,2})$") }
    /// An HTTPS URL or an empty string.
    static var themeURL: Schema { .string(format: .absoluteHTTPSURIOrEmpty) }
}
