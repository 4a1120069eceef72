import Background
import Contract
import Events
import Outbound
import Serving
import Storage

/// Sends the messages in the outbox.
public struct TextDelivery: BackgroundWork {
    public static let kind = "phone"

    /// The permanent reason why a message cannot be sent.
    struct Refusal: Error {
        let description: String
    }

    private let store: any Store
    private let http: any OutboundHTTP
    private let logIDs: LogIdentifiers
    private let now: @Sendable () -> Timestamp

    public init(_ services: Services) {
        store = services.store
        http = services.outbound
        logIDs = services.logIDs
        now = { services.clock.now }
    }

    /// Sends one message. The state is stored both before and after sending, so that a message that may have arrived
    /// before the server stopped is not sent again.
    public func step(_ task: BackgroundTask) async throws -> Bool {
        guard let (text, account) = try await begin(task) else { return false }
        do {
            try await send(text.message, by: account)
        } catch let refusal as Refusal {
            try await fail(text, task, refusal.description)
            return false
        } catch let failure as OutboundFailure {
            try await store.write(task.tenant) { transaction in
                var text = text
                text.state = .waiting
                text.error = failure.description
                try transaction.save(task)
                try transaction.update(text)
            }
            throw failure
        }
        let date = now()
        try await store.write(task.tenant) { [logIDs] transaction in
            var text = text
            text.state = .sent
            text.sentAt = date
            text.error = nil
            text.message.text = ""
            try transaction.update(text)
            if text.message.route == .secondFactors { try transaction.emit(text.event(.textSent, at: date), logIDs) }
            try transaction.finish(task)
        }
        return false
    }

    public func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        guard let text = try await store.read(task.tenant, { try $0.text(task.id) }) else {
            try await store.write(task.tenant) { try $0.finish(task) }
            return
        }
        try await fail(text, task, (error as? OutboundFailure)?.description ?? "The message could not be sent")
    }

    /// Returns the message and its account; `nil` if there is nothing to send.
    private func begin(_ task: BackgroundTask) async throws -> (OutboxText, PhoneAccount)? {
        let date = now()
        let found: (text: OutboxText, account: PhoneAccount)? = try await store.write(task.tenant) { transaction in
            guard var text = try transaction.text(task.id), [.waiting, .sending].contains(text.state) else {
                try transaction.finish(task)
                return nil
            }
            if text.state == .sending {
                return (text, .unusable("The server stopped while it sent the message, which may have arrived"))
            }
            if let end = text.message.goodUntil, end <= date {
                return (text, .unusable("The message could not be sent in time"))
            }
            guard let account = try transaction.phoneAccount(for: text.message) else {
                text.state = .kept
                try transaction.update(text)
                try transaction.finish(task)
                return nil
            }
            text.state = .sending
            try transaction.save(task)
            try transaction.update(text)
            return (text, account)
        }
        return found.map { ($0.text, $0.account) }
    }

    private func send(_ message: PhoneMessage, by account: PhoneAccount) async throws {
        switch account {
        case .unusable(let reason): throw Refusal(description: reason)
        case .twilio(let account):
            let answer = try await http.send(try TwilioRequest(message, by: account).request)
            if (200..<300).contains(answer.status) { return }
            // If the response is not JSON, only its status is known.
            let reason = (try? JSON(parsing: answer.body))?["message"]?.string ?? "status \(answer.status)"
            if answer.status == 429 || answer.status >= 500 { throw OutboundFailure("Twilio: \(reason)") }
            throw Refusal(description: "Twilio: \(reason)")
        }
    }

    private func fail(_ text: OutboxText, _ task: BackgroundTask, _ reason: String) async throws {
        let date = now()
        try await store.write(task.tenant) { [logIDs] transaction in
            var text = text
            text.fail(reason)
            try transaction.update(text)
            try transaction.emit(text.failure(at: date), logIDs)
            try transaction.finish(task)
        }
    }
}

extension OutboxText {
    /// Marks the message as failed.
    mutating func fail(_ reason: String) {
        state = .failed
        error = reason
        message.text = ""
    }

    /// Returns the log event for a message that could not be sent.
    func failure(at date: Timestamp) -> LoggedEvent {
        event(message.route == .secondFactors ? .failedText : .failedNotification, at: date)
    }

    fileprivate func event(_ type: LogType, at date: Timestamp) -> LoggedEvent {
        var event = LoggedEvent(type, at: date)
        event.description = "To: \(message.to)"
        event.userID = message.userID?.value
        event.clientID = message.clientID?.value
        event.connection = message.connection
        var details: JSONObject = ["channel": "phone", "type": .string(message.kind), "to": .string(message.to)]
        details["error"] = error.map(JSON.string)
        event.details = .object(details)
        return event
    }
}
