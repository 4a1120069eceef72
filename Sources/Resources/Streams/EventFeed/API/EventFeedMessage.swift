import Contract

/// Where a subscription begins, and what it tells of.
public struct EventFeedQuery: Codable, Sendable, Constrained {
    /// The offset of the last message that is known; the events after it are told.
    public var from: String?
    /// A moment, in ISO 8601; events of then and later are told.
    public var fromTimestamp: String?
    /// The types of events; all, where there are none.
    public var eventTypes: [EventType]?

    /// Asks for events.
    public init(_ eventTypes: [EventType] = [], from: String? = nil, fromTimestamp: String? = nil) {
        self.eventTypes = eventTypes.isEmpty ? nil : eventTypes
        self.from = from
        self.fromTimestamp = fromTimestamp
    }

    enum CodingKeys: String, CodingKey {
        case from
        case fromTimestamp = "from_timestamp"
        case eventTypes = "event_type"
    }

    public static var constraints: Constraints {
        ["from": .string(...1024), "from_timestamp": .string(...20, format: .dateTime)]
    }
}

/// A message of the feed.
public struct EventFeedMessage: Codable, Hashable, Sendable, TypedAnswer {
    /// The event's type; `offset-only` where nothing happened, `error` where the feed cannot go on.
    public var type: String
    /// From where the feed goes on after this message.
    public var offset: String?
    /// The event, as a CloudEvent.
    public var event: JSON?
    /// Why the feed cannot go on.
    public var error: JSON?

    public static let mediaType = "text/event-stream"
}
