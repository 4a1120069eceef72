import Contract

/// The delivery of an event to a stream's destination.
public struct EventDelivery: Pageable, Identified, Hashable {
    public static let listName = "deliveries"
    public static var identifierSchema: Schema { .string(26...26) }

    public var id: ID<EventDelivery>?
    public var eventStreamID: ID<EventStream>?
    public var status: EventDeliveryStatus?
    public var eventType: EventType?
    public var attempts: [EventDeliveryAttempt]?
    /// The event, as a CloudEvent.
    public var event: JSON?

    enum CodingKeys: String, CodingKey {
        case id
        case eventStreamID = "event_stream_id"
        case status
        case eventType = "event_type"
        case attempts
        case event
    }
}

/// The status of a delivery.
public struct EventDeliveryStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let failed: Self = "failed"
    public static let pending: Self = "pending"
    /// A redelivery was requested and is in progress.
    public static let retrying: Self = "retrying"
    /// The values that filters accept.
    public static let known: [Self] = [.failed]
}

/// An attempt to deliver an event.
public struct EventDeliveryAttempt: Codable, Hashable, Sendable {
    public var status: String?
    public var timestamp: Timestamp?
    public var errorMessage: String?
    /// The duration in milliseconds.
    public var duration: Double?

    enum CodingKeys: String, CodingKey {
        case status
        case timestamp
        case errorMessage = "error_message"
        case duration
    }
}

/// Filters for a list of deliveries.
public struct EventDeliveryFilter: Codable, Sendable, CheckpointPaged, Constrained {
    /// Statuses, separated by commas.
    public var statuses: String?
    /// Types of events, separated by commas.
    public var eventTypes: String?
    public var dateFrom: String?
    public var dateTo: String?
    public var from: String?
    public var take: Int?

    public init(
        eventTypes: [EventType] = [], dateFrom: String? = nil, dateTo: String? = nil, from: String? = nil,
        take: Int? = nil
    ) {
        if !eventTypes.isEmpty { self.eventTypes = eventTypes.map(\.rawValue).joined(separator: ",") }
        self.dateFrom = dateFrom
        self.dateTo = dateTo
        self.from = from
        self.take = take
    }

    enum CodingKeys: String, CodingKey {
        case statuses
        case eventTypes = "event_types"
        case dateFrom = "date_from"
        case dateTo = "date_to"
        case from
        case take
    }

    public static var constraints: Constraints {
        Constraints.checkpointPaging.merging([
            "date_from": .string(...30, format: .dateTime), "date_to": .string(...30, format: .dateTime),
        ]) { $1 }
    }
}

/// The failed events to redeliver; all if no filters are given.
public struct EventRedelivery: Codable, Hashable, Sendable, Constrained {
    public var dateFrom: String?
    public var dateTo: String?
    public var statuses: [EventDeliveryStatus]?
    public var eventTypes: [EventType]?

    public init(eventTypes: [EventType]? = nil, dateFrom: String? = nil, dateTo: String? = nil) {
        self.eventTypes = eventTypes
        self.dateFrom = dateFrom
        self.dateTo = dateTo
    }

    enum CodingKeys: String, CodingKey {
        case dateFrom = "date_from"
        case dateTo = "date_to"
        case statuses
        case eventTypes = "event_types"
    }

    public static var constraints: Constraints {
        ["date_from": .string(...30, format: .dateTime), "date_to": .string(...30, format: .dateTime)]
    }
}

/// A test event to send.
public struct TestEventDraft: Codable, Sendable, Constrained {
    public var eventType: EventType
    /// The data of the event; sample data by default.
    public var data: JSON?

    public init(_ type: EventType, data: JSON? = nil) {
        eventType = type
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case eventType = "event_type"
        case data
    }

    public static var constraints: Constraints { ["data": .freeObject] }
}

/// The numbers of delivered and failed events of a stream.
public struct EventStreamStats: Codable, Hashable, Sendable {
    public var id: ID<EventStream>
    public var name: String?
    public var window: Window
    /// The start of each bucket.
    public var buckets: [Timestamp]
    public var metrics: [Metric]

    /// The time range of the statistics.
    public struct Window: Codable, Hashable, Sendable {
        public var dateFrom: Timestamp
        public var dateTo: Timestamp
        public var bucketInterval: Interval

        enum CodingKeys: String, CodingKey {
            case dateFrom = "date_from"
            case dateTo = "date_to"
            case bucketInterval = "bucket_interval"
        }
    }

    /// The length of a bucket.
    public struct Interval: Codable, Hashable, Sendable {
        /// The length in seconds.
        public var scaleFactor: Int

        enum CodingKeys: String, CodingKey { case scaleFactor = "scale_factor" }
    }

    /// A metric with one number per bucket.
    public struct Metric: Codable, Hashable, Sendable {
        public var name: String
        public var windowTotal: Int
        /// The aggregation: `sum`.
        public var type: String
        public var data: [Int]

        enum CodingKeys: String, CodingKey {
            case name
            case windowTotal = "window_total"
            case type
            case data
        }
    }

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case window
        case buckets
        case metrics
    }
}
