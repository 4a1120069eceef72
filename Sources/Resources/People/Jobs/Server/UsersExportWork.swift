import ApplicationsAPI
import Background
import Compression
import Contract
import Model
import PeopleAPI
import Serving
import Storage

/// The progress of an export.
struct UsersExportState: Codable, Sendable {
    let job: ID<Job>
    let connection: String?
    /// The total number of users in the file.
    let size: Int
    /// The last user that was written.
    var last = ""
    /// The next part of the file.
    var part = 0
    /// The number of users written so far.
    var done = 0
}

/// Exports users, several thousand per step. Each step appends a part to the file and records its end.
struct UsersExportWork: BackgroundWork {
    static let kind = "users_export"
    private static let usersInStep = 2000

    let services: Services

    func step(_ task: BackgroundTask) async throws -> Bool {
        var state: UsersExportState = try task.state.decoded()
        let (job, rows) = try await read(state, of: task.tenant)
        let fields = try ExportedFields(job.fields, isCSV: job.format == "csv")
        var text = state.part == 0 ? fields.header : []
        for (_, document, hash) in rows { text += try fields.line(document, hash: hash).utf8 }
        let member = text.isEmpty && state.part > 0 ? [] : try Gzip.member(text)
        let part = state.part
        if let last = rows.last { state.last = last.id }
        state.done += rows.count
        state.part += 1
        let isOver = state.done >= state.size || rows.isEmpty
        let (now, next) = (services.clock.now, state)
        try await services.store.write(task.tenant) { transaction in
            if !member.isEmpty { try transaction.insertFile(member, of: next.job, position: part, at: now) }
            var task = task
            task.state = try JSON(encoding: next)
            guard isOver else { return try transaction.save(task) }
            var job = try transaction.job(next.job)
            job.status = "completed"
            try transaction.update(job)
            try transaction.finish(task)
        }
        return !isOver
    }

    private func read(
        _ state: UsersExportState, of tenant: TenantID
    ) async throws -> (job: Job, users: [(id: String, document: String, hash: String?)]) {
        let limit = min(Self.usersInStep, state.size - state.done)
        return try await services.store.read(tenant) { transaction in
            let job = try transaction.job(state.job)
            let own: SQL =
                state.connection.map {
                    "AND u.user_id IN (SELECT user_id FROM identities WHERE tenant = \(tenant) AND connection_id = \($0))"
                } ?? ""
            let hasHashes = try ExportedFields(job.fields, isCSV: false).hasHashes
            let hash: SQL =
                hasHashes
                ? """
                (SELECT i.password_hash FROM identities i
                    WHERE i.tenant = u.tenant AND i.user_id = u.user_id ORDER BY i.position LIMIT 1)
                """ : "NULL"
            let rows = try transaction.rows(
                """
                SELECT u.user_id, u.document, \(hash) AS hash FROM users u
                WHERE u.tenant = \(tenant) AND u.user_id > \(state.last) \(own) ORDER BY u.user_id LIMIT \(limit)
                """)
            return (job, try rows.map { (try $0["user_id"], try $0["document"], try $0["hash"]) })
        }
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        let state: UsersExportState = try task.state.decoded()
        try await services.store.write(task.tenant) { transaction in
            var job = try transaction.job(state.job)
            job.status = "failed"
            job.statusDetails = "The export could not be finished"
            try transaction.update(job)
            try transaction.deleteFile(of: state.job)
            try transaction.finish(task)
        }
    }
}
