import Contract

extension Schema {
    private static let slackPostMessage: Schema = .action(
        "SLACK", "POST_MESSAGE",
        params: .object([
            "attachments": .array(
                of: .object([
                    "color": .one(of: "GOOD", "WARNING", "DANGER"),
                    "fields": .array(of: .object(["short": .boolean, "title": .string.required, "value": .string])),
                    "pretext": .string, "text": .string,
                ])), "connection_id": .string(format: .vaultConnectionID).required, "text": .string,
        ]))

    private static let telegramSendMessage: Schema = .action(
        "TELEGRAM", "SEND_MESSAGE",
        params: .object([
            "chat_id": .string.required, "connection_id": .string(format: .vaultConnectionID).required,
            "text": .string.required,
        ]))

    private static let twilioMakeCall: Schema = .action(
        "TWILIO", "MAKE_CALL",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "from": .string.required,
            "payload": .string(...4096).required, "to": .string.required,
        ]))

    private static let twilioSendSms: Schema = .action(
        "TWILIO", "SEND_SMS",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "from": .string(...50).required,
            "message": .string(...1500).required, "to": .string(...50).required,
        ]))

    private static let whatsappSendMessage: Schema = .action(
        "WHATSAPP", "SEND_MESSAGE",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required,
            "payload": .anyOf(.freeObject, .string).required, "recipient_number": .string.required,
            "sender_id": .string.required,
            "type": .one(
                of: "AUDIO", "CONTACTS", "DOCUMENT", "IMAGE", "INTERACTIVE", "LOCATION", "STICKER", "TEMPLATE", "TEXT"
            ).required,
        ]))

    private static let zapierTriggerWebhook: Schema = .action(
        "ZAPIER", "TRIGGER_WEBHOOK",
        params: .object(
            ["connection_id": .string(format: .vaultConnectionID).required, "method": .one(of: "GET", "POST", "PUT")],
            others: .allowed(.any)))

    /// The flow actions of messaging services.
    static let messagingFlowActions: [Schema] = [
        slackPostMessage, telegramSendMessage, twilioMakeCall, twilioSendSms, whatsappSendMessage, zapierTriggerWebhook,
    ]
}
