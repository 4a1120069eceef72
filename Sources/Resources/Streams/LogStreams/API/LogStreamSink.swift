import Contract

/// The sink of a stream and its settings.
public enum LogStreamSink: Hashable, Sendable {
    case http(HTTPLogSink)
    case eventBridge(EventBridgeLogSink)
    case eventGrid(EventGridLogSink)
    case datadog(DatadogLogSink)
    case splunk(SplunkLogSink)
    case sumo(SumoLogSink)
    case segment(SegmentLogSink)
    case mixpanel(MixpanelLogSink)
    /// A sink of a type that this version does not know.
    case other(JSON)

    /// The type of streams with this sink.
    public var type: LogStreamType {
        switch self {
        case .http: .http
        case .eventBridge: .eventBridge
        case .eventGrid: .eventGrid
        case .datadog: .datadog
        case .splunk: .splunk
        case .sumo: .sumo
        case .segment: .segment
        case .mixpanel: .mixpanel
        case .other: ""
        }
    }
}

extension LogStreamSink: Codable, SchemaProviding {
    public static var schema: Schema {
        .anyOf(
            schema(of: .http), schema(of: .eventBridge), schema(of: .eventGrid), schema(of: .datadog),
            schema(of: .splunk), schema(of: .sumo), schema(of: .segment), schema(of: .mixpanel),
            .of(MixpanelLogSink.self))
    }

    /// Returns the schema of a new stream's sink.
    public static func schema(of type: LogStreamType) -> Schema {
        switch type {
        case .http: .of(HTTPLogSink.self)
        case .eventBridge: .of(EventBridgeLogSink.self)
        case .eventGrid: .of(EventGridLogSink.self)
        case .datadog: .of(DatadogLogSink.self)
        case .splunk: .of(SplunkLogSink.self)
        case .sumo: .of(SumoLogSink.self)
        case .segment: .of(SegmentLogSink.self)
        default: MixpanelLogSink.whole
        }
    }

    public init(from decoder: any Decoder) throws {
        let json = try JSON(from: decoder)
        if json["httpEndpoint"] != nil {
            self = .http(try HTTPLogSink(from: decoder))
        } else if json["awsAccountId"] != nil {
            self = .eventBridge(try EventBridgeLogSink(from: decoder))
        } else if json["azureSubscriptionId"] != nil {
            self = .eventGrid(try EventGridLogSink(from: decoder))
        } else if json["datadogApiKey"] != nil {
            self = .datadog(try DatadogLogSink(from: decoder))
        } else if json["splunkDomain"] != nil {
            self = .splunk(try SplunkLogSink(from: decoder))
        } else if json["sumoSourceAddress"] != nil {
            self = .sumo(try SumoLogSink(from: decoder))
        } else if json["segmentWriteKey"] != nil {
            self = .segment(try SegmentLogSink(from: decoder))
        } else if json["mixpanelProjectId"] != nil {
            self = .mixpanel(try MixpanelLogSink(from: decoder))
        } else {
            self = .other(json)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .http(let sink): try sink.encode(to: encoder)
        case .eventBridge(let sink): try sink.encode(to: encoder)
        case .eventGrid(let sink): try sink.encode(to: encoder)
        case .datadog(let sink): try sink.encode(to: encoder)
        case .splunk(let sink): try sink.encode(to: encoder)
        case .sumo(let sink): try sink.encode(to: encoder)
        case .segment(let sink): try sink.encode(to: encoder)
        case .mixpanel(let sink): try sink.encode(to: encoder)
        case .other(let json): try json.encode(to: encoder)
        }
    }
}

extension Pattern {
    /// A valid header value: no line breaks or other control characters.
    static let headerValue: Pattern = "^[^\\x00-\\x08\\x0a-\\x1f\\x7f]*$"
}

/// An HTTP endpoint.
public struct HTTPLogSink: Codable, Hashable, Sendable, Constrained {
    /// An HTTPS URL.
    public var httpEndpoint: String
    /// The media type of requests; `application/json` by default.
    public var httpContentType: String?
    public var httpContentFormat: LogContentFormat?
    /// The value of the `Authorization` header.
    public var httpAuthorization: String?
    public var httpCustomHeaders: [LogStreamHeader]?

    public init(_ endpoint: String, format: LogContentFormat? = nil, authorization: String? = nil) {
        httpEndpoint = endpoint
        httpContentFormat = format
        httpAuthorization = authorization
    }

    public static var constraints: Constraints {
        [
            "httpEndpoint": .string(pattern: "^https://.*"), "httpAuthorization": .string(pattern: .headerValue),
            "httpContentType": .string(pattern: .headerValue),
            "httpCustomHeaders": .array(
                of: .object(
                    [
                        "header": .string(pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"),
                        "value": .string(pattern: .headerValue),
                    ],
                    others: .allowed(.any))),
        ]
    }
}

/// An additional request header.
public struct LogStreamHeader: Codable, Hashable, Sendable {
    public var header: String?
    public var value: String?

