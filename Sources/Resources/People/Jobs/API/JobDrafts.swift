import ApplicationsAPI
import Contract

/// An import of users.
public struct UsersImport: MultipartForm, Constrained {
    public static let fileMember = "users"
    public static let fileName = "users.json"

    /// The database connection of the users.
    public var connectionID: ID<Connection>
    /// A JSON array of users, in Auth0's bulk import schema.
    public var users: String
    /// Whether existing users with the same email address are updated instead of rejected.
    public var upsert: Bool?
    /// The caller's identifier of the job.
    public var externalID: String?
    /// Whether the owners of the tenant receive an email on completion.
    public var sendCompletionEmail: Bool?

    public init(
        into connection: ID<Connection>, users: String, upsert: Bool? = nil, externalID: String? = nil,
        sendCompletionEmail: Bool? = nil
    ) {
        connectionID = connection
        self.users = users
        self.upsert = upsert
        self.externalID = externalID
        self.sendCompletionEmail = sendCompletionEmail
    }

    enum CodingKeys: String, CodingKey {
        case connectionID = "connection_id"
        case users
        case upsert
        case externalID = "external_id"
        case sendCompletionEmail = "send_completion_email"
    }

    public static let refusesOtherMembers = false
    public static var constraints: Constraints { ["connection_id": .string(pattern: "^con_[A-Za-z0-9]{16}$")] }
}

/// A field of an export.
public struct ExportField: Codable, Hashable, Sendable, Constrained {
    /// The path of a member of the user, such as `user_metadata.plan` or `identities[0].connection`.
    public var name: String
    /// The name of the field in the file.
    public var exportAs: String?

    public init(_ name: String, as exportAs: String? = nil) {
        self.name = name
        self.exportAs = exportAs
    }

    enum CodingKeys: String, CodingKey {
        case name
        case exportAs = "export_as"
    }

    public static var constraints: Constraints { ["name": .string(...100), "export_as": .string(...100)] }
}

/// An export of users.
public struct UsersExport: Codable, Sendable, Constrained {
    /// Only users of this connection.
    public var connectionID: ID<Connection>?
    /// `json` (one user per line) or `csv`.
    public var format: String?
    /// The maximum number of users.
    public var limit: Int?
    /// The fields to export, at most 30 in CSV.
    public var fields: [ExportField]?

    public init(
        connection: ID<Connection>? = nil, format: String? = nil, limit: Int? = nil, fields: [ExportField]? = nil
    ) {
        connectionID = connection
        self.format = format
        self.limit = limit
        self.fields = fields
    }

    enum CodingKeys: String, CodingKey {
        case connectionID = "connection_id"
        case format
        case limit
        case fields
    }

    public static var constraints: Constraints {
        [
            "connection_id": .string(pattern: "^con_[A-Za-z0-9]{16}$"), "format": .one(of: "json", "csv"),
            "limit": .integer(1...),
        ]
    }
}

/// The recipient of a verification email.
public struct VerificationEmail: Codable, Sendable, Constrained {
    public var userID: UserID
    /// The application on whose behalf the email is sent.
    public var clientID: ClientID?
    /// The identity whose email address to verify; the first by default.
    public var identity: LinkedIdentity?
    public var organizationID: ID<Organization>?

    /// An identity of a user.
    public struct LinkedIdentity: Codable, Hashable, Sendable, Constrained {
        /// The identifier at the provider: the part of the user's identifier after the `|`.
        public var userID: String
        /// The provider: the part of the user's identifier before the `|`.
        public var provider: String
        public var connectionID: ID<Connection>?

        public init(provider: String, userID: String, connectionID: ID<Connection>? = nil) {
            self.provider = provider
            self.userID = userID
            self.connectionID = connectionID
        }

        enum CodingKeys: String, CodingKey {
            case userID = "user_id"
            case provider
            case connectionID = "connection_id"
        }

        public static var constraints: Constraints { ["connection_id": .string(pattern: "^con_[A-Za-z0-9]{16}$")] }
    }

    public init(
        to user: UserID, identity: LinkedIdentity? = nil, clientID: ClientID? = nil,
        organizationID: ID<Organization>? = nil
    ) {
        userID = user
        self.identity = identity
        self.clientID = clientID
        self.organizationID = organizationID
    }

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case clientID = "client_id"
        case identity
        case organizationID = "organization_id"
    }
}
