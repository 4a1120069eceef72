import Contract

extension Schema {
    private static let fieldBoolean: Schema = .field(
        "BOOLEAN",
        config: .object([
            "default_value": .boolean, "options": .object(["false": .string(1...50), "true": .string(1...50)]),
        ]).required)

    private static let fieldCards: Schema = .field(
        "CARDS",
        config: .object([
            "default_value": .any, "hide_labels": .boolean, "multiple": .boolean,
            "options": .array(
                of: .object([
                    "image_url": .string(format: .formsURL).required, "label": .string(1...).required,
                    "value": .string(1...).required,
                ])),
        ]))

    private static let fieldChoice: Schema = .field(
        "CHOICE",
        config: .object([
            "allow_other": .object(["enabled": .boolean, "label": .string(1...), "placeholder": .string(1...)]),
            "default_value": .any, "multiple": .boolean,
            "options": .array(of: .object(["label": .string(1...).required, "value": .string(1...).required])),
        ]))

    private static let fieldCustom: Schema = .field(
        "CUSTOM",
        config: .object([
            "code": .string(1...).required, "css": .string(1...), "params": .object([:], others: .allowed(.string)),
            "schema": .freeObject.required,
        ]).required)

    private static let fieldDate: Schema = .field(
        "DATE", config: .object(["default_value": .string, "format": .one(of: "DATE", "TIME")]).required)

    private static let fieldDropdown: Schema = .field(
        "DROPDOWN",
        config: .object([
            "default_value": .any, "multiple": .boolean,
            "options": .array(of: .object(["label": .string(1...).required, "value": .string(1...).required])),
            "placeholder": .string(1...500),
        ]))

    private static let fieldEmail: Schema = .field(
        "EMAIL", config: .object(["default_value": .string(1...), "placeholder": .string(1...500)]))

    private static let fieldFile: Schema = .field(
        "FILE",
        config: .object([
            "categories": .array(of: .one(of: "AUDIO", "VIDEO", "IMAGE", "DOCUMENT", "ARCHIVE")),
            "extensions": .array(of: .string(...50, format: .fileExtension)), "maxFiles": .integer(1...),
            "maxSize": .integer(1024...), "multiple": .boolean,
            "storage": .object(["type": .one(of: "MANAGED", "CUSTOM").required], others: .allowed(.any)),
        ]))

    private static let fieldLegal: Schema = .field("LEGAL", config: .object(["text": .string(1...10_000)]))

    private static let fieldNumber: Schema = .field(
        "NUMBER",
        config: .object([
            "default_value": .number, "max_value": .number, "min_value": .number, "placeholder": .string(1...500),
        ]))

    private static let fieldPassword: Schema = .field(
        "PASSWORD",
        config: .object([
            "complexity": .boolean, "hash": .one(of: "NONE", "MD5", "SHA1", "SHA256", "SHA512"),
            "max_length": .integer(1...), "min_length": .integer(1...), "nist": .boolean,
            "placeholder": .string(...500), "strength_meter": .boolean,
        ]).required)

    private static let fieldPayment: Schema = .field(
        "PAYMENT",
        config: .object([
            "charge": .anyOf(
                .object([
                    "one_off": .object(
                        [
                            "amount": .anyOf(.string(1...), .number(0.01...Double.infinity)).required,
                            "currency": .one(of: "AUD", "CAD", "CHF", "EUR", "GBP", "INR", "MXN", "SEK", "USD")
                                .required,
                        ], others: .allowed(.any)
                    ).required, "type": .one(of: "ONE_OFF").required,
                ]), .object(["subscription": .freeObject.required, "type": .one(of: "SUBSCRIPTION").required])
            ).required,
            "credentials": .object(["private_key": .string(1...250).required, "public_key": .string(1...250).required])
                .required, "customer": .freeObject,
            "fields": .object([
                "card_number": .paymentField, "expiration_date": .paymentField, "security_code": .paymentField,
                "trustmarks": .boolean,
            ]), "provider": .one(of: "STRIPE"),
        ]).required)

    private static let fieldSocial: Schema = .field("SOCIAL", config: .object([:]))

    private static let fieldTel: Schema = .field(
        "TEL",
        config: .object([
            "country_picker": .boolean, "default_value": .string, "max_length": .integer(1...),
            "min_length": .integer(1...), "placeholder": .string(...500),
            "strings": .object(["filter_placeholder": .string(1...)]),
        ]))

    private static let fieldText: Schema = .field(
        "TEXT",
        config: .object([
            "default_value": .string(1...), "max_length": .integer(1...), "min_length": .integer(1...),
            "multiline": .boolean, "placeholder": .string(1...500),
        ]))

    private static let fieldUrl: Schema = .field(
        "URL", config: .object(["default_value": .string(1...), "placeholder": .string(1...500)]))

    private static let paymentField: Schema = .object(["label": .string(1...250), "placeholder": .string(1...250)])

    /// The schemas of form components with input (fields).
    static let formFields: [Schema] = [
        fieldBoolean, fieldCards, fieldChoice, fieldCustom, fieldDate, fieldDropdown, fieldEmail, fieldFile, fieldLegal,
        fieldNumber, fieldPassword, fieldPayment, fieldSocial, fieldTel, fieldText, fieldUrl,
    ]

    private static func field(_ type: String, config: Schema) -> Schema {
        .formComponent("FIELD", type, config: config)
    }
}
