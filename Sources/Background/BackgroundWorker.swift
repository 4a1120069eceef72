import Contract
import Foundation
import Logging
import Storage

/// Runs the tasks in the database.
public struct BackgroundWorker: Sendable {
    /// The time after which another server takes over a task whose lease is not renewed.
    private static let lease: Duration = .seconds(15)
    /// The maximum number of failures before a task fails permanently.
    private static let mostFailures = 10

    private let store: any Store
    private let tenants: @Sendable () -> [TenantID]
    private let work: [String: any BackgroundWork]
    private let logger: Logger
    private let width: Int
    private let owner = UUID().uuidString
    /// The signal that there may be work.
    public let wakeSignal: WakeSignal

    /// - Parameters:
    ///   - width: the number of a tenant's tasks that run at the same time.
    ///   - wakeSignal: notified after work was enqueued.
    ///   - tenants: returns the tenants whose tasks run.
    public init(
        _ work: [any BackgroundWork], width: Int = 1, store: any Store, wakeSignal: WakeSignal, logger: Logger,
        tenants: @escaping @Sendable () -> [TenantID]
    ) {
        self.work = Dictionary(uniqueKeysWithValues: work.map { (type(of: $0).kind, $0) })
        self.width = width
        self.store = store
        self.wakeSignal = wakeSignal
        self.logger = logger
        self.tenants = tenants
    }

    /// Runs until the task is cancelled.
    public func run() async throws {
        var nextLook = ContinuousClock.now
        var hasTakenUp = !store.isExclusive
        while !Task.isCancelled {
            do {
                if !hasTakenUp {
                    try await takeUp()
                    hasTakenUp = true
                }
                if nextLook <= .now {
                    try await moveUp()
                    nextLook = .now + Self.lookInterval
                }
                try await runDue()
            } catch is CancellationError {
                return
            } catch {
                logger.error("background work", metadata: ["error": "\(error)"])
            }
            // Other servers also enqueue work, and failed tasks become due later.
            await wakeSignal.wait(atMost: .seconds(1))
        }
    }

    /// Releases the tasks of a server that has ended, which no other server can be running.
    private func takeUp() async throws {
        let kinds = work.keys.sorted()
        for tenant in tenants() { try await store.write(tenant) { try $0.takeUpTasks(kinds: kinds) } }
    }

    /// The interval of checks whether the clock was set back.
    private static let lookInterval: Duration = .seconds(30)

    private func moveUp() async throws {
        for tenant in tenants() { try await store.write(tenant) { try $0.moveUpTasks() } }
    }

    /// Runs all tasks that are due.
    public func runDue() async throws {
        for tenant in tenants() {
            for work in work.values { try await work.discoverWork(in: tenant) }
            guard width > 1 else {
                try await runDue(of: tenant)
                continue
            }
            try await withThrowingTaskGroup { group in
                for _ in 0..<width { group.addTask { try await runDue(of: tenant) } }
                try await group.waitForAll()
            }
        }
    }

    private func runDue(of tenant: TenantID) async throws {
        while !Task.isCancelled, let task = try await claim(tenant) { try await run(task) }
    }

    private func claim(_ tenant: TenantID) async throws -> BackgroundTask? {
        let (owner, kinds) = (owner, work.keys.sorted())
        let due = try await store.read(tenant) { try $0.hasDueTask(kinds: kinds) }
        guard due else { return nil }
        return try await store.write(tenant) { transaction in
            try transaction.claimTask(owner: owner, lease: Self.lease, kinds: kinds)
        }
    }

    private func run(_ task: BackgroundTask) async throws {
        guard let work = work[task.kind] else { return }
        let renewal = Task { try await renew(task) }
        defer { renewal.cancel() }
        do {
            var task = task
            while try await work.step(task) {
                try Task.checkCancellation()
                guard let next = try await reread(task) else { return }
                task = next
            }
        } catch is TaskLost {
            return
        } catch is CancellationError {
            // The next server can resume the task at once.
            try await store.write(task.tenant) { try $0.renew(task, for: .zero) }
            throw CancellationError()
        } catch {
            try await fail(task, error, work)
        }
    }

    /// Renews the lease as long as the task runs.
    private func renew(_ task: BackgroundTask) async throws {
        while true {
            try await Task.sleep(for: Self.lease / 3)
            try await store.write(task.tenant) { try $0.renew(task, for: Self.lease) }
        }
    }

    /// Returns the task with its stored progress.
    private func reread(_ task: BackgroundTask) async throws -> BackgroundTask? {
        try await store.read(task.tenant) { transaction in
            let row = try transaction.row(
                """
                SELECT state FROM background_tasks
                WHERE tenant = \(transaction.tenant) AND id = \(task.id) AND owner = \(task.owner)
                """)
            guard let row else { return nil }
            var next = task
            next.state = try row["state"]
            return next
        }
    }

    private func fail(_ task: BackgroundTask, _ error: any Error, _ work: any BackgroundWork) async throws {
        logger.error(
            "background work failed", metadata: ["task": "\(task.id)", "kind": "\(task.kind)", "error": "\(error)"])
        if task.failures + 1 >= Self.mostFailures {
            try await work.didFailPermanently(task, error)
            return
        }
        let pause = Duration.seconds(1 << min(task.failures, 10))
        try await store.write(task.tenant) { try $0.postpone(task, for: pause) }
    }
}
