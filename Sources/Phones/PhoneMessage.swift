import Contract
import Model

/// A message to a phone.
public struct PhoneMessage: Codable, Sendable {
    /// The delivery method.
    public enum Method: String, Codable, Sendable {
        case text
        case voice
    }

    /// A marker for a pause in a text that is read out.
    public static let pause = "\u{1}"

    public var to: String
    public var method: Method
    /// The sender's number; `nil` for the provider's default.
    public var from: String?
    /// The text; empty after the message was sent, because codes in it are secrets.
    public var text: String
    /// The kind of the message, for log events.
    public var kind: String
    /// The account to use.
    public var route: PhoneRoute
    /// The name of the connection that the user logs in with.
    public var connection: String?
    public var userID: UserID?
    public var clientID: ClientID?
    /// The time after which the text is no longer useful.
    public var goodUntil: Timestamp?

    /// - Parameter kind: the kind of the message, for log events.
    public init(
        to: String, by method: Method = .text, from: String? = nil, text: String, kind: String,
        route: PhoneRoute = .tenant
    ) {
        self.to = to
        self.method = method
        self.from = from
        self.text = text
        self.kind = kind
        self.route = route
    }

    enum CodingKeys: String, CodingKey {
        case to
        case method
        case from
        case text
        case kind
        case route
        case connection
        case userID = "user_id"
        case clientID = "client_id"
        case goodUntil = "good_until"
    }
}

/// The choice of the account that sends a message.
public enum PhoneRoute: String, Codable, Sendable {
    /// The tenant's phone provider.
    case tenant
    /// The account for second factors.
    case secondFactors = "second_factors"
    /// The connection's own account, if it has one.
    case connection
}
