import Background
import Contract
import Events
import Serving
import Storage
import StreamsAPI

extension LogStreams: ServedResource, Working {
    public static let migrations = LogStreamRow.migrations

    public static func work(_ services: Services) -> [any BackgroundWork] { [LogStreamDelivery(services)] }

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            OperationResponse(.array(try await call.read { try $0.logStreams().map(\.sent) }))
        }
        routes.onStored(create) { call in
            let (id, source) = (call.random.base62(16), call.random.uuid())
            let members = call.members
            try LogStreamChecks.check(sink: members["sink"] ?? [:], of: call.body.type)
            let stream = try await call.write { transaction in
                let start = Transaction.logStart(at: call.body.startFrom ?? call.now)
                var stream = LogStreamRow(
                    id: "lst_\(id)", status: .active, document: .object(members.filter { $0.key != "startFrom" }),
                    position: try transaction.logPosition(from: start), start: start)
                if stream.document["isPriority"] == nil { stream.document["isPriority"] = false }
                if stream.type == .eventBridge {
                    stream.document["sink"]?["awsPartnerEventSource"] = .string(
                        "aws.partner/auth0.com/\(call.tenant.host)-\(source)/auth0.logs")
                }
                try transaction.insert(stream, at: call.now)
                return stream
            }
            call.services.deliveriesSignal.notify()
            return OperationResponse(stream.sent)
        }
        routes.onStored(get) { call in OperationResponse(try await call.read { try $0.logStream(at: call.path) }.sent) }
        routes.onStored(update) { call in
            let stream = try await call.write { transaction in
                var stream = try transaction.logStream(at: call.path)
                try stream.apply(call.members)
                try transaction.update(stream)
                if stream.status == .active {
                    try transaction.runNow(LogStreamDelivery.kind, id: stream.id)
                }
                return stream
            }
            call.services.deliveriesSignal.notify()
            return OperationResponse(stream.sent)
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                try transaction.execute(
                    "DELETE FROM log_streams WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            return NoContent()
        }
    }
}

extension Transaction {
    /// - Throws: `APIError`, 404, if the stream does not exist.
    fileprivate func logStream(at id: ID<LogStream>) throws -> LogStreamRow {
        guard let stream = try logStream(id.value) else {
            throw APIError.notFound("The log stream does not exist.")
        }
        return stream
    }
}

extension LogStreamRow {
    /// Applies an update.
    /// - Throws: `APIError`, 400, if the stream does not support the sink.
    fileprivate mutating func apply(_ members: JSONObject) throws {
        for (name, value) in members {
            switch name {
            case "status": resume(as: LogStreamStatus(rawValue: value.string ?? ""))
            case "sink": document["sink"] = try LogStreamChecks.changed(sink, to: value, of: type)
            default: document[name] = value
            }
        }
    }

    /// Resuming a stream resets its failures.
    private mutating func resume(as wanted: LogStreamStatus) {
        status = wanted
        guard wanted == .active else { return }
        failures = 0
        failingSince = nil
        failure = nil
    }
}

/// Validation of sinks by the stream's type.
enum LogStreamChecks {
    /// - Throws: `APIError`, 400, if the sink does not fit the type.
    static func check(sink: JSON, of type: LogStreamType) throws {
        do {
            try LogStreamSink.schema(of: type).check(sink, at: "sink")
        } catch {
            let place = error.path.isEmpty ? "" : " on property \(error.path)"
            throw APIError.invalidBody("Payload validation error: '\(error.message)'\(place).")
        }
    }

    /// Returns the sink after an update. An omitted password is kept.
    /// - Throws: `APIError`, 400, if the stream does not support the sink.
    static func changed(_ sink: JSON, to wanted: JSON, of type: LogStreamType) throws -> JSON {
        if type == .eventBridge || type == .eventGrid {
            throw APIError.badRequest("The sink of a log stream of type \(type.rawValue) cannot be changed")
        }
        var changed = wanted
        let password = "mixpanelServiceAccountPassword"
        if type == .mixpanel, changed[password] == nil { changed[password] = sink[password] }
        try check(sink: changed, of: type)
        return changed
    }
}
