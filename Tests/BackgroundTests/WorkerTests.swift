import Background
import Contract
import Logging
import Storage
import Synchronization
import TestKit
import Testing

/// Counts to a number, a step at a time, and fails as it is told to.
private final class Counting: BackgroundWork {
    static let kind = "counting"
    let store: any Store
    let seen = Mutex<[Int]>([])
    let failures: Mutex<Int>
    let isAbandoned = Mutex(false)
    /// What happens in the middle of a step.
    let interruption: @Sendable () async throws -> Void

    init(_ store: any Store, failures: Int = 0, interruption: @escaping @Sendable () async throws -> Void = {}) {
        self.store = store
        self.failures = Mutex(failures)
        self.interruption = interruption
    }

    struct Failure: Error {}

    func step(_ task: BackgroundTask) async throws -> Bool {
        let mustFail = failures.withLock { failures in
            defer { failures = max(0, failures - 1) }
            return failures > 0
        }
        if mustFail { throw Failure() }
        try await interruption()
        let number = (task.state["number"]?.integer ?? 0) + 1
        var next = task
        next.state["number"] = .integer(Int64(number))
        let isLast = number == 3
        try await store.write(task.tenant) { [next] in
            if isLast { try $0.finish(next) } else { try $0.save(next) }
        }
        seen.withLock { $0.append(number) }
        return !isLast
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        isAbandoned.withLock { $0 = true }
        try await store.write(task.tenant) { try $0.finish(task) }
    }
}

@Suite("Background work") struct WorkerTests {
    private func worker(_ work: Counting, _ tenant: TestTenant) -> BackgroundWorker {
        BackgroundWorker(
            [work], store: tenant.store, wakeSignal: WakeSignal(), logger: .silent, tenants: { ["local"] })
    }

    private func enqueue(_ tenant: TestTenant, id: String = "a") async throws {
        try await tenant.store.write("local") { try $0.enqueue(Counting.kind, id: id, [:]) }
    }

    @Test func isDoneStepByStepToItsEnd() async throws {
        try await eachEngine { tenant in
            let work = Counting(tenant.store)
            try await enqueue(tenant)
            try await worker(work, tenant).runDue()
            try await worker(work, tenant).runDue()
            #expect(work.seen.withLock { $0 } == [1, 2, 3])
        }
    }

    @Test func isTriedAgainLaterWhereItFailed() async throws {
        try await eachEngine { tenant in
            let work = Counting(tenant.store, failures: 2)
            try await enqueue(tenant)
            let worker = worker(work, tenant)
            try await worker.runDue()
            try await worker.runDue()
            #expect(work.seen.withLock { $0 } == [])
            tenant.clock.advance(.seconds(1))
            try await worker.runDue()
            tenant.clock.advance(.seconds(2))
            try await worker.runDue()
            #expect(work.seen.withLock { $0 } == [1, 2, 3])
        }
    }

    @Test func isGivenUpInTheEnd() async throws {
        try await eachEngine { tenant in
            let work = Counting(tenant.store, failures: 100)
            try await enqueue(tenant)
            for _ in 1...10 {
                try await worker(work, tenant).runDue()
                tenant.clock.advance(.seconds(2000))
            }
            #expect(work.isAbandoned.withLock { $0 })
        }
    }

    @Test func isTakenOverFromWhoeverFellSilent() async throws {
        try await eachEngine { tenant in
            let second = Counting(tenant.store)
            let other = worker(second, tenant)
            // While the first is in its step, its time runs out, and another server does all of it.
            let first = Counting(tenant.store) {
                tenant.clock.advance(.seconds(16))
                try await other.runDue()
            }
            try await enqueue(tenant)
            try await worker(first, tenant).runDue()
            #expect(first.seen.withLock { $0 } == [] && second.seen.withLock { $0 } == [1, 2, 3])
        }
    }

    @Test func isNotTakenByTwo() async throws {
        try await eachEngine { tenant in
            for number in 1...8 { try await enqueue(tenant, id: "\(number)") }
            let work = Counting(tenant.store)
            try await withThrowingTaskGroup { group in
                for _ in 1...4 { group.addTask { try await worker(work, tenant).runDue() } }
                try await group.waitForAll()
            }
            #expect(work.seen.withLock { $0.sorted() } == (1...3).flatMap { Array(repeating: $0, count: 8) })
        }
    }
}
