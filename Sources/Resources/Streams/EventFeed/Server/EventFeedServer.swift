import Contract
import Events
import Secrets
import Serving
import Storage
import StreamsAPI

extension EventFeed: ServedResource {
    public static let migrations: [Migration] = []

    public func mount(on routes: inout Routes) {
        routes.onStored(subscribe) { call in
            let kinds = (call.query.eventTypes ?? []).map { ChangeKind(rawValue: $0.rawValue) }
            let place = try await Self.beginning(call)
            let reader = EventFeedReader(kinds, from: place, call.services, call.tenant)
            return OperationResponse(stream: { _ in try await reader.next() }, type: EventFeedMessage.mediaType)
        }
    }

    private static func beginning(_ call: Call<NoContent, EventFeedQuery, NoContent>) async throws -> FeedPlace {
        let now = call.now
        if let offset = call.lastEventID ?? call.query.from {
            guard call.lastEventID != nil || call.query.fromTimestamp == nil else {
                throw APIError.badRequest(
                    "from and from_timestamp cannot be used together", code: "invalid_query_string")
            }
            guard let place = FeedPlace(offset: offset) else {
                throw APIError.badRequest("The offset is malformed", code: "invalid_cursor")
            }
            guard place.date >= FeedPlace.oldest(at: now) else {
                throw APIError(410, "The offset has expired", code: "cursor_expired")
            }
            return place
        }
        let since = call.query.fromTimestamp.flatMap(Timestamp.init)
        let position = try await call.read { transaction in
            try since.map { try transaction.feedPosition(before: $0) } ?? transaction.feedEnd()
        }
        return FeedPlace(position: position, date: now)
    }
}

extension FeedPlace {
    /// The offset in wire format.
    var offset: String { Base64URL.text("\(position),\(date)".utf8) }

    init?(offset: String) {
        guard let bytes = Base64URL.bytes(offset), let text = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let halves = text.split(separator: ",", omittingEmptySubsequences: false)
        guard halves.count == 2, halves[0].allSatisfy({ $0.isASCII && $0.isNumber }),
            let date = Timestamp(String(halves[1]))
        else { return nil }
        self.init(position: String(halves[0]), date: date)
    }
}
