import Background
import Contract
import Model
import PeopleAPI
import Serving
import Storage

/// Jobs for callers with direct access to the database, without an access token.
public struct LocalJobs: Sendable {
    /// The kinds of background work of such jobs.
    public static let kinds: Set<String> = [UsersImportWork.kind, UsersExportWork.kind]

    private let services: Services
    private let tenant: TenantContext

    public init(_ services: Services, _ tenant: TenantContext) {
        self.services = services
        self.tenant = tenant
    }

    /// Starts an import.
    /// - Parameters:
    ///   - connection: The name of the connection.
    ///   - next: Returns the next part of the file, or `nil` at its end.
    public func importUsers(
        into connection: String, upsert: Bool, from next: () throws -> [UInt8]?
    ) async throws -> ID<Job> {
        let id = try await services.store.read(tenant.id) { try $0.connection(named: connection)?.id }
        guard let id else { throw APIError.connectionNotFound }
        var file = JobFile(of: tenant, services)
        do {
            while let part = try next() { try await file.write(part) }
            try await file.close()
            let now = services.clock.now
            let form = UsersImport(into: ID(id), users: "", upsert: upsert)
            let (job, size) = (file.id, file.size)
            try await services.store.write(tenant.id) { transaction in
                _ = try transaction.startImport(job, form, size: size, at: now)
            }
            return file.id
        } catch {
            await file.discard()
            throw error
        }
    }

    /// Starts an export.
    public func exportUsers(
        of connection: String?, format: String, limit: Int?, fields: [ExportField]?
    ) async throws -> ID<Job> {
        _ = try ExportedFields(fields, isCSV: format == "csv")
        let now = services.clock.now
        var job = Job(id: services.random.identifier("job"), type: UsersExportWork.kind, createdAt: now)
        job.format = format
        job.limit = limit
        job.fields = fields
        try await services.store.write(tenant.id) { [job] transaction in
            var job = job
            if let connection {
                guard let row = try transaction.connection(named: connection) else {
                    throw APIError.connectionNotFound
                }
                job.connectionID = ID(row.id)
            }
            _ = try transaction.startExport(job, at: now)
        }
        return job.id
    }

    /// Returns a job with its progress.
    public func job(_ id: ID<Job>) async throws -> Job {
        let (job, state) = try await services.store.read(tenant.id) { try $0.jobAndState(id) }
        return try job.described(state, tenant, now: services.clock.now)
    }

    /// Returns the users that an import rejected.
    public func errors(of id: ID<Job>) async throws -> [JobError] {
        try await services.store.read(tenant.id) { try $0.errors(of: id) }
    }

    /// Returns a part of an export's file; `nil` after the last one.
    public func file(of id: ID<Job>, part: Int) async throws -> [UInt8]? {
        try await services.store.read(tenant.id) { try $0.file(of: id, from: part, limit: 1).first }
    }
}
