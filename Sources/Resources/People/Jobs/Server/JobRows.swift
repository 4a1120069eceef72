import Contract
import Model
import PeopleAPI
import Storage

extension Jobs {
    public static let migrations: [Migration] = [
        Migration(
            "jobs-1",
            """
            CREATE TABLE jobs (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, created_at \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, id))
            """,
            """
            CREATE TABLE job_errors (
                tenant \(.text) NOT NULL, job_id \(.text) NOT NULL, position BIGINT NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, job_id, position),
                FOREIGN KEY (tenant, job_id) REFERENCES jobs (tenant, id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE job_files (
                tenant \(.text) NOT NULL, job_id \(.text) NOT NULL, position BIGINT NOT NULL, created_at \(.text) NOT NULL,
                data \(.blob) NOT NULL, PRIMARY KEY (tenant, job_id, position))
            """,
            "CREATE INDEX job_files_creation ON job_files (tenant, created_at)")
    ]
}

extension Transaction {
    /// - Throws: `APIError`, 404, if the job does not exist.
    func job(_ id: ID<Job>) throws -> Job {
        let row = try row("SELECT document FROM jobs WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        guard let document: JSON = try row?["document"] else {
            throw APIError.notFound("The job does not exist.", code: "inexistent_job")
        }
        return try document.decoded()
    }

    func insert(_ job: Job, at now: Timestamp) throws {
        try insert(into: "jobs", ["id": job.id, "created_at": now, "document": try JSON(encoding: job)])
    }

    func update(_ job: Job) throws {
        try execute(
            "UPDATE jobs SET document = \(try JSON(encoding: job)) WHERE tenant = \(tenant) AND id = \(job.id)")
    }

    func insert(_ error: JobError, of job: ID<Job>, position: Int) throws {
        try insert(
            into: "job_errors", ["job_id": job, "position": position, "document": try JSON(encoding: error)])
    }

    func errors(of job: ID<Job>) throws -> [JobError] {
        try rows("SELECT document FROM job_errors WHERE tenant = \(tenant) AND job_id = \(job) ORDER BY position").map {
            let document: JSON = try $0["document"]
            return try document.decoded()
        }
    }

    func insertFile(_ data: [UInt8], of job: ID<Job>, position: Int, at now: Timestamp) throws {
        try insert(into: "job_files", ["job_id": job, "position": position, "created_at": now, "data": data])
    }

    /// Returns parts of a job's file, in order.
    func file(of job: ID<Job>, from position: Int, limit: Int) throws -> [[UInt8]] {
        try rows(
            """
            SELECT data FROM job_files WHERE tenant = \(tenant) AND job_id = \(job) AND position >= \(position)
            ORDER BY position LIMIT \(limit)
            """
        ).map { try $0["data"] }
    }

    /// Deletes the parts of a job's file before a position.
    func deleteFile(of job: ID<Job>, before position: Int = .max) throws {
        try execute(
            "DELETE FROM job_files WHERE tenant = \(tenant) AND job_id = \(job) AND position < \(position)")
    }
}
