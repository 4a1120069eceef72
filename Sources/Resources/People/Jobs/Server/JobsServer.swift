import ApplicationsAPI
import Background
import Contract
import Model
import PeopleAPI
import Serving
import Storage

extension Jobs: ServedResource {
    /// Auth0's maximum file size, in bytes.
    private static let largestStrictFile = 512_000

    public func mount(on routes: inout Routes) {
        routes.onUpload(importUsers, into: { JobFile(of: $0, $1) }) { call, file in
            var file = file
            try await file.close()
            let (id, size) = (file.id, file.size)
            let isStrict = call.services.isStrict
            if isStrict, size > Self.largestStrictFile {
                throw APIError(413, "Payload content length greater than maximum allowed: \(Self.largestStrictFile)")
            }
            let started = try await call.write { transaction in
                if isStrict { try transaction.requireFewImports() }
                return try transaction.startImport(id, call.body, size: size, at: call.now)
            }
            call.services.wakeSignal.notify()
            return OperationResponse(try JSON(encoding: started))
        }
        routes.on(exportUsers) { call in
            let fields = try ExportedFields(call.body.fields, isCSV: call.body.format == "csv")
            if fields.hasHashes { try call.caller.require(["read:user_password_hashes"]) }
            var job = Job(id: call.random.identifier("job"), type: UsersExportWork.kind, createdAt: call.now)
            job.connectionID = call.body.connectionID
            job.format = call.body.format ?? "json"
            job.limit = call.body.limit
            job.fields = call.body.fields
            let started = try await call.write { [job] in try $0.startExport(job, at: call.now) }
            call.services.wakeSignal.notify()
            return started
        }
        routes.on(get) { call in
            let (job, state) = try await call.read { try $0.jobAndState(call.path) }
            return try job.described(state, call.tenant, now: call.now)
        }
        mountVerificationEmail(on: &routes)
        routes.onStored(errors) { call in
            let (job, errors) = try await call.read { transaction in
                (try transaction.job(call.path), try transaction.errors(of: call.path))
            }
            if errors.isEmpty, job.status == "failed" { return OperationResponse(try JSON(encoding: job)) }
            return errors.isEmpty ? OperationResponse(nil, status: 204) : OperationResponse(try JSON(encoding: errors))
        }
    }
}

extension Jobs: Working {
    public static func work(_ services: Services) -> [any BackgroundWork] {
        [
            UsersImportWork(services: services), UsersExportWork(services: services), JobCleanup(services: services),
        ]
    }
}

extension Transaction {
    /// Returns a job and the state of its work; the state is `nil` if the work is over.
    func jobAndState(_ id: ID<Job>) throws -> (Job, JSON?) {
        let task = try row("SELECT state FROM background_tasks WHERE tenant = \(tenant) AND id = \(id)")
        return (try job(id), try task?["state"])
    }

    /// - Throws: `APIError`, 429, if Auth0's maximum number of concurrent imports is reached.
    fileprivate func requireFewImports() throws {
        let count: Int =
            try row(
                """
                SELECT COUNT(*) AS jobs FROM background_tasks
                WHERE tenant = \(tenant) AND kind = \(UsersImportWork.kind)
                """)?["jobs"] ?? 0
        guard count >= 2 else { return }
        throw APIError(
            429,
            "There are \(count) active import users jobs, please wait until some of them are finished and try again")
    }

    /// - Parameter size: The size of the file, in bytes.
    func startImport(_ id: ID<Job>, _ form: UsersImport, size: Int, at now: Timestamp) throws -> Job {
        let connection = try connection(form.connectionID)
        guard connection.strategy == "auth0" else {
            throw APIError.badRequest(
                "Users can be imported into database connections only", code: "operation_not_supported")
        }
        var job = Job(id: id, type: UsersImportWork.kind, createdAt: now)
        job.connectionID = form.connectionID
        job.externalID = form.externalID.flatMap { $0.isEmpty ? nil : $0 }
        job.connection = connection.name
        let state = UsersImportState(
            job: id, connection: connection.name, upsert: form.upsert ?? false, startedAt: now, size: size)
        try insert(job, at: now)
        try JobCleanup.enqueue(id, in: self)
        try enqueue(UsersImportWork.kind, id: id.value, try JSON(encoding: state))
        return job
    }

    func startExport(_ job: Job, at now: Timestamp) throws -> Job {
        var job = job
        // Auth0 includes the name of the connection even in exports of all connections.
        job.connection = try job.connectionID.map { try connection($0).name } ?? ""
        let own: SQL =
            job.connectionID.map {
                "AND user_id IN (SELECT user_id FROM identities WHERE tenant = \(tenant) AND connection_id = \($0))"
            } ?? ""
        let count: Int = try row("SELECT COUNT(*) AS users FROM users WHERE tenant = \(tenant) \(own)")?["users"] ?? 0
        let state = UsersExportState(
            job: job.id, connection: job.connectionID?.value, size: min(count, job.limit ?? count))
        try insert(job, at: now)
        try JobCleanup.enqueue(job.id, in: self)
        try enqueue(UsersExportWork.kind, id: job.id.value, try JSON(encoding: state))
        return job
    }
}

extension Job {
    /// Returns the job with its progress.
    /// - Parameter state: The state of its work; `nil` if the work is over.
    func described(_ state: JSON?, _ tenant: TenantContext, now: Timestamp) throws -> Job {
        var job = self
        if status == "completed" { job.percentageDone = 100 }
        if status == "completed", type == UsersExportWork.kind {
            job.location = try JobDownloads.link(to: job, tenant, now: now)
        }
        guard let state, let done = state["done"]?.integer, let size = state["size"]?.integer, size > 0, done > 0 else {
            return job
        }
        job.status = "processing"
        job.percentageDone = min(99, done * 100 / size)
        if let start = createdAt {
            let elapsed = max(0, now.seconds - start.seconds)
            job.timeLeftSeconds = elapsed * (size - done) / done
        }
        return job
    }
}
