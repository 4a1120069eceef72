import Contract
import ManagementClientCore

/// Jobs that process many users.
public struct Jobs: Resource {
    /// Imports users from a file of any size.
    ///
    /// `POST /jobs/users-imports`, with the scope `create:users`. Refused with 400, 401, 403, 413 or 429.
    public let importUsers = Endpoint(
        .post, "/jobs/users-imports", "Create an import users job", scopes: "create:users", status: 202,
        body: UsersImport.self, returns: Job.self)

    /// Exports users to a gzip-compressed file.
    ///
    /// `POST /jobs/users-exports`, with the scope `read:users`. Refused with 400, 401, 403 or 429.
    public let exportUsers = Endpoint(
        .post, "/jobs/users-exports", "Create an export users job", scopes: "read:users", body: UsersExport.self,
        returns: Job.self)

    /// Sends a user an email with a link that verifies the address.
    ///
    /// `POST /jobs/verification-email`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let sendVerificationEmail = Endpoint(
        .post, "/jobs/verification-email", "Send a verification email", scopes: "update:users", status: 201,
        body: VerificationEmail.self, returns: Job.self)

    /// Gets the status of a job.
    ///
    /// `GET /jobs/{id}`, with the scope `create:users` or `read:users`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/jobs/{id}", "Get a job", scopes: "create:users", "read:users", at: ID<Job>.self, returns: Job.self)

    /// Lists the users that an import rejected; for a failed job, returns the job.
    ///
    /// `GET /jobs/{id}/errors`, with the scope `create:users` or `read:users`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let errors = Endpoint(
        .get, "/jobs/{id}/errors", "Get a job's errors", scopes: "create:users", "read:users", or: 204,
        at: ID<Job>.self, returns: JobErrors.self)

    public init() {}
}

/// The errors of a job.
public enum JobErrors: Codable, Hashable, Sendable, SchemaProviding {
    /// The rejected users; may be empty.
    case users([JobError])
    /// The job, which failed as a whole.
    case job(Job)

    public static var schema: Schema { .anyOf(.array(of: .of(JobError.self)), .of(Job.self)) }

    public init(from decoder: any Decoder) throws {
        let json = try JSON(from: decoder)
        switch json {
        case .array: self = .users(try json.decoded(as: [JobError].self))
        case .object: self = .job(try json.decoded(as: Job.self))
        default: self = .users([])
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .users(let errors): try errors.encode(to: encoder)
        case .job(let job): try job.encode(to: encoder)
        }
    }
}

extension ManagementClient {
    /// Jobs that process many users.
    public var jobs: ResourceClient<Jobs> { ResourceClient(self) }
}
