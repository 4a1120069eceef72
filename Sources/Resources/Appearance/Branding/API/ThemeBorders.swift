import Contract

/// The borders of page elements, in pixels.
public struct ThemeBorders: Codable, Hashable, Sendable, Constrained {
    public var buttonBorderRadius: Double
    public var buttonBorderWeight: Double
    /// The shape of buttons: `pill`, `rounded` or `sharp`.
    public var buttonsStyle: String
    public var inputBorderRadius: Double
    public var inputBorderWeight: Double
    /// The shape of input fields: `pill`, `rounded` or `sharp`.
    public var inputsStyle: String
    public var showWidgetShadow: Bool
    public var widgetBorderWeight: Double
    public var widgetCornerRadius: Double

    public init() {
        buttonBorderRadius = 3
        buttonBorderWeight = 1
        buttonsStyle = "rounded"
        inputBorderRadius = 3
        inputBorderWeight = 1
        inputsStyle = "rounded"
        showWidgetShadow = true
        widgetBorderWeight = 0
        widgetCornerRadius = 5
    }

    enum CodingKeys: String, CodingKey {
        case buttonBorderRadius = "button_border_radius"
        case buttonBorderWeight = "button_border_weight"
        case buttonsStyle = "buttons_style"
        case inputBorderRadius = "input_border_radius"
        case inputBorderWeight = "input_border_weight"
        case inputsStyle = "inputs_style"
        case showWidgetShadow = "show_widget_shadow"
        case widgetBorderWeight = "widget_border_weight"
        case widgetCornerRadius = "widget_corner_radius"
    }

    public static var constraints: Constraints {
        let style: Schema = .one(of: "pill", "rounded", "sharp")
        return [
            "button_border_radius": .number(1...10), "button_border_weight": .number(0...10), "buttons_style": style,
            "input_border_radius": .number(0...10), "input_border_weight": .number(0...3), "inputs_style": style,
            "widget_border_weight": .number(0...10), "widget_corner_radius": .number(0...50),
        ]
    }
}
