import Contract

/// A log stream, which exports log events to a sink.
public struct LogStream: Codable, Hashable, Sendable {
    public var id: ID<LogStream>?
    public var name: String?
    public var type: LogStreamType?
    public var status: LogStreamStatus?
    public var sink: LogStreamSink?
    /// Filters for events; an empty list selects all.
    public var filters: [LogStreamFilter]?
    /// Whether the stream is limited to security events; it overrides the filters.
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

/// A log stream to create, or the members of an update.
public struct LogStreamDraft: Patchable, Constrained {
    public var name: String?
    public var type: LogStreamType
    public var sink: LogStreamSink
    /// Filters for events; an empty list selects all.
    public var filters: [LogStreamFilter]?
    /// Whether the stream is limited to security events; it overrides the filters.
    public var isPriority: Bool?
    public var piiConfig: LogStreamPIIConfig?
    /// The time of the first event to deliver; now by default.
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
    /// The status of the stream.
    public var status: LogStreamStatus? {
        get { members["status"]?.string.map(LogStreamStatus.init) }
        set {
            var members = members
            members["status"] = newValue.map { .string($0.rawValue) }
            self = Patch(members: members)
        }
    }
}

/// The status of a stream.
public struct LogStreamStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let active: Self = "active"
    /// Paused by an administrator.
    public static let paused: Self = "paused"
    /// Suspended by the server, because deliveries failed for days.
    public static let suspended: Self = "suspended"
    public static let known: [Self] = [.active, .paused, .suspended]
}

/// The type of a stream's sink.
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

/// A filter that selects a category of events.
public struct LogStreamFilter: Codable, Hashable, Sendable {
    /// The type of filter: `category`.
    public var type: String?
    public var name: LogStreamCategory?

    public init(_ category: LogStreamCategory) {
        type = "category"
        name = category
    }
}

/// A category of events.
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

/// The redaction of personal data in a stream's events.
public struct LogStreamPIIConfig: Codable, Hashable, Sendable {
    public var logFields: [LogStreamPIIField]
    /// The redaction method; `mask` by default.
    public var method: LogStreamPIIMethod?
    /// The hash algorithm: `xxhash`.
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

/// A field with personal data.
public struct LogStreamPIIField: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let known: [Self] = ["first_name", "last_name", "username", "email", "phone", "address"]
}

/// A redaction method.
public struct LogStreamPIIMethod: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Replaces the value with asterisks.
    public static let mask: Self = "mask"
    /// Replaces the value with its xxHash.
    public static let hash: Self = "hash"
    public static let known: [Self] = [.mask, .hash]
}
