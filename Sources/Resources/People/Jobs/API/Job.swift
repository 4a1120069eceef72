import ApplicationsAPI
import Contract

/// A job that continues after the response to the request that started it.
public struct Job: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var id: ID<Job>
    /// The type of job: `users_import`, `users_export` or `verification_email`.
    public var type: String
    /// The status: `pending`, `processing`, `completed` or `failed`.
    public var status: String
    /// The reason for the failure.
    public var statusDetails: String?
    public var createdAt: Timestamp?
    public var connectionID: ID<Connection>?
    public var connection: String?
    /// The caller's identifier of the job.
    public var externalID: String?
    /// The format of the file: `json` or `csv`.
    public var format: String?
    /// The maximum number of users to export.
    public var limit: Int?
    public var fields: [ExportField]?
    public var percentageDone: Int?
    public var timeLeftSeconds: Int?
    /// The URL of the exported file, which is valid for one minute.
    public var location: String?
    public var summary: Summary?

    /// The result of an import.
    public struct Summary: Codable, Hashable, Sendable {
        public var failed: Int
        public var updated: Int
        public var inserted: Int
        public var total: Int

        public init(failed: Int, updated: Int, inserted: Int, total: Int) {
            self.failed = failed
            self.updated = updated
            self.inserted = inserted
            self.total = total
        }
    }

    public init(id: ID<Job>, type: String, createdAt: Timestamp) {
        self.id = id
        self.type = type
        self.createdAt = createdAt
        status = "pending"
    }

    enum CodingKeys: String, CodingKey {
        case type
        case status
        case statusDetails = "status_details"
        case connectionID = "connection_id"
        case format
        case limit
        case fields
        case connection
        case externalID = "external_id"
        case createdAt = "created_at"
        case id
        case percentageDone = "percentage_done"
        case timeLeftSeconds = "time_left_seconds"
        case location
        case summary
    }
}

/// A user that an import rejected.
public struct JobError: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// The user as given, with secrets redacted.
    public var user: JSON
    public var errors: [Problem]

    /// An error in a user.
    public struct Problem: Codable, Hashable, Sendable, Constrained {
        public static let refusesOtherMembers = false

        /// The error code, such as `DUPLICATED_USER`.
        public var code: String
        public var message: String
        /// The path of the member with the error.
        public var path: String?

        public init(code: String, message: String, path: String? = nil) {
            self.code = code
            self.message = message
            self.path = path
        }
    }

    public init(user: JSON, errors: [Problem]) {
        self.user = user
        self.errors = errors
    }

    public static var constraints: Constraints { ["user": .any.required] }
}
