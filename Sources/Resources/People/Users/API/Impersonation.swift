import Contract

/// A request to log in as another user.
public struct Impersonation: Codable, Sendable, Constrained {
    /// The user who impersonates the other.
    public var impersonatorID: UserID
    /// The protocol with which the application receives the login, such as `oauth2`.
    public var `protocol`: String
    /// The application to log in to.
    public var clientID: ClientID?
    /// Additional parameters for the application, such as `scope` and `state`.
    public var additionalParameters: JSONObject?
    // Older libraries send all given members in their own spelling.
    private var clientId: ClientID?
    private var clientIDInCapitals: ClientID?
    private var token: String?

    public init(
        impersonatorID: UserID, protocol: String = "oauth2", clientID: ClientID, additionalParameters: JSONObject? = nil
    ) {
        self.impersonatorID = impersonatorID
        self.protocol = `protocol`
        self.clientID = clientID
        self.additionalParameters = additionalParameters
    }

    enum CodingKeys: String, CodingKey {
        case impersonatorID = "impersonator_id"
        case `protocol`
        case clientID = "client_id"
        case additionalParameters
        case clientId
        case clientIDInCapitals = "clientID"
        case token
    }

    /// The application, regardless of the member's spelling.
    public var application: ClientID? { clientID ?? clientId ?? clientIDInCapitals }

    public static var constraints: Constraints {
        [
            "protocol": .one(
                of: "oauth2", "samlp", "wsfed", "wsfed-rms", "ws-fed"
            ).described("How the application is told"),
            "additionalParameters": .freeObject.nullable.described("What the application is to be given besides"),
        ]
    }
}
