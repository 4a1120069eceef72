import Contract

extension Schema {
    /// A reference to the next node, or to the end.
    static let formNodePointer: Schema = .anyOf(.string(format: .formsIdentifier), .one(of: "$ending"))

    static let formCoordinates: Schema = .object([
        "x": .integer(-999_999...999_999).required, "y": .integer(-999_999...999_999).required,
    ])

    static let formNode: Schema = .anyOf(
        formNode("FLOW", config: flowConfig.required), formNode("ROUTER", config: routerConfig),
        formNode("STEP", config: stepConfig))

    static let formStart: Schema = .object([
        "hidden_fields": .array(
            of: .object(["key": .string(format: .formsIdentifier).required, "value": .string(1...500)])),
        "next_node": formNodePointer, "coordinates": formCoordinates,
    ])

    static let formEnding: Schema = .object([
        "redirection": .object(["delay": .integer(0...10), "target": .string(1...1024).required]),
        "after_submit": .object(["flow_id": .string(format: .flowID)]), "coordinates": formCoordinates,
        "resume_flow": .boolean,
    ])

    /// Returns the schema of a field or widget.
    static func formComponent(_ category: String, _ type: String, config: Schema) -> Schema {
        .object([
            "id": .string(format: .formsIdentifier).required, "category": .one(of: category).required,
            "type": .one(of: type).required, "config": config, "label": .string(1...), "hint": .string(1...500),
            "required": .boolean, "sensitive": .boolean,
        ])
    }

    private static let flowConfig: Schema = .object([
        "flow_id": .string(format: .flowID).required, "next_node": formNodePointer,
    ])

    private static let routerConfig: Schema = .object([
        "rules": .array(
            of: .object([
                "id": .string(format: .formsIdentifier).required, "alias": .string(1...150),
                "condition": .any.required, "next_node": formNodePointer,
            ])),
        "fallback": formNodePointer,
    ])

    private static let stepConfig: Schema = .object([
        "components": .array(of: .anyOf(formBlocks + formWidgets + formFields)), "next_node": formNodePointer,
    ])

    private static func formNode(_ type: String, config: Schema) -> Schema {
        .object([
            "id": .string(format: .formsIdentifier).required, "type": .one(of: type).required, "config": config,
            "alias": .string(1...150), "coordinates": formCoordinates,
        ])
    }
}
