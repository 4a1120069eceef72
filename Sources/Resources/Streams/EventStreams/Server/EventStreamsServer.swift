import Background
import Contract
import Events
import Serving
import Storage
import StreamsAPI

extension EventStreams: ServedResource, Working {
    public static let migrations = EventStreamRow.migrations

    public static func work(_ services: Services) -> [any BackgroundWork] { [EventStreamDelivery(services)] }

    public func mount(on routes: inout Routes) {
        mountStreams(on: &routes)
        mountDeliveries(on: &routes)
        mountStats(on: &routes)
    }

    private func mountStreams(on routes: inout Routes) {
        routes.onStored(list) { call in
            OperationResponse(try await call.read { try $0.eventStreams(call.query.pageRequest()) })
        }
        routes.onStored(create) { call in
            let (id, source) = ("est_\(call.random.base62(22))", call.random.uuid())
            var document = JSON.object(call.members.filter { $0.key != "status" })
            document["destination"] = try EventStreamChecks.destination(document["destination"] ?? [:])
            if document["destination"]?["type"] == "eventbridge" {
                document["destination"]?["configuration"]?["aws_partner_event_source"] = .string(
                    "aws.partner/auth0.com/\(call.tenant.host)-\(source)/auth0.events")
            }
            document["created_at"] = .string(call.now.description)
            document["updated_at"] = .string(call.now.description)
            let stream = EventStreamRow(id: id, status: call.body.status ?? .enabled, document: document)
            try await call.write { transaction in
                try transaction.requireAction(of: stream)
                try transaction.insert(stream, at: call.now)
            }
            return OperationResponse(stream.sent)
        }
        routes.onStored(get) { call in
            OperationResponse(try await call.read { try $0.requireEventStream(call.path) }.sent)
        }
        routes.onStored(update) { call in
            let stream = try await call.write { transaction in
                var stream = try transaction.requireEventStream(call.path)
                try stream.apply(call.members, at: call.now)
                try transaction.requireAction(of: stream)
                try transaction.update(stream)
                return stream
            }
            return OperationResponse(stream.sent)
        }
        routes.on(delete) { call in
            try await call.write { try $0.deleteEventStream(call.path.value) }
            return NoContent()
        }
    }

    private func mountDeliveries(on routes: inout Routes) {
        routes.onStored(deliveries) { call in
            let selection = EventDeliverySelection(
                types: (call.query.eventTypes ?? "").split(separator: ",").map(String.init),
                dateFrom: call.query.dateFrom.flatMap(Timestamp.init),
                dateTo: call.query.dateTo.flatMap(Timestamp.init))
            let page = try await call.read { transaction in
                let stream = try transaction.requireEventStream(call.path)
                return try transaction.failedDeliveries(
                    of: stream.id, selection, call.query.pageRequest(), host: call.tenant.host)
            }
            return OperationResponse(page)
        }
        routes.onStored(delivery) { call in
            let delivery = try await call.read { transaction in
                _ = try transaction.requireEventStream(call.path.outer)
                return try transaction.eventDelivery(call.path)
            }
            return OperationResponse(delivery.sent(host: call.tenant.host))
        }
        routes.onStored(redeliver) { call in
            let selection = EventDeliverySelection(
                types: (call.body.eventTypes ?? []).map(\.rawValue),
                dateFrom: call.body.dateFrom.flatMap(Timestamp.init), dateTo: call.body.dateTo.flatMap(Timestamp.init))
            try await call.write { transaction in
                let stream = try transaction.requireEventStream(call.path)
                try transaction.redeliver(of: stream.id, selection, at: call.now)
            }
            call.services.deliveriesSignal.notify()
            return OperationResponse(.object(call.members))
        }
        routes.on(redeliverOne) { call in
            try await call.write { transaction in
                _ = try transaction.requireEventStream(call.path.outer)
                try transaction.redeliver(try transaction.eventDelivery(call.path), at: call.now)
            }
            call.services.deliveriesSignal.notify()
            return NoContent()
        }
        routes.onStored(test) { call in
            let kind = ChangeKind(rawValue: call.body.eventType.rawValue)
            let data = call.body.data ?? ["object": SampleChange.object(of: kind, at: call.now)]
            let event = ChangeEvent(kind, data: data.text, purpose: "test", at: call.now)
            try await call.write { transaction in
                let stream = try transaction.requireEventStream(call.path)
                try transaction.deliver(event, to: stream.id, at: call.now)
            }
            call.services.deliveriesSignal.notify()
            return OperationResponse([
                "id": .string(event.id), "event_stream_id": .string(call.path.value),
                "event_type": .string(kind.rawValue), "status": "pending", "attempts": [],
                "event": try JSON(parsing: event.text).addressed(to: call.path.value, host: call.tenant.host),
            ])
        }
    }

