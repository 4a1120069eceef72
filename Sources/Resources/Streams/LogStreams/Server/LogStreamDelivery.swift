import Background
import Contract
import Events
import Foundation
import Logging
import Outbound
import Serving
import Storage
import StreamsAPI

/// Delivers log events to a stream's sink in order, each at least once.
struct LogStreamDelivery: BackgroundWork {
    static let kind = "log_stream"
    static let waitsForOthers = true
    /// The duration of failures after which a stream is suspended.
    static let longestOutage: Duration = .seconds(7 * 86_400)
    private static let longestPause = 600
    /// The maximum number of events read in one step.
    private static let eventsInStep = 200

    private let services: Services

    init(_ services: Services) { self.services = services }

    func discoverWork(in tenant: TenantID) async throws {
        let idle = try await services.store.read(tenant) { try $0.idleLogStreams() }
        guard !idle.isEmpty else { return }
        try await services.store.write(tenant) { transaction in
            for id in idle { try transaction.runNow(Self.kind, id: id) }
        }
    }

    func step(_ task: BackgroundTask) async throws -> Bool {
        guard let (stream, events) = try await settled(task), let last = events.last else {
            try await services.store.write(task.tenant) { try $0.finish(task) }
            return false
        }
        let wanted = events.filter(stream.takes).prefix(LogStreamRequests.largestBatch(of: stream))
        if !wanted.isEmpty, let failure = try await send(wanted.map(\.document), to: stream) {
            return try await note(failure, stream, task)
        }
        // If the batch is full, events after its last one are read again in the next step.
        let isWhole = wanted.count < LogStreamRequests.largestBatch(of: stream)
        let position = isWhole ? last.position : wanted.last?.position ?? last.position
        try await services.store.write(task.tenant) { transaction in
            guard var stream = try transaction.logStream(task.id) else { return try transaction.finish(task) }
            stream.position = position
            stream.failures = 0
            stream.failingSince = nil
            stream.failure = nil
            try transaction.updateProgress(of: stream)
            try transaction.save(task)
        }
        return true
    }

    /// Returns the stream and its next events. It waits for events of open transactions, most of which end at once.
    private func settled(_ task: BackgroundTask) async throws -> (stream: LogStreamRow, events: [FollowedLog])? {
        typealias Part = (stream: LogStreamRow, events: [FollowedLog], isHeldUp: Bool)
        for pause in [0, 5, 20, 50, 100] {
            try await Task.sleep(for: .milliseconds(pause))
            let found: Part? = try await services.store.read(task.tenant) { transaction in
                guard let stream = try transaction.logStream(task.id), stream.status == .active else { return nil }
                let events = try transaction.logs(
                    after: stream.position, from: stream.start, limit: Self.eventsInStep)
                let isHeldUp = try events.isEmpty && transaction.hasLogs(after: stream.position, from: stream.start)
                return (stream, events, isHeldUp)
            }
            guard let (stream, events, isHeldUp) = found else { return nil }
            if !isHeldUp { return (stream, events) }
        }
        return nil
    }

    /// Failed deliveries do not fail the task; the remaining errors are those of the server itself.
    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        try await services.store.write(task.tenant) { try $0.reschedule(task, after: .seconds(Self.longestPause)) }
    }

    /// - Returns: The reason why the sink did not accept the events; `nil` on success.
    private func send(_ events: [JSON], to stream: LogStreamRow) async throws -> Failure? {
        let host = try services.tenants.tenant(for: IncomingRequest(method: "POST", path: "/")).host
        let privacy = LogStreamPrivacy(stream.document["pii_config"])
        let hidden: [JSON] = events.map { privacy?.applied(to: $0) ?? $0 }
        guard let request = LogStreamRequests(host: host).request(hidden, to: stream) else {
            return Failure(
                reason: "This server is no partner of \(stream.type.rawValue) and cannot deliver there", isFinal: true)
        }
        do {
            let answer = try await services.outbound.send(request)
            if (200..<300).contains(answer.status) { return nil }
            return Failure(reason: "The sink answered \(answer.status)", isFinal: false)
        } catch let failure as OutboundFailure {
            return Failure(reason: failure.description, isFinal: false)
        }
    }

    private struct Failure: Sendable {
        let reason: String
        /// Whether retries are of no use.
        let isFinal: Bool
    }

    /// Records a failure and schedules a retry with increasing delay.
    private func note(_ failure: Failure, _ stream: LogStreamRow, _ task: BackgroundTask) async throws -> Bool {
        let now = services.clock.now
        services.logger.warning(
            "log stream failed", metadata: ["stream": "\(task.id)", "reason": "\(failure.reason)"])
        try await services.store.write(task.tenant) { transaction in
            guard var stream = try transaction.logStream(task.id) else { return try transaction.finish(task) }
            let since = stream.failingSince ?? now
            stream.failures += 1
            stream.failingSince = since
            stream.failure = failure.reason
            let isOver = failure.isFinal || now >= since + Self.longestOutage
            if isOver, stream.status == .active { stream.status = .suspended }
            try transaction.updateProgress(of: stream)
            let pause = min(Self.longestPause, 1 << min(stream.failures - 1, 10))
            if isOver {
                try transaction.finish(task)
            } else {
                try transaction.reschedule(task, after: .seconds(pause))
            }
        }
        return false
    }
}
