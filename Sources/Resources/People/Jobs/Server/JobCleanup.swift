import Background
import Contract
import Model
import PeopleAPI
import Serving
import Storage

/// Deletes the data of a job one day after its creation, and uploads that never became a job.
struct JobCleanup: BackgroundWork {
    static let kind = "job_cleanup"
    private static let age: Duration = .seconds(86_400)
    /// The delay of the next attempt while the job is still running.
    private static let pause: Duration = .seconds(3_600)

    let services: Services

    func step(_ task: BackgroundTask) async throws -> Bool {
        let job = ID<Job>(task.state["job"]?.string ?? "")
        let past = services.clock.now + .seconds(-86_400)
        try await services.store.write(task.tenant) { transaction in
            let isUnderWay: SQL = """
                SELECT 1 FROM background_tasks WHERE tenant = \(transaction.tenant) AND id = \(job)
                """
            // A job that takes longer than a day is deleted after it has ended.
            if try transaction.exists(isUnderWay) { return try transaction.reschedule(task, after: Self.pause) }
            try transaction.execute("DELETE FROM jobs WHERE tenant = \(transaction.tenant) AND id = \(job)")
            try transaction.deleteFile(of: job)
            try transaction.execute(
                """
                DELETE FROM job_files WHERE tenant = \(transaction.tenant) AND created_at < \(past)
                AND job_id NOT IN (SELECT id FROM jobs WHERE tenant = \(transaction.tenant))
                """)
            try transaction.finish(task)
        }
        return false
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        try await services.store.write(task.tenant) { try $0.finish(task) }
    }

    /// Schedules the deletion of a job after one day.
    static func enqueue(_ job: ID<Job>, in transaction: Transaction) throws {
        try transaction.enqueue(kind, id: "cleanup-\(job)", ["job": .string(job.value)], after: age)
    }
}
