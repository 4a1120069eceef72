import Background
import Contract
import Events
import Foundation
import Logging
import Outbound
import Serving
import Storage
import StreamsAPI

/// Delivers events to a stream's destination in order, each at least once.
struct EventStreamDelivery: BackgroundWork {
    static let kind = "event_stream"
    static let waitsForOthers = true
    /// The maximum number of attempts per event.
    private static let mostTries = 4
    /// The number of consecutive failures after which a stream is disabled.
    private static let mostFailuresInARow = 500
    /// The total number of failed events at which a stream is disabled.
    private static let mostFailures = 5_000

    private let services: Services

    init(_ services: Services) { self.services = services }

    func discoverWork(in tenant: TenantID) async throws {
        let now = services.clock.now
        let idle = try await services.store.read(tenant) { try $0.idleEventStreams(at: now) }
        guard !idle.isEmpty else { return }
        try await services.store.write(tenant) { transaction in
            for id in idle { try transaction.runNow(Self.kind, id: id) }
        }
    }

    func step(_ task: BackgroundTask) async throws -> Bool {
        typealias Part = (stream: EventStreamRow, delivery: EventDeliveryRow)
        let now = services.clock.now
        let found: Part? = try await services.store.read(task.tenant) { transaction in
            guard let stream = try transaction.eventStream(task.id),
                let delivery = try transaction.dueDelivery(of: task.id, at: now)
            else { return nil }
            return (stream, delivery)
        }
        guard let (stream, delivery) = found else {
            try await services.store.write(task.tenant) { try $0.finish(task) }
            return false
        }
        let start = ContinuousClock.now
        let failure = try await send(delivery, to: stream)
        try await conclude(delivery, failure, after: ContinuousClock.now - start, task)
        return true
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        try await services.store.write(task.tenant) { try $0.reschedule(task, after: .seconds(600)) }
    }

    private struct Failure: Sendable {
        let reason: String
        /// Whether retries are of no use.
        let isFinal: Bool
    }

    /// - Returns: The reason why the destination did not accept the event; `nil` on success.
    private func send(_ delivery: EventDeliveryRow, to stream: EventStreamRow) async throws -> Failure? {
        guard stream.status == .enabled else { return Failure(reason: "The event stream is disabled", isFinal: true) }
        let host = try services.tenants.tenant(for: IncomingRequest(method: "POST", path: "/")).host
        guard let request = stream.request(delivery.cloudEvent(host: host)) else {
            return Failure(reason: "This server cannot deliver to destinations of this type", isFinal: true)
        }
        do {
            let answer = try await services.outbound.send(request)
            if (200..<300).contains(answer.status) { return nil }
            return Failure(
                reason: "The destination answered \(answer.status)", isFinal: (400..<500).contains(answer.status))
        } catch let failure as OutboundFailure {
            return Failure(reason: failure.description, isFinal: false)
        }
    }

    /// Records the result of an attempt.
    private func conclude(
        _ delivery: EventDeliveryRow, _ failure: Failure?, after duration: Duration, _ task: BackgroundTask
    ) async throws {
        let now = services.clock.now
        let path = Nested(ID<EventStream>(delivery.stream), ID<EventDelivery>(delivery.event))
        try await services.store.write(task.tenant) { transaction in
            try transaction.save(task)
            // The stream may have been deleted in the meantime, together with its deliveries.
            guard var stream = try transaction.eventStream(task.id) else { return }
            guard let failure else {
                stream.failures = 0
                try transaction.delete(delivery)
                try transaction.count(true, of: stream.id, at: now)
                return try transaction.updateHealth(of: stream)
            }
            var delivery = try transaction.eventDelivery(path)
            delivery.note(failure.reason, duration, at: now)
            if failure.isFinal || delivery.tries >= Self.mostTries {
                delivery.fail()
                try transaction.update(delivery)
                try transaction.count(false, of: stream.id, at: now)
                stream.failures += 1
                let total = try transaction.failedDeliveryCount(of: stream.id)
                let isTooMuch = stream.failures >= Self.mostFailuresInARow || total >= Self.mostFailures
                if isTooMuch { stream.status = .disabled }
                return try transaction.updateHealth(of: stream)
            }
            delivery.dueAt = now + .seconds(1 << (delivery.tries - 1))
            try transaction.update(delivery)
        }
    }
}

extension EventDeliveryRow {
    fileprivate mutating func note(_ reason: String, _ duration: Duration, at now: Timestamp) {
        tries += 1
        let milliseconds = Double(duration.components.attoseconds) / 1e15 + Double(duration.components.seconds) * 1000
        attempts.append([
            "status": "failed", "error_message": .string(reason), "timestamp": .string(now.description),
            "duration": .number(milliseconds),
        ])
    }

    fileprivate mutating func fail() {
        status = .failed
        dueAt = nil
    }
}

extension EventStreamRow {
    /// Returns the request that sends an event to the destination.
    /// - Returns: `nil` if the server does not support the destination.
    fileprivate func request(_ event: JSON) -> OutboundRequest? {
        guard let endpoint = configuration["webhook_endpoint"]?.string else { return nil }
        let authorization = configuration["webhook_authorization"] ?? [:]
        func text(_ name: String) -> String { authorization[name]?.string ?? "" }
        var headers: [(name: String, value: String)] = [("Content-Type", "application/json")]
        switch text("method") {
        case "basic":
            let pair = Data("\(text("username")):\(text("password"))".utf8).base64EncodedString()
            headers.append(("Authorization", "Basic \(pair)"))
        case "custom_header": headers.append((text("header_key"), text("header_value")))
        default: headers.append(("Authorization", "Bearer \(text("token"))"))
        }
        return OutboundRequest("POST", endpoint, headers: headers, body: event.bytes, longestAnswer: 1 << 16)
    }
}
