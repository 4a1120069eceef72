import Background
import Contract
import Events
import Foundation
import Gatehouse
import Logging
import Secrets
import Storage
import Synchronization
import TestKit
import Testing

/// A clock that goes forward and back.
@Suite struct ClockStepTests {
    private func logNames(_ tenant: TestTenant) async throws -> [String] {
        let logs = try await tenant.request("GET", "/logs?per_page=100&sort=date:1", token: tenant.token)
        return (logs.json.array ?? []).compactMap { $0["log_id"]?.string }
    }

    @Test func namesOfEventsGrow() async throws {
        for engine in Engine.available {
            try await TestTenant.with(engine) { tenant in
                func create(_ name: String) async throws -> String {
                    _ = try await tenant.request("POST", "/roles", body: ["name": .string(name)], token: tenant.token)
                    return try #require(try await tenant.store.read("local") { try $0.lastLogName() })
                }
                let first = try await create("a")
                tenant.clock.advance(.seconds(3600))
                let ahead = try await create("b")
                tenant.clock.advance(.seconds(-3600))
                let back = try await create("c")
                #expect(first < ahead && ahead < back)
                // Another process begins with what is stored.
                let ids = LogIdentifiers()
                ids.continue(after: back)
                let event = LoggedEvent(.login, at: tenant.clock.now)
                try await tenant.store.write("local") { try $0.emit(event, ids) }
                #expect(try await tenant.store.read("local") { try $0.lastLogName() } ?? "" > back)
            }
        }
    }

    @Test(arguments: ["", "900", "x", String(repeating: "9", count: 56), String(repeating: "٣", count: 28)])
    func nonsenseIsNoName(_ text: String) async throws {
        try await TestTenant.with(.sqlite) { tenant in
            let ids = LogIdentifiers()
            ids.continue(after: text)
            let event = LoggedEvent(.login, at: tenant.clock.now)
            try await tenant.store.write("local") { try $0.emit(event, ids) }
            let names = try await logNames(tenant)
            #expect(names.allSatisfy { $0.hasPrefix("90020") })
        }
    }

    @Test func workThatWasEnqueuedAheadIsDone() async throws {
        for engine in Engine.available {
            try await TestTenant.with(engine) { tenant in
                let work = Noting(tenant.store)
                let worker = BackgroundWorker(
                    [work], store: tenant.store, wakeSignal: WakeSignal(), logger: .silent, tenants: { ["local"] })
                tenant.clock.advance(.seconds(3600))
                try await tenant.store.write("local") { transaction in
                    try transaction.enqueue(Noting.kind, id: "now", [:])
                    try transaction.enqueue(Noting.kind, id: "later", [:], after: .seconds(600))
                }
                tenant.clock.advance(.seconds(-3600))
                let running = Task { try await worker.run() }
                for _ in 0..<100 where work.done.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
                #expect(work.done == ["now"])
                running.cancel()
                _ = await running.result
                // What was to wait waits as long as it was to.
                tenant.clock.advance(.seconds(599))
                try await worker.runDue()
                #expect(work.done == ["now"])
                tenant.clock.advance(.seconds(2))
                try await worker.runDue()
                #expect(work.done == ["now", "later"])
            }
        }
    }

    @Test func theDatabasesClockIsTheMachines() async throws {
        for engine in Engine.available {
            try await engine.withStore { store in
                let (now, later): (Timestamp, Timestamp) = try await store.read("x") { transaction in
                    let row = try transaction.row("SELECT \(transaction.moment(after: .milliseconds(1500))) AS later")
                    return (try transaction.currentMoment(), try #require(try row?["later"]))
                }
                #expect(abs(now.milliseconds - Timestamp(Date()).milliseconds) < 5_000)
                #expect((1_000...6_000).contains(later.milliseconds - now.milliseconds))
            }
        }
    }
}

/// Notes what it does.
private final class Noting: BackgroundWork {
    static let kind = "noting"
    private let noted = Mutex<[String]>([])
    private let store: any Store

    init(_ store: any Store) { self.store = store }

    var done: [String] { noted.withLock { $0 } }

    func step(_ task: BackgroundTask) async throws -> Bool {
        noted.withLock { $0.append(task.id) }
        try await store.write(task.tenant) { try $0.finish(task) }
        return false
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {}
}