    public init(_ header: String, _ value: String) {
        self.header = header
        self.value = value
    }
}

/// The format of several events in one body.
public struct LogContentFormat: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A JSON array of events.
    public static let array: Self = "JSONARRAY"
    /// One event per line.
    public static let lines: Self = "JSONLINES"
    /// One event per request.
    public static let object: Self = "JSONOBJECT"
    public static let known: [Self] = [.array, .lines, .object]
}

/// The HTTP Event Collector of Splunk.
public struct SplunkLogSink: Codable, Hashable, Sendable, Constrained {
    public var splunkDomain: String
    public var splunkToken: String
    /// The port, as a string.
    public var splunkPort: String
    /// Whether the certificate is verified.
    public var splunkSecure: Bool

    public init(domain: String, port: String, token: String, isSecure: Bool = true) {
        splunkDomain = domain
        splunkToken = token
        splunkPort = port
        splunkSecure = isSecure
    }

    public static var constraints: Constraints {
        ["splunkPort": .string(pattern: "^[0-9]*$"), "splunkToken": .string(pattern: .headerValue)]
    }
}

/// An HTTP source of Sumo Logic.
public struct SumoLogSink: Codable, Hashable, Sendable {
    /// The URL of the source, which is a secret.
    public var sumoSourceAddress: String

    public init(_ address: String) { sumoSourceAddress = address }
}

/// Segment.
public struct SegmentLogSink: Codable, Hashable, Sendable {
    public var segmentWriteKey: String

    public init(writeKey: String) { segmentWriteKey = writeKey }
}

/// A project at Mixpanel.
public struct MixpanelLogSink: Codable, Hashable, Sendable, Constrained {
    /// The region: `us` or `eu`.
    public var mixpanelRegion: String
    /// The project ID, which consists of digits.
    public var mixpanelProjectId: String
    public var mixpanelServiceAccountUsername: String
    /// The password of the service account. Required for a new stream; write-only.
    public var mixpanelServiceAccountPassword: String?

    public init(region: String, project: String, user: String, password: String?) {
        mixpanelRegion = region
        mixpanelProjectId = project
        mixpanelServiceAccountUsername = user
        mixpanelServiceAccountPassword = password
    }

    public static var constraints: Constraints {
        [
            "mixpanelRegion": .one(of: "us", "eu"), "mixpanelProjectId": .string(pattern: "^\\d+$"),
            "mixpanelServiceAccountUsername": .string(pattern: "^[^:]+$"),
            "mixpanelServiceAccountPassword": .string(pattern: "^[^:]+$"),
        ]
    }

    fileprivate static var whole: Schema {
        .object([
            "mixpanelRegion": .one(of: "us", "eu").required, "mixpanelProjectId": .string(pattern: "^\\d+$").required,
            "mixpanelServiceAccountUsername": .string(pattern: "^[^:]+$").required,
            "mixpanelServiceAccountPassword": .string(pattern: "^[^:]+$").required,
        ])
    }
}

/// Datadog log management.
public struct DatadogLogSink: Codable, Hashable, Sendable, Constrained {
    public var datadogApiKey: String
    /// The region: `us`, `eu`, `us3` or `us5`.
    public var datadogRegion: String

    public init(region: String, apiKey: String) {
        datadogApiKey = apiKey
        datadogRegion = region
    }

    public static var constraints: Constraints {
        ["datadogRegion": .one(of: "us", "eu", "us3", "us5"), "datadogApiKey": .string(pattern: .headerValue)]
    }
}

/// An event bus of Amazon EventBridge.
public struct EventBridgeLogSink: Codable, Hashable, Sendable, Constrained {
    /// The AWS account ID: 12 digits.
    public var awsAccountId: String
    public var awsRegion: String
    /// The partner event source of the events.
    public var awsPartnerEventSource: String?

    public init(account: String, region: String) {
        awsAccountId = account
        awsRegion = region
    }

    public static var constraints: Constraints {
        ["awsAccountId": .string(pattern: "^\\d{12}$"), "awsRegion": .one(of: CloudRegions.aws)]
    }
}

/// A partner topic of Azure Event Grid.
public struct EventGridLogSink: Codable, Hashable, Sendable, Constrained {
    public var azureSubscriptionId: String
    public var azureRegion: String
    public var azureResourceGroup: String
    public var azurePartnerTopic: String?

    public init(subscription: String, region: String, resourceGroup: String) {
        azureSubscriptionId = subscription
        azureRegion = region
        azureResourceGroup = resourceGroup
    }

    public static var constraints: Constraints {
        [
            "azureSubscriptionId": .string(
                pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"),
            "azureRegion": .one(of: CloudRegions.azure),
        ]
    }
}
