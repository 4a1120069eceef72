import Contract

extension Schema {
    private static let blockDivider: Schema = .block("DIVIDER", config: .object(["text": .string(...50)]))

    private static let blockHtml: Schema = .block("HTML", config: .object(["content": .string(...10_000)]))

    private static let blockImage: Schema = .block(
        "IMAGE",
        config: .object([
            "height": .number(1...500), "position": .one(of: "LEFT", "CENTER", "RIGHT"),
            "src": .string(...500).required,
        ]))

    private static let blockJumpButton: Schema = .block(
        "JUMP_BUTTON",
        config: .object([
            "next_node": .formNodePointer.required,
            "style": .object(["background_color": .string(format: .formsColor)]), "text": .string(...150).required,
        ]).required)

    private static let blockResendButton: Schema = .block(
        "RESEND_BUTTON",
        config: .object([
            "active_text": .string(1...255).required, "button_text": .string(1...255).required,
            "flow_id": .string(format: .flowID).required, "max_attempts": .number(1...10),
            "text_alignment": .one(of: "LEFT", "CENTER", "RIGHT"), "waiting_text": .string(1...255).required,
            "waiting_time": .number(1...60),
        ]).required)

    private static let blockNextButton: Schema = .block(
        "NEXT_BUTTON", config: .object(["text": .string(...150).required]).required)

    private static let blockPreviousButton: Schema = .block(
        "PREVIOUS_BUTTON", config: .object(["text": .string(...150).required]).required)

    private static let blockRichText: Schema = .block("RICH_TEXT", config: .object(["content": .string(...10_000)]))

    /// The schemas of form components without input (blocks).
    static let formBlocks: [Schema] = [
        blockDivider, blockHtml, blockImage, blockJumpButton, blockResendButton, blockNextButton, blockPreviousButton,
        blockRichText,
    ]

    private static func block(_ type: String, config: Schema) -> Schema {
        .object([
            "id": .string(format: .formsIdentifier).required, "category": .one(of: "BLOCK").required,
            "type": .one(of: type).required, "config": config,
        ])
    }
}
