import ApplicationsAPI
import Contract

/// Users to import.
public struct UsersImport: MultipartForm, Constrained {
    public static let fileMember = "users"
    public static let fileName = "users.json"

    /// The database to import them into.
    public var connectionID: ID<Connection>
    /// A JSON array of users, in Auth0's bulk import schema.
    public var users: String
    /// Whether users who are there already, by their e-mail address, are changed rather than refused.
    public var upsert: Bool?
    /// What you call the job.
    public var externalID: String?
    /// Whether the tenant's owners are told by mail when it is done.
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
    /// A member of the user, as `user_metadata.plan` or `identities[0].connection`.
    public var name: String
    /// What it is called in the file.
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

/// Users to export.
public struct UsersExport: Codable, Sendable, Constrained {
    /// Only those of this connection.
    public var connectionID: ID<Connection>?
    /// `json`, which has a user on each line, or `csv`.
    public var format: String?
    /// How many.
    public var limit: Int?
    /// Which fields, at most 30 in CSV.
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

/// Whom to send a mail to that asks to confirm an address.
public struct VerificationEmail: Codable, Sendable, Constrained {
    public var userID: UserID
    /// The application in whose name it is sent.
    public var clientID: ClientID?
    /// Which of the user's identities, where it is not the first.
    public var identity: LinkedIdentity?
    public var organizationID: ID<Organization>?

    /// One way in which a user logs in.
    public struct LinkedIdentity: Codable, Hashable, Sendable, Constrained {
        /// The part of the identifier after the `|`.
        public var userID: String
        /// The part before it.
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
