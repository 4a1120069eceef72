import Contract

/// The destination of a stream's events.
public enum EventStreamDestination: Hashable, Sendable {
    case webhook(WebhookDestination)
    case eventBridge(EventBridgeDestination)
    case action(ActionDestination)
    /// A destination of a type that this version does not know.
    case other(JSON)

    private enum Keys: String, CodingKey { case type, configuration }
}

extension EventStreamDestination: Codable, SchemaProviding {
    public static var schema: Schema {
        func kind(_ type: String, _ configuration: any Decodable.Type) -> Schema {
            .object(["type": .one(of: type).required, "configuration": Schema.of(configuration).required])
        }
        return .anyOf(
            kind("webhook", WebhookDestination.self), kind("eventbridge", EventBridgeDestination.self),
            kind("action", ActionDestination.self))
    }

    public init(from decoder: any Decoder) throws {
        let json = try JSON(from: decoder)
        let container = try decoder.container(keyedBy: Keys.self)
        let configuration = json["configuration"] ?? .null
        if configuration["webhook_endpoint"] != nil {
            self = .webhook(try container.decode(WebhookDestination.self, forKey: .configuration))
        } else if configuration["aws_account_id"] != nil {
            self = .eventBridge(try container.decode(EventBridgeDestination.self, forKey: .configuration))
        } else if configuration["action_id"] != nil {
            self = .action(try container.decode(ActionDestination.self, forKey: .configuration))
        } else {
            self = .other(json)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if case .other(let json) = self { return try json.encode(to: encoder) }
        var container = encoder.container(keyedBy: Keys.self)
        switch self {
        case .webhook(let webhook):
            try container.encode("webhook", forKey: .type)
            try container.encode(webhook, forKey: .configuration)
        case .eventBridge(let bus):
            try container.encode("eventbridge", forKey: .type)
            try container.encode(bus, forKey: .configuration)
        case .action(let action):
            try container.encode("action", forKey: .type)
            try container.encode(action, forKey: .configuration)
        case .other: break
        }
    }
}

/// An HTTP endpoint that receives each event.
public struct WebhookDestination: Codable, Hashable, Sendable, Constrained {
    /// An HTTPS URL.
    public var endpoint: String
    public var authorization: WebhookAuthorization

    public init(_ endpoint: String, _ authorization: WebhookAuthorization) {
        self.endpoint = endpoint
        self.authorization = authorization
    }

    enum CodingKeys: String, CodingKey {
        case endpoint = "webhook_endpoint"
        case authorization = "webhook_authorization"
    }

    public static var constraints: Constraints {
        ["webhook_endpoint": .string(pattern: "^https://.*"), "webhook_authorization": WebhookAuthorization.schema]
    }
}

/// The credentials for a webhook. Its secrets are write-only.
public struct WebhookAuthorization: Codable, Hashable, Sendable {
    /// The method: `basic`, `bearer` or `custom_header`.
    public var method: String
    public var username: String?
    public var password: String?
    public var token: String?
    public var headerKey: String?
    public var headerValue: String?

    public static func basic(_ username: String, password: String) -> WebhookAuthorization {
        WebhookAuthorization(method: "basic", username: username, password: password)
    }
    public static func bearer(_ token: String) -> WebhookAuthorization {
        WebhookAuthorization(method: "bearer", token: token)
    }
    public static func header(_ name: String, _ value: String) -> WebhookAuthorization {
        WebhookAuthorization(method: "custom_header", headerKey: name, headerValue: value)
    }

    enum CodingKeys: String, CodingKey {
        case method
        case username
        case password
        case token
        case headerKey = "header_key"
        case headerValue = "header_value"
    }

    static var schema: Schema {
        let secret: Schema = .string(1..., pattern: .headerValue)
        return .anyOf(
            .object([
                "method": .one(of: "basic").required, "username": .string(...128, pattern: "^[^:]+$").required,
                "password": secret,
            ]),
            .object(["method": .one(of: "bearer").required, "token": secret]),
            .object([
                "method": .one(of: "custom_header").required,
                "header_key": .string(1..., pattern: "^[a-zA-Z0-9!#$%&'*+.^_`|~-]+$").required,
                "header_value": secret,
            ]))
    }
}

/// An event bus of Amazon EventBridge.
public struct EventBridgeDestination: Codable, Hashable, Sendable, Constrained {
    /// The AWS account ID: 12 digits.
    public var account: String
    public var region: String
    /// The partner event source of the events.
    public var partnerEventSource: String?

    public init(account: String, region: String) {
        self.account = account
        self.region = region
    }

    enum CodingKeys: String, CodingKey {
        case account = "aws_account_id"
        case region = "aws_region"
        case partnerEventSource = "aws_partner_event_source"
    }

    public static var constraints: Constraints {
        ["aws_account_id": .string(pattern: "^\\d{12}$"), "aws_region": .one(of: CloudRegions.aws)]
    }
}

/// An action that runs for each event.
public struct ActionDestination: Codable, Hashable, Sendable {
    public var actionID: String

    public init(_ action: String) { actionID = action }

    enum CodingKeys: String, CodingKey { case actionID = "action_id" }
}
