import Contract
import Liquid
import Model
import OrderedCollections
import Storage

/// The template of a kind of message.
struct PhoneText {
    /// The text as a Liquid template.
    var source: String
    /// The sender's number; `nil` for the default.
    var from: String?
}

extension Transaction {
    /// Sends a code to a phone for proving or enrolling a second factor.
    /// - Parameters:
    ///   - isEnrolling: whether the code confirms an enrollment.
    ///   - end: the expiry of the code.
    /// - Returns: whether a message is sent; `false` if the tenant has disabled messages of this kind.
    @discardableResult
    public func sendFactorCode(
        _ code: String, to number: String, of user: UserDocument, for client: ClientID?, isEnrolling: Bool,
        until end: Timestamp, _ sending: PhoneSending
    ) throws -> Bool {
        let kind = isEnrolling ? "otp_enroll" : "otp_verify"
        let own = try ownPhoneText(kind)
        if let own, own.isDisabled { return false }
        let usual = try security(.phoneTemplates)[isEnrolling ? "enrollment_message" : "verification_message"]
        let name = try tenantSettings()["friendly_name"]?.string ?? sending.host
        var variables = try phoneVariables(code, for: client, sending)
        variables["user"] = .object(user.members.filter { Self.toldOfUsers.contains($0.key) })
        // The templates of second factors expect `tenant` to be an object.
        if own == nil { variables["tenant"] = ["friendly_name": .string(name), "friendlyName": .string(name)] }
        var message = PhoneMessage(to: number, text: "", kind: kind, route: .secondFactors)
        message.userID = user.id
        message.clientID = client
        message.goodUntil = end
        try send(message, own?.text ?? PhoneText(source: usual?.string ?? ""), variables, sending)
        return true
    }

    /// Sends a code for a passwordless login.
    /// - Parameter connection: the connection with the message's template.
    public func sendLoginCode(
        _ code: String, toPhone number: String, _ user: UserDocument?, _ connection: ConnectionRow,
        for client: ClientID, until end: Timestamp, _ sending: PhoneSending
    ) throws {
        let usual = "{{ code }} is your code to log in at {{ application.name | default: friendly_name }}"
        let template = connection.options["template"]?.string ?? usual
        let isLiquid = connection.options["syntax"]?.string.map { $0 == "liquid" } ?? !template.contains(Self.macro)
        var variables = try phoneVariables(code, for: client, sending)
        variables["user"] = ["phone_number": .string(number)]
        var message = PhoneMessage(to: number, text: "", kind: "passwordless", route: .connection)
        message.connection = connection.name
        message.userID = user?.id
        message.clientID = client
        message.goodUntil = end
        guard isLiquid else {
            message.text = template.replacingExactly(Self.macro, with: code)
            return try send(message, sending)
        }
        try send(message, PhoneText(source: template), variables, sending)
    }

    /// The placeholder for the code in templates that are not Liquid.
    private static var macro: String { "@@password@@" }

    private static var toldOfUsers: Set<String> {
        ["email", "email_verified", "family_name", "given_name", "name", "nickname", "phone_number", "username"]
    }

    private static var maximumTemplateLength: Int { 16_384 }

    /// Fills in a template and sends the message. If this fails, the message is stored as failed.
    private func send(
        _ message: PhoneMessage, _ template: PhoneText, _ variables: JSONObject, _ sending: PhoneSending
    ) throws {
        var message = message
        message.from = template.from
        // The template is filled in during the transaction, so longer ones are rejected.
        guard template.source.utf8.count <= Self.maximumTemplateLength else {
            let limit = Self.maximumTemplateLength
            return try keep(message, failedBecause: "The template is longer than \(limit) bytes", sending)
        }
        do {
            message.text = try LiquidTemplate(parsing: template.source).render(
                variables, as: .text, now: sending.now, budget: LiquidTemplate.maximumWorkInTransaction)
        } catch  where error is LiquidError || error is LiquidFailure {
            return try keep(message, failedBecause: "The template cannot be filled in: \(error)", sending)
        }
        try send(message, sending)
    }

    private func keep(_ message: PhoneMessage, failedBecause reason: String, _ sending: PhoneSending) throws {
        var text = OutboxText(
            id: sending.id, state: .failed, createdAt: sending.now, sentAt: nil, error: nil, message: message)
        text.fail(reason)
        try insert(text)
        try emit(text.failure(at: sending.now), sending.logIDs)
    }

    private func phoneVariables(
        _ code: String, for client: ClientID?, _ sending: PhoneSending
    ) throws -> JSONObject {
        let application = try client.flatMap { try self.client($0) }
        return [
            "code": .string(code), "password": .string(code), "message_type": "sms", "pause": "", "locale": "en",
            "requestInfo": ["lang": "en"], "tenant": .string(sending.host),
            "friendly_name": try tenantSettings()["friendly_name"] ?? .string(sending.host),
            "application": [
                "name": application?.document["name"] ?? .null,
                "clientID": application.map { .string($0.id.value) } ?? .null,
            ],
        ]
    }

    /// Returns the tenant's own template of a kind of message; `nil` if it has none.
    private func ownPhoneText(_ kind: String) throws -> (text: PhoneText, isDisabled: Bool)? {
        let row = try row(
            "SELECT is_disabled, document FROM phone_templates WHERE tenant = \(tenant) AND type = \(kind)")
        guard let row else { return nil }
        let document: JSON = try row["document"]
        let from = document["from"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        return (PhoneText(source: document["body"]?["text"]?.string ?? "", from: from), try row["is_disabled"])
    }
}
