import Contract
import Events
import Synchronization

/// The log record of a Management API call. It is written once, with the call's first change.
final class CallRecord: Sendable {
    let date: Timestamp
    var origin: LoggedEvent.Origin { request.origin }
    private let request: IncomingRequest
    private let operation: OperationDescription
    private let caller: Caller
    private let isClaimed = Mutex(false)

    init(_ request: IncomingRequest, _ operation: OperationDescription, by caller: Caller, at date: Timestamp) {
        self.request = request
        self.operation = operation
        self.caller = caller
        self.date = date
    }

    /// Whether calls of the operation are logged, which read operations are not.
    var isLogged: Bool { operation.method != .get }

    /// Returns the log event; `nil` if it was claimed before or the call is not logged.
    func claimEvent() -> LoggedEvent? {
        let isFirst = isClaimed.withLock { isClaimed in
            defer { isClaimed = true }
            return !isClaimed
        }
        guard isLogged, isFirst else { return nil }
        return event(.apiOperation, status: operation.status, details: [:])
    }

    /// Returns the log event of a failed call.
    func failure(_ error: APIError) -> LoggedEvent {
        let details: JSONObject = ["error": ["message": .string(error.message)]]
        return event(.failedAPIOperation, status: error.statusCode, details: details)
    }

    private func event(_ type: LogType, status: Int, details: JSONObject) -> LoggedEvent {
        var event = LoggedEvent(type, at: date, from: origin)
        event.description = operation.summary
        event.clientID = caller.clientID
        event.clientName = ""
        var user: JSONObject = [:]
        if !caller.subject.hasSuffix("@clients") { user["user_id"] = .string(caller.subject) }
        let body: JSON = request.isForm ? [:] : (try? JSON(parsing: request.body)) ?? [:]
        var details = details
        details["request"] = [
            "auth": ["credentials": [:], "strategy": "jwt", "user": .object(user)],
            "body": operation.hasSecretBody ? body.withStars : body.redacted,
            "channel": "api", "ip": .string(origin.ip), "method": .string(operation.method.rawValue.lowercased()),
            "path": .string(request.path), "query": .object(query),
            "userAgent": .string(origin.userAgent ?? ""),
        ]
        // The body of the response may be large and may contain secrets that are shown only once.
        details["response"] = ["body": [:], "statusCode": .integer(Int64(status))]
        event.details = .object(details)
        return event
    }

    private var query: JSONObject {
        var members = JSONObject()
        for (name, value) in PercentEncoding.pairs(request.query) ?? [] { members[name] = .string(value) }
        return JSON.object(members).redacted.object ?? [:]
    }
}
