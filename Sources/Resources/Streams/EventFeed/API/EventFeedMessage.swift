import Contract

/// The starting point of a subscription, and its types of events.
public struct EventFeedQuery: Codable, Sendable, Constrained {
    /// The offset of the last received message; the feed starts after it.
    public var from: String?
    /// A time in ISO 8601 format at which the feed starts.
    public var fromTimestamp: String?
    /// The types of events; an empty list selects all.
    public var eventTypes: [EventType]?

    /// Creates a query for events.
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
    /// The type of the event; `offset-only` for a message without an event, `error` if the feed cannot continue.
    public var type: String
    /// The offset from which the feed continues after this message.
    public var offset: String?
    /// The event, as a CloudEvent.
    public var event: JSON?
    /// The reason why the feed cannot continue.
    public var error: JSON?

    public static let mediaType = "text/event-stream"
}
