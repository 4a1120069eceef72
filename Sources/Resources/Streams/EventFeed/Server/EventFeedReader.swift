import Contract
import Events
import Serving
import Storage
import StreamsAPI

/// Streams events to one subscriber as server-sent events.
actor EventFeedReader {
    /// The polling interval.
    private static let pause: Duration = .milliseconds(250)
    /// The maximum time without a message, after which a heartbeat keeps the connection alive.
    private static let longestSilence: Duration = .seconds(15)
    /// The maximum duration of a connection; the subscriber must then reconnect with a valid token.
    private static let longest: Duration = .seconds(300)
    private static let eventsAtOnce = 100

    private let kinds: [ChangeKind]
    private let services: Services
    private let tenant: TenantContext
    private let end: Timestamp
    private var place: FeedPlace
    private var hasBegun = false
    private var lastToldAt: Timestamp

    init(_ kinds: [ChangeKind], from place: FeedPlace, _ services: Services, _ tenant: TenantContext) {
        self.kinds = kinds
        self.place = place
        self.services = services
        self.tenant = tenant
        lastToldAt = services.clock.now
        end = lastToldAt + Self.longest
    }

    /// Returns the next bytes to send; empty if there are none yet, and `nil` at the end.
    func next() async throws -> [UInt8]? {
        guard hasBegun else {
            hasBegun = true
            return Array(":connected\n\nretry: 2000\n\n".utf8)
        }
        let now = services.clock.now
        guard now < end else { return nil }
        let isSilent = now >= lastToldAt + Self.longestSilence
        let (before, kinds) = (place.position, kinds)
        let (end, events) = try await services.store.read(tenant.id) { transaction in
            let end = isSilent ? try transaction.feedEnd() : before
            return (end, try transaction.feed(after: before, kinds, limit: Self.eventsAtOnce))
        }
        guard events.isEmpty else {
            lastToldAt = now
            return Array(events.map(text).joined().utf8)
        }
        guard isSilent else {
            try await Task.sleep(for: Self.pause)
            return []
        }
        lastToldAt = now
        place = FeedPlace(position: max(before, end), date: now)
        let message: JSON = ["type": "offset-only", "offset": .string(place.offset)]
        return Array((text("offset-only", message) + ": heartbeat\n\n").utf8)
    }

    private func text(_ event: FedEvent) -> String {
        place = FeedPlace(position: event.position, date: event.date)
        // A placeholder for the stream's identifier: the feed belongs to the tenant.
        let document = event.document.addressed(to: "est_0000000000000000", host: tenant.host)
        let message: JSON = [
            "type": .string(event.kind.rawValue), "offset": .string(place.offset), "event": document,
        ]
        return text(event.kind.rawValue, message)
    }

    private func text(_ type: String, _ message: JSON) -> String {
        "event: \(type)\nid: \(place.offset)\ndata: \(String(decoding: message.bytes, as: UTF8.self))\n\n"
    }
}
