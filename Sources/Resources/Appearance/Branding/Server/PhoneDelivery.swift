import AppearanceAPI
import Background
import Contract
import Events
import Foundation
import Liquid
import OrderedCollections
import Outbound
import Serving
import Storage

/// A message to a phone that waits to be sent.
struct PhoneMessage: Codable, Sendable {
    /// Stands in a text that is read out for a moment of silence.
    static let pause = "\u{1}"

    var to: String
    var method: DeliveryMethod
    /// The number that it is from, where it is not the provider's usual one.
    var from: String?
    var text: String
    /// What it is about, for the log.
    var kind: String

    var json: JSON {
        var json: JSON = [
            "to": .string(to), "method": .string(method.rawValue), "text": .string(text), "kind": .string(kind),
        ]
        json["from"] = from.map(JSON.string)
        return json
    }
}

/// Hands messages to the tenant's phone provider.
struct PhoneDelivery: BackgroundWork {
    static let kind = "phone"

    /// Why a message will never leave.
    struct Refusal: Error {
        let description: String
    }

    private let store: any Store
    private let http: any OutboundHTTP
    private let logIDs: LogIdentifiers
    private let now: @Sendable () -> Timestamp

    init(_ services: Services) {
        store = services.store
        http = services.outbound
        logIDs = services.logIDs
        now = { services.clock.now }
    }

    func step(_ task: BackgroundTask) async throws -> Bool {
        let message = try task.state.decoded(as: PhoneMessage.self)
        let provider = try await store.read(task.tenant) { try $0.phoneProvider() }
        do {
            try await send(message, through: provider)
        } catch let refusal as Refusal {
            try await fail(task, message, refusal.description)
            return false
        }
        try await store.write(task.tenant) { try $0.finish(task) }
        return false
    }

    func abandon(_ task: BackgroundTask, _ error: any Error) async throws {
        let reason = (error as? OutboundFailure)?.description ?? "The message could not be sent"
        try await fail(task, try task.state.decoded(as: PhoneMessage.self), reason)
    }

    private func send(_ message: PhoneMessage, through provider: PhoneProviderDocument?) async throws {
        guard let provider, !provider.isDisabled else { throw Refusal(description: "There is no phone provider") }
        guard provider.delivers(message.method) else {
            throw Refusal(description: "The phone provider does not deliver by \(message.method.rawValue)")
        }
        guard provider.name == .twilio else {
            throw Refusal(description: "There is no action for the custom phone provider")
        }
        let answer = try await http.send(try TwilioRequest(message, provider).request)
        if (200..<300).contains(answer.status) { return }
        let reason = (try? JSON(parsing: answer.body))?["message"]?.string ?? "status \(answer.status)"
        if answer.status == 429 || answer.status >= 500 { throw OutboundFailure("Twilio: \(reason)") }
        throw Refusal(description: "Twilio: \(reason)")
    }

    private func fail(_ task: BackgroundTask, _ message: PhoneMessage, _ reason: String) async throws {
        var event = LoggedEvent(.failedNotification, at: now())
        event.description = "To: \(message.to)"
        event.details = [
            "channel": "phone", "type": .string(message.kind), "to": .string(message.to), "error": .string(reason),
        ]
        try await store.write(task.tenant) { [event, logIDs] transaction in
            try transaction.emit(event, logIDs)
            try transaction.finish(task)
        }
    }
}

/// A message in the words of Twilio's API.
struct TwilioRequest {
    let request: OutboundRequest

    /// - Throws: `PhoneDelivery.Refusal` where the provider's configuration does not say from whom.
    init(_ message: PhoneMessage, _ provider: PhoneProviderDocument) throws {
        let isCall = message.method == .voice
        let number = message.to.hasPrefix("+") ? message.to : "+\(message.to)"
        var fields: [(name: String, value: String)] = [("To", number)]
        if let from = message.from ?? provider.configured("default_from") {
            fields.append(("From", from))
        } else if let service = provider.configured("mssid"), !isCall {
            fields.append(("MessagingServiceSid", service))
        } else {
            throw PhoneDelivery.Refusal(description: "The phone provider has no number that messages are from")
        }
        fields.append(isCall ? ("Twiml", Self.spoken(message.text)) : ("Body", message.text))
        let account = provider.configured("sid") ?? ""
        let credentials = Data("\(account):\(provider.token ?? "")".utf8).base64EncodedString()
        let path = "\(OutboundForm.encoded(account))/\(isCall ? "Calls" : "Messages").json"
        request = OutboundRequest(
            "POST", "https://api.twilio.com/2010-04-01/Accounts/\(path)",
            headers: [
                ("Authorization", "Basic \(credentials)"), ("Content-Type", "application/x-www-form-urlencoded"),
            ], body: OutboundForm.body(fields))
    }

    /// A text as Twilio reads it out.
    private static func spoken(_ text: String) -> String {
        let parts = text.components(separatedBy: PhoneMessage.pause).map { "<Say>\(HTMLText.escape($0))</Say>" }
        return "<Response>\(parts.joined(separator: "<Pause length=\"1\"/>"))</Response>"
    }
}
