import Contract

/// The access of a user to revoke.
public struct AccessRevocation: Codable, Sendable, Constrained {
    /// The session to end; all sessions by default.
    public var sessionID: SessionID?
    /// Whether refresh tokens are preserved.
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

/// The risk assessments of a user to clear.
public struct RiskAssessmentReset: Codable, Sendable, Constrained {
    /// The name of the user's connection.
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

/// An assessor of login risks.
public struct RiskAssessor: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The assessor that detects logins with unknown devices.
    public static let newDevice: Self = "new-device"

    public static let known: [Self] = [.newDevice]
}
