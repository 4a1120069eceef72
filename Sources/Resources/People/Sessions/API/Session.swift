import Contract

/// A session of a user.
public struct Session: Pageable, Constrained {
    public static let listName = "sessions"
    public static let refusesOtherMembers = false

    public var id: SessionID?
    public var userID: UserID?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// The time of the user's last authentication.
    public var authenticatedAt: Timestamp?
    /// The time at which the session expires if it is not used.
    public var idleExpiresAt: Timestamp?
    /// The time at which the session expires at the latest.
    public var expiresAt: Timestamp?
    public var lastInteractedAt: Timestamp?
    public var device: SessionDevice?
    /// The applications that the user logged in to during the session.
    public var clients: [SessionClient]?
    public var authentication: SessionAuthentication?
    public var cookie: SessionCookie?
    /// Custom metadata of the session.
    public var sessionMetadata: JSONObject?

    enum CodingKeys: String, CodingKey {
        case id
        case userID = "user_id"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case authenticatedAt = "authenticated_at"
        case idleExpiresAt = "idle_expires_at"
        case expiresAt = "expires_at"
        case lastInteractedAt = "last_interacted_at"
        case device
        case clients
        case authentication
        case cookie
        case sessionMetadata = "session_metadata"
    }

    public static var constraints: Constraints {
        [
            "idle_expires_at": Timestamp.schema.nullable, "expires_at": Timestamp.schema.nullable,
            "session_metadata": .freeObject.nullable,
        ]
    }
}

/// An application that the user logged in to.
public struct SessionClient: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var clientID: ClientID

    enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
    }
}

/// The authentication of the user in a session.
public struct SessionAuthentication: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// An authentication method that was used.
    public struct Method: Codable, Hashable, Sendable, Constrained {
        public static let refusesOtherMembers = false

        /// The name of the method, such as `pwd`, `federated`, `mfa` or `passkey`.
        public var name: String?
        public var timestamp: Timestamp?
        public var type: String?
    }

    public var methods: [Method]?
}

/// The cookie of a session.
public struct SessionCookie: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// `persistent`, or `non-persistent` for a cookie that ends with the browser session.
    public var mode: String?
}

/// The devices with which a session or a refresh token was created and last used.
public struct SessionDevice: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var initialUserAgent: String?
    public var initialIP: String?
    /// The autonomous system number (ASN) of the IP address.
    public var initialASN: String?
    public var lastUserAgent: String?
    public var lastIP: String?
    public var lastASN: String?

    enum CodingKeys: String, CodingKey {
        case initialUserAgent = "initial_user_agent"
        case initialIP = "initial_ip"
        case initialASN = "initial_asn"
        case lastUserAgent = "last_user_agent"
        case lastIP = "last_ip"
        case lastASN = "last_asn"
    }
}

/// The members of an update of a session.
public struct SessionFields: Patchable, Constrained {
    /// Custom metadata of the session; replaced as a whole.
    public var sessionMetadata: JSONObject?

    public init(sessionMetadata: JSONObject? = nil) { self.sessionMetadata = sessionMetadata }

    enum CodingKeys: String, CodingKey {
        case sessionMetadata = "session_metadata"
    }

    public static let minPatchMembers = 1
    public static var constraints: Constraints {
        ["session_metadata": .object([:], others: .allowed(.any), 0...25).nullable.described("What to keep of it")]
    }
}

/// The page of sessions or refresh tokens to list.
public struct AccessQuery: Codable, Sendable, CheckpointPaged, Constrained {
    public var from: String?
    public var take: Int?
    public var includeTotals: Bool?
    /// The same as `take`, for older clients.
    public var perPage: Int?

    public init(from: String? = nil, take: Int? = nil, includeTotals: Bool? = nil) {
        self.from = from
        self.take = take
        self.includeTotals = includeTotals
    }

    enum CodingKeys: String, CodingKey {
        case from
        case take
        case includeTotals = "include_totals"
        case perPage = "per_page"
    }

    public static var constraints: Constraints {
        let own: Constraints = ["per_page": .integer(1...100).described("Results per page")]
        return own.merging(Constraints.checkpointPaging) { $1 }
    }
}
