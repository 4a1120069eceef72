import Contract
import ManagementClientCore

/// Work on many users at a time.
public struct Jobs: Resource {
    /// Imports users from a file of any size.
    ///
    /// `POST /jobs/users-imports`, with the scope `create:users`. Refused with 400, 401, 403, 413 or 429.
    public let importUsers = Endpoint(
        .post, "/jobs/users-imports", "Create an import users job", scopes: "create:users", status: 202,
        body: UsersImport.self, returns: Job.self)

    /// Exports users to a file, compressed with gzip.
    ///
    /// `POST /jobs/users-exports`, with the scope `read:users`. Refused with 400, 401, 403 or 429.
    public let exportUsers = Endpoint(
        .post, "/jobs/users-exports", "Create an export users job", scopes: "read:users", body: UsersExport.self,
        returns: Job.self)

    /// Sends a user a mail that asks to confirm the address.
    ///
    /// `POST /jobs/verification-email`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let sendVerificationEmail = Endpoint(
        .post, "/jobs/verification-email", "Send a verification email", scopes: "update:users", status: 201,
        body: VerificationEmail.self, returns: Job.self)

    /// How far a job has come.
    ///
    /// `GET /jobs/{id}`, with the scope `create:users` or `read:users`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/jobs/{id}", "Get a job", scopes: "create:users", "read:users", at: ID<Job>.self, returns: Job.self)

    /// The users whom an import could not take; of a job that failed, the job.
    ///
    /// `GET /jobs/{id}/errors`, with the scope `create:users` or `read:users`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let errors = Endpoint(
        .get, "/jobs/{id}/errors", "Get a job's errors", scopes: "create:users", "read:users", or: 204,
        at: ID<Job>.self, returns: JobErrors.self)

    public init() {}
}

/// What went wrong in a job.
public enum JobErrors: Codable, Hashable, Sendable, SchemaProviding {
    /// These users could not be taken. There may be none.
    case users([JobError])
    /// The whole job failed.
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
    /// Work on many users at a time.
    public var jobs: ResourceClient<Jobs> { ResourceClient(self) }
}
