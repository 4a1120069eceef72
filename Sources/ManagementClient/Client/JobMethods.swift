import ApplicationsAPI
import Contract
import ManagementClientCore
import PeopleAPI

extension ResourceClient where Of == Jobs {
    /// Imports users from a file that is sent piece by piece: `POST /jobs/users-imports`, with the scope
    /// `create:users`.
    /// - Parameters:
    ///   - file: The users.
    ///   - connection: The database to import them into.
    ///   - upsert: Whether users who are there already, by their e-mail address, are changed rather than refused.
    ///   - externalID: What you call the job.
    ///   - sendCompletionEmail: Whether the tenant's owners are told by mail when it is done.
    /// - Returns: The job, which goes on: see `finished(_:every:)`.
    /// - Throws: `ManagementError`; `CancellationError`; what the file's pieces throw.
    public func importUsers(
        _ file: UsersFile, into connection: ID<Connection>, upsert: Bool? = nil, externalID: String? = nil,
        sendCompletionEmail: Bool? = nil
    ) async throws -> Job {
        let form = UsersImport(
            into: connection, users: "", upsert: upsert, externalID: externalID,
            sendCompletionEmail: sendCompletionEmail)
        return try await client.upload(file.pieces, with: form, to: Jobs().importUsers).answer
    }

    /// Imports users that are in memory: `POST /jobs/users-imports`, with the scope `create:users`.
    /// - Returns: The job, which goes on: see `finished(_:every:)`.
    /// - Throws: `ManagementError`; `CancellationError`.
    public func importUsers(_ form: UsersImport) async throws -> Job {
        try await client.call(Jobs().importUsers, at: NoContent(), query: nil, body: form).answer
    }

    /// A job as it goes on: as it is now, then whenever it is found changed, and at last as it ended.
    ///
    /// ```swift
    /// for try await job in client.jobs.progress(of: job.id) { print(job.percentageDone ?? 0) }
    /// ```
    /// Asks `GET /jobs/{id}`, with the scope `create:users` or `read:users`. Iterating throws what a call throws, and
    /// is over then.
    /// - Parameters:
    ///   - id: The job.
    ///   - interval: How long to wait before asking again.
    public func progress(of id: ID<Job>, every interval: Duration = .seconds(1)) -> JobProgress {
        JobProgress(jobs: self, id: id, interval: interval)
    }

    /// Waits until a job has ended.
    /// - Parameters:
    ///   - id: The job.
    ///   - interval: How long to wait before asking again.
    ///   - timeout: How long to wait in all; `nil` sets no bound.
    ///   - report: Told of the job whenever it is found changed.
    /// - Returns: The job, with its `summary` or the `location` of what was exported.
    /// - Throws: `JobFailure` where it failed; `ManagementError`, of kind `timeout` where it did not end in time;
    ///   `CancellationError`.
    public func finished(
        _ id: ID<Job>, every interval: Duration = .seconds(1), timeout: Duration? = nil,
        report: @Sendable (Job) async -> Void = { _ in }
    ) async throws -> Job {
        let clock = client.configuration.clock
        let deadline = timeout.map { clock.uptime().advanced(by: $0) }
        for try await job in JobProgress(jobs: self, id: id, interval: interval, deadline: deadline) {
            await report(job)
            if job.status == "completed" { return job }
            if job.status == "failed" { throw JobFailure(job: job) }
        }
        throw CancellationError()
    }
}

/// That a job failed.
public struct JobFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The job, whose `statusDetails` say why.
    public let job: Job

    /// Why, in a line.
    public var description: String { "The job \(job.id) failed: \(job.statusDetails ?? "no reason was given")" }
}

/// A job as it goes on; see `progress(of:every:)`.
public struct JobProgress: AsyncSequence, Sendable {
    /// What is iterated over.
    public typealias Element = Job

    let jobs: ResourceClient<Jobs>
    let id: ID<Job>
    let interval: Duration
    var deadline: ContinuousClock.Instant?

    /// Asks for the job until it has ended.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let progress: JobProgress
        var last: Job?
        var isOver = false

        /// The job when it is next found changed; `nil` when it has ended.
        public mutating func next() async throws -> Job? {
            guard !isOver else { return nil }
            isOver = true
            let job = try await progress.job(after: last)
            last = job
            isOver = ["completed", "failed"].contains(job.status)
            return job
        }
    }

    /// Begins with the job as it is now.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(progress: self) }

    private func job(after last: Job?) async throws -> Job {
        guard let last else { return try await jobs.get(id) }
        let clock = jobs.client.configuration.clock
        while true {
            if let deadline, clock.uptime().advanced(by: interval) > deadline {
                throw ManagementError(.timeout, "The job \(id) did not end in time", operation: "GET /jobs/{id}")
            }
            try await clock.sleep(interval)
            let job = try await jobs.get(id)
            if job != last { return job }
        }
    }
}