    private func mountStats(on routes: inout Routes) {
        routes.onStored(stats) { call in
            let window = EventStatsWindow(now: call.now)
            let (stream, counts) = try await call.read { transaction in
                let stream = try transaction.requireEventStream(call.path)
                return (stream, try transaction.eventCounts(of: stream.id, since: window.firstDay))
            }
            return OperationResponse(window.stats(of: stream, counts))
        }
    }
}

extension EventStreamRow {
    /// Applies an update.
    fileprivate mutating func apply(_ members: JSONObject, at now: Timestamp) throws {
        for (name, value) in members {
            switch name {
            case "status":
                status = EventStreamStatus(rawValue: value.string ?? "")
                failures = 0
            case "destination":
                var changed = try EventStreamChecks.destination(value, after: document["destination"])
                if let source = configuration["aws_partner_event_source"] {
                    changed["configuration"]?["aws_partner_event_source"] = source
                }
                document["destination"] = changed
            default: document[name] = value
            }
        }
        document["updated_at"] = .string(now.description)
    }
}

extension Transaction {
    /// - Throws: `APIError`, 400, if the action of the stream does not exist.
    fileprivate func requireAction(of stream: EventStreamRow) throws {
        guard let action = stream.configuration["action_id"]?.string else { return }
        if try !exists("SELECT 1 FROM actions WHERE tenant = \(tenant) AND id = \(action)") {
            throw APIError.badRequest("The action does not exist.")
        }
    }
}

/// The last two weeks, by day.
struct EventStatsWindow: Sendable {
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000
    private let from: Timestamp
    private let to: Timestamp

    init(now: Timestamp) {
        let hour = now.milliseconds / Self.hour * Self.hour
        from = Timestamp(milliseconds: hour - 14 * Self.day)
        to = Timestamp(milliseconds: hour + Self.hour)
    }

    /// The start of each day.
    private var days: [Timestamp] {
        let first = from.milliseconds / Self.day * Self.day
        return stride(from: first, to: to.milliseconds, by: Int(Self.day)).map { Timestamp(milliseconds: $0) }
    }

    var firstDay: String { String(from.description.prefix(10)) }

    func stats(of stream: EventStreamRow, _ counts: [String: (delivered: Int, failed: Int)]) -> JSON {
        let days = days
        let found = days.map { counts[String($0.description.prefix(10))] ?? (0, 0) }
        func metric(_ name: String, _ data: [Int]) -> JSON {
            [
                "name": .string("auth0.event_streams.\(name)"), "window_total": .integer(Int64(data.reduce(0, +))),
                "type": "sum", "data": .array(data.map { .integer(Int64($0)) }),
            ]
        }
        return [
            "id": .string(stream.id), "name": stream.document["name"] ?? .null,
            "window": [
                "date_from": .string(from.description), "date_to": .string(to.description),
                "bucket_interval": ["scale_factor": .integer(Self.day / 1000)],
            ],
            "buckets": .array(days.map { .string($0.description) }),
            "metrics": [
                metric("successful_deliveries", found.map(\.delivered)),
                metric("failed_deliveries", found.map(\.failed)),
            ],
        ]
    }
}
