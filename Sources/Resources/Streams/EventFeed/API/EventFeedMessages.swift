import Contract
import ManagementClientCore

/// An endless sequence of the messages of the feed.
public struct EventFeedMessages: AsyncSequence, Sendable {
    private let source: EventSource<EventFeedQuery, EventFeedMessage>
    private let query: EventFeedQuery

    init(_ source: EventSource<EventFeedQuery, EventFeedMessage>, _ query: EventFeedQuery) {
        self.source = source
        self.query = query
    }

    /// Creates an iterator, which connects when the first message is requested.
    public func makeAsyncIterator() -> Iterator { Iterator(source: source, query: query) }

    /// An iterator that reconnects as needed.
    public struct Iterator: AsyncIteratorProtocol {
        private let source: EventSource<EventFeedQuery, EventFeedMessage>
        private let query: EventFeedQuery
        private var pieces: AsyncThrowingStream<[UInt8], any Error>.Iterator?
        private var events = ServerSentEvents()
        private var messages: ArraySlice<EventFeedMessage> = []
        private var lastOffset: String?
        private var hasConnected = false
        private var failures = 0

        fileprivate init(source: EventSource<EventFeedQuery, EventFeedMessage>, query: EventFeedQuery) {
            self.source = source
            self.query = query
        }

        /// Returns the next message.
        /// - Throws: `ManagementError`; `CancellationError` if the task is cancelled.
        public mutating func next() async throws -> EventFeedMessage? {
            while true {
                if let message = messages.popFirst() { return message }
                do {
                    if pieces == nil { try await connect() }
                    guard let piece = try await pieces?.next() else {
                        pieces = nil
                        try Task.checkCancellation()
                        continue
                    }
                    failures = 0
                    try take(piece)
                } catch let error as TransportError {
                    pieces = nil
                    try fail(error)
                } catch let error as ManagementError where Self.mayPass(error) {
                    try fail(error)
                }
            }
        }

        private mutating func connect() async throws {
            if hasConnected { try await source.wait(.milliseconds(events.retry ?? 2_000)) }
            hasConnected = true
            events = ServerSentEvents()
            pieces = try await source.open(query, after: lastOffset).makeAsyncIterator()
        }

        /// Whether an error may be temporary.
        private static func mayPass(_ error: ManagementError) -> Bool {
            switch error.kind {
            case .timeout, .transport: true
            case .refused: error.statusCode == 429 || (error.statusCode ?? 0) >= 500
            default: false
            }
        }

        private mutating func fail(_ error: any Error) throws {
            failures += 1
            if failures > source.mostFailures { throw error }
        }

        private mutating func take(_ piece: [UInt8]) throws {
            for event in events.read(piece) {
                lastOffset = event.id ?? lastOffset
                messages.append(try Self.message(event))
            }
        }

        private static func message(_ event: ServerSentEvents.Event) throws -> EventFeedMessage {
            do {
                var json = try JSON(parsing: event.data)
                if json["type"] == nil, let type = event.type { json["type"] = .string(type) }
                return try json.decoded()
            } catch {
                throw ManagementError(.decoding, "A message is not as expected: \(error)", operation: "GET /events")
            }
        }
    }
}
