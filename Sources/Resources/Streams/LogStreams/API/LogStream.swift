import Contract

/// A stream that takes the log's events somewhere else.
public struct LogStream: Codable, Hashable, Sendable {
    public var id: ID<LogStream>?
    public var name: String?
    public var type: LogStreamType?
    public var status: LogStreamStatus?
    public var sink: LogStreamSink?
    /// Which events are taken there; all, where there are no filters.
    public var filters: [LogStreamFilter]?
    /// Whether it is only for events that matter to security; it takes those, whatever its filters say.
    public var isPriority: Bool?
    public var piiConfig: LogStreamPIIConfig?

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case type
        case status
        case sink
        case filters
        case isPriority
        case piiConfig = "pii_config"
    }
}

/// A stream to make, or what can change of one.
public struct LogStreamDraft: Patchable, Constrained {
    public var name: String?
    public var type: LogStreamType
    public var sink: LogStreamSink
    /// Which events are taken there; all, where there are no filters.
    public var filters: [LogStreamFilter]?
    /// Whether it is only for events that matter to security; it takes those, whatever its filters say.
    public var isPriority: Bool?
    public var piiConfig: LogStreamPIIConfig?
    /// Where in the log the stream begins; now, where it is not told.
    public var startFrom: Timestamp?

    public init(name: String? = nil, _ sink: LogStreamSink) {
        self.name = name
        type = sink.type
        self.sink = sink
    }

    enum CodingKeys: String, CodingKey {
        case name
        case type
        case sink
        case filters
        case isPriority
        case piiConfig = "pii_config"
        case startFrom
    }

    public static let fixedMembers: Set<String> = ["type", "startFrom"]

    public static var constraints: Constraints {
        [
            "filters": .array(
                of: .object(
                    ["type": .one(of: "category"), "name": LogStreamCategory.schema], others: .allowed(.any))),
            "pii_config": .object([
                "log_fields": .array(of: LogStreamPIIField.schema, 1...).required,
                "method": LogStreamPIIMethod.schema, "algorithm": .one(of: "xxhash"),
            ]),
        ]
    }

    public static var patchConstraints: Constraints { ["status": LogStreamStatus.schema] }
}

extension Patch<LogStreamDraft> {
    /// Whether the stream runs.
    public var status: LogStreamStatus? {
        get { members["status"]?.string.map(LogStreamStatus.init) }
        set {
            var members = members
            members["status"] = newValue.map { .string($0.rawValue) }
            self = Patch(members: members)
        }
    }
}

/// Whether a stream runs.
public struct LogStreamStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let active: Self = "active"
    /// Stopped by someone.
    public static let paused: Self = "paused"
    /// Stopped by the server, because nothing could be delivered for days.
    public static let suspended: Self = "suspended"
    public static let known: [Self] = [.active, .paused, .suspended]
}

/// Who takes a stream's events.
public struct LogStreamType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let http: Self = "http"
    public static let eventBridge: Self = "eventbridge"
    public static let eventGrid: Self = "eventgrid"
    public static let datadog: Self = "datadog"
    public static let splunk: Self = "splunk"
    public static let sumo: Self = "sumo"
    public static let segment: Self = "segment"
    public static let mixpanel: Self = "mixpanel"
    public static let known: [Self] = [
        .http, .eventBridge, .eventGrid, .datadog, .splunk, .sumo, .segment, .mixpanel,
    ]
}

/// Lets events of a category into a stream.
public struct LogStreamFilter: Codable, Hashable, Sendable {
    /// `category`.
    public var type: String?
    public var name: LogStreamCategory?

    public init(_ category: LogStreamCategory) {
        type = "category"
        name = category
    }
}

/// Kinds of events that belong together.
public struct LogStreamCategory: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let known: [Self] = [
        "auth.login.fail", "auth.login.notification", "auth.login.success", "auth.logout.fail",
        "auth.logout.success", "auth.signup.fail", "auth.signup.success", "auth.silent_auth.fail",
        "auth.silent_auth.success", "auth.token_exchange.fail", "auth.token_exchange.success", "management.fail",
        "management.success", "scim.event", "system.notification", "user.fail", "user.notification", "user.success",
        "actions", "other",
    ]
}

/// What of users is not told to whom a stream leads.
public struct LogStreamPIIConfig: Codable, Hashable, Sendable {
    public var logFields: [LogStreamPIIField]
    /// What becomes of those fields; they are masked, unless told otherwise.
    public var method: LogStreamPIIMethod?
    /// `xxhash`.
    public var algorithm: String?

    public init(_ fields: [LogStreamPIIField], _ method: LogStreamPIIMethod? = nil) {
        logFields = fields
        self.method = method
    }

    enum CodingKeys: String, CodingKey {
        case logFields = "log_fields"
        case method
        case algorithm
    }
}

/// Something that says who a user is.
public struct LogStreamPIIField: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let known: [Self] = ["first_name", "last_name", "username", "email", "phone", "address"]
}

/// How something is hidden.
public struct LogStreamPIIMethod: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Asterisks take its place.
    public static let mask: Self = "mask"
    /// Its xxHash takes its place.
    public static let hash: Self = "hash"
    public static let known: [Self] = [.mask, .hash]
}
