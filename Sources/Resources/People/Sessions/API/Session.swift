import Contract

/// A user's being logged in.
public struct Session: Pageable, Constrained {
    public static let listName = "sessions"
    public static let refusesOtherMembers = false

    public var id: SessionID?
    public var userID: UserID?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// When the user last proved who they are.
    public var authenticatedAt: Timestamp?
    /// When it ends unless it is used.
    public var idleExpiresAt: Timestamp?
    /// When it ends at the latest.
    public var expiresAt: Timestamp?
    public var lastInteractedAt: Timestamp?
    public var device: SessionDevice?
    /// The applications that the user logged in to with it.
    public var clients: [SessionClient]?
    public var authentication: SessionAuthentication?
    public var cookie: SessionCookie?
    /// What the tenant keeps of it.
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

/// An application that a user logged in to.
public struct SessionClient: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var clientID: ClientID

    enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
    }
}

/// With what a user proved who they are.
public struct SessionAuthentication: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// One proof.
    public struct Method: Codable, Hashable, Sendable, Constrained {
        public static let refusesOtherMembers = false

        /// As `pwd`, `federated`, `mfa`, `passkey`.
        public var name: String?
        public var timestamp: Timestamp?
        public var type: String?
    }

    public var methods: [Method]?
}

/// The cookie that keeps a session.
public struct SessionCookie: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// `persistent`, or `non-persistent` where it ends with the browser.
    public var mode: String?
}

/// Where a session or a refresh token came from, and where it was used last.
public struct SessionDevice: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var initialUserAgent: String?
    public var initialIP: String?
    /// The number of the network that the address is in.
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

/// What can change of a session.
public struct SessionFields: Patchable, Constrained {
    /// What the tenant keeps of it, as a whole.
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

/// Asks for the sessions or refresh tokens that follow others.
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
