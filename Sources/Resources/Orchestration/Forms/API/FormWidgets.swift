import Contract

extension Schema {
    private static let widgetAuth0VerifiableCredentials: Schema = .widget(
        "AUTH0_VERIFIABLE_CREDENTIALS",
        config: .object([
            "access_token": .string(1...5000).required, "alternate_text": .string(1...255).required,
            "max_wait": .number(60...600), "size": .number(1...500), "url": .string(...2000).required,
            "verification_id": .string(1...255).required,
        ]).required)

    private static let widgetGMapsAddress: Schema = .widget(
        "GMAPS_ADDRESS", config: .object(["api_key": .string(1...).required]).required)

    private static let widgetRecaptcha: Schema = .widget(
        "RECAPTCHA",
        config: .object(["secret_key": .string(1...).required, "site_key": .string(1...).required]).required)

    /// The schemas of form components of external services (widgets).
    static let formWidgets: [Schema] = [
        widgetAuth0VerifiableCredentials, widgetGMapsAddress, widgetRecaptcha,
    ]

    private static func widget(_ type: String, config: Schema) -> Schema {
        .formComponent("WIDGET", type, config: config)
    }
}
