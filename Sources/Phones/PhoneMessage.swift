import Contract
import Model

/// A message to a phone.
public struct PhoneMessage: Codable, Sendable {
    /// How it reaches the phone.
    public enum Method: String, Codable, Sendable {
        case text
        case voice
    }

    /// Stands in a text that is read out for a moment of silence.
    public static let pause = "\u{1}"

    public var to: String
    public var method: Method
    /// The number that it is from, where it is not the provider's usual one.
    public var from: String?
    /// What it says; empty once nobody needs to send it any more: codes in it are secrets.
    public var text: String
    /// What it is about, for the log.
    public var kind: String
    /// Who is to take it.
    public var route: PhoneRoute
    /// The name of the connection that it logs in with.
    public var connection: String?
    public var userID: UserID?
    public var clientID: ClientID?
    /// When what it says is of no use any more.
    public var goodUntil: Timestamp?

    /// - Parameter kind: what it is about, for the log.
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

/// By whose account messages are sent.
public enum PhoneRoute: String, Codable, Sendable {
    /// The tenant's phone provider.
    case tenant
    /// Whoever the tenant has take the messages of second factors.
    case secondFactors = "second_factors"
    /// The connection's own account, where it has one.
    case connection
}
