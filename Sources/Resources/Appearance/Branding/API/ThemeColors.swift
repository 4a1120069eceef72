import Contract

/// The colors of page elements, such as `#0a1b2c`.
public struct ThemeColors: Codable, Hashable, Sendable, Constrained {
    public var bodyText: String
    public var error: String
    public var header: String
    public var icons: String
    public var inputBackground: String
    public var inputBorder: String
    public var inputFilledText: String
    public var inputLabelsPlaceholders: String
    public var linksFocusedComponents: String
    public var primaryButton: String
    public var primaryButtonLabel: String
    public var secondaryButtonBorder: String
    public var secondaryButtonLabel: String
    public var success: String
    public var widgetBackground: String
    public var widgetBorder: String
    public var baseFocusColor: String?
    public var baseHoverColor: String?
    /// The color scheme of CAPTCHAs: `auto`, `dark` or `light`.
    public var captchaWidgetTheme: String?
    public var readOnlyBackground: String?

    public init() {
        bodyText = "#1e212a"
        error = "#d03c38"
        header = "#1e212a"
        icons = "#65676e"
        inputBackground = "#ffffff"
        inputBorder = "#c9cace"
        inputFilledText = "#000000"
        inputLabelsPlaceholders = "#65676e"
        linksFocusedComponents = "#1d4ed8"
        primaryButton = "#1d4ed8"
        primaryButtonLabel = "#ffffff"
        secondaryButtonBorder = "#c9cace"
        secondaryButtonLabel = "#1e212a"
        success = "#13a688"
        widgetBackground = "#ffffff"
        widgetBorder = "#c9cace"
    }

    enum CodingKeys: String, CodingKey {
        case bodyText = "body_text"
        case error
        case header
        case icons
        case inputBackground = "input_background"
        case inputBorder = "input_border"
        case inputFilledText = "input_filled_text"
        case inputLabelsPlaceholders = "input_labels_placeholders"
        case linksFocusedComponents = "links_focused_components"
        case primaryButton = "primary_button"
        case primaryButtonLabel = "primary_button_label"
        case secondaryButtonBorder = "secondary_button_border"
        case secondaryButtonLabel = "secondary_button_label"
        case success
        case widgetBackground = "widget_background"
        case widgetBorder = "widget_border"
        case baseFocusColor = "base_focus_color"
        case baseHoverColor = "base_hover_color"
        case captchaWidgetTheme = "captcha_widget_theme"
        case readOnlyBackground = "read_only_background"
    }

    public static var constraints: Constraints {
        var constraints: Constraints = [:]
        for name in names { constraints[name] = .themeColor }
        constraints["captcha_widget_theme"] = .one(of: "auto", "dark", "light")
        return constraints
    }

    private static let names: [String] = [
        "body_text", "error", "header", "icons", "input_background", "input_border", "input_filled_text",
        "input_labels_placeholders", "links_focused_components", "primary_button", "primary_button_label",
        "secondary_button_border", "secondary_button_label", "success", "widget_background", "widget_border",
        "base_focus_color", "base_hover_color", "read_only_background",
    ]
}
