import ManagementClient
import Synchronization
import Testing

@Suite struct JobTests {
    private let clock = TestClock()

    private func job(_ status: String, _ percentage: Int64? = nil) -> ScriptedTransport.Act {
        var members: JSONObject = ["id": "job_1", "type": "users_import", "status": .string(status)]
        if let percentage { members["percentage_done"] = .integer(percentage) }
        if status == "failed" { members["status_details"] = "Failed to parse users file" }
        return answer(200, .object(members))
    }

    private func jobs(_ acts: ScriptedTransport.Act...) -> ResourceClient<Jobs> {
        ManagementClient(ScriptedTransport(acts), clock: clock).jobs
    }

    @Test func progressIsToldWhenSomethingHasChanged() async throws {
        let jobs = jobs(
            job("pending"), job("pending"), job("processing", 10), job("processing", 10), job("completed", 100))
        var seen: [String] = []
        for try await job in jobs.progress(of: "job_1", every: .seconds(2)) {
            seen.append("\(job.status) \(job.percentageDone ?? 0)")
        }
        #expect(seen == ["pending 0", "processing 10", "completed 100"])
        #expect(clock.sleeps == Array(repeating: .seconds(2), count: 4))
    }

    @Test func waitingEndsWithTheJob() async throws {
        let seen = Mutex<[Int]>([])
        let done = try await jobs(job("processing", 50), job("completed", 100)).finished("job_1") { job in
            seen.withLock { $0.append(job.percentageDone ?? 0) }
        }
        #expect(done.status == "completed")
        #expect(seen.withLock { $0 } == [50, 100])
    }

    @Test func aFailedJobIsAnError() async throws {
        let error = await #expect(throws: JobFailure.self) {
            _ = try await jobs(job("pending"), job("failed")).finished("job_1")
        }
        #expect(error?.description == "The job job_1 failed: Failed to parse users file")
    }

    @Test func waitingHasABound() async throws {
        let error = try await managementError {
            _ = try await jobs(job("pending"), job("pending"), job("pending"), job("pending")).finished(
                "job_1", timeout: .seconds(3))
        }
        #expect(error?.kind == .timeout)
        #expect(clock.sleeps.count == 3)
    }
}
