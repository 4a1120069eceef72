import Contract

/// What access to take from a user.
public struct AccessRevocation: Codable, Sendable, Constrained {
    /// The session to end; all of them unless told.
    public var sessionID: SessionID?
    /// Whether refresh tokens stay.
    public var preserveRefreshTokens: Bool?

    public init(sessionID: SessionID? = nil, preserveRefreshTokens: Bool? = nil) {
        self.sessionID = sessionID
        self.preserveRefreshTokens = preserveRefreshTokens
    }

    enum CodingKeys: String, CodingKey {
        case sessionID = "session_id"
        case preserveRefreshTokens = "preserve_refresh_tokens"
    }
}

/// Which assessments of a user's risk begin anew.
public struct RiskAssessmentReset: Codable, Sendable, Constrained {
    /// The name of the connection that the user logs in with.
    public var connection: String
    public var assessors: [RiskAssessor]

    public init(connection: String, assessors: [RiskAssessor] = [.newDevice]) {
        self.connection = connection
        self.assessors = assessors
    }

    public static var constraints: Constraints {
        [
            "connection": .string(1...128, pattern: "^[a-zA-Z0-9](-[a-zA-Z0-9]|[a-zA-Z0-9])*$")
                .described("Name of the connection"),
            "assessors": .array(of: RiskAssessor.schema, 1...).described("What to assess anew"),
        ]
    }
}

/// What tells of a risk.
public struct RiskAssessor: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The user logs in with a device that was not seen before.
    public static let newDevice: Self = "new-device"

    public static let known: [Self] = [.newDevice]
}
