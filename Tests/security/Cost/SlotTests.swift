import Contract
import Secrets
import Synchronization
import Testing
import Workers

/// Queues for what many want at once: bounded, fair, and left by those who leave.
@Suite struct SlotTests {
    /// Waits until so many wait.
    private func settle(_ slots: AsyncSlots, at count: Int) async throws {
        for _ in 0..<2_000 where slots.waitingCount != count { try await Task.sleep(for: .milliseconds(1)) }
        #expect(slots.waitingCount == count)
    }

    private func asking(
        _ slots: AsyncSlots, as client: String, isGone: @escaping @Sendable () -> Bool = { false },
        then: @escaping @Sendable () -> Void = {}
    ) -> Task<SlotRefusal?, Never> {
        Task {
            await WorkClient.$current.withValue(WorkClient(address: client, isGone: isGone)) {
                do {
                    try await slots.take()
                    then()
                    slots.giveBack()
                    return nil
                } catch {
                    return error as? SlotRefusal
                }
            }
        }
    }

    @Test func callersTakeTurns() async throws {
        let slots = AsyncSlots(1)
        try await slots.take()
        let served = Notes()
        var tasks: [Task<SlotRefusal?, Never>] = []
        for number in 0..<20 {
            tasks.append(asking(slots, as: "192.0.2.1", then: { served.add("flood") }))
            try await settle(slots, at: number + 1)
        }
        tasks.append(asking(slots, as: "192.0.2.2", then: { served.add("other") }))
        try await settle(slots, at: 21)
        slots.giveBack()
        for task in tasks { #expect(await task.value == nil) }
        #expect(try #require(served.all.firstIndex(of: "other")) <= 1)
    }

    @Test func theLastOfTheLongestIsRefused() async throws {
        let slots = AsyncSlots(1, maximumWaiting: 5)
        try await slots.take()
        var flood: [Task<SlotRefusal?, Never>] = []
        for number in 0..<5 {
            flood.append(asking(slots, as: "192.0.2.1"))
            try await settle(slots, at: number + 1)
        }
        let other = asking(slots, as: "192.0.2.2")
        #expect(await flood[4].value == .crowded)
        slots.giveBack()
        #expect(await other.value == nil)
        for task in flood.prefix(4) { #expect(await task.value == nil) }
    }

    @Test func whoIsCancelledLeaves() async throws {
        let slots = AsyncSlots(1)
        try await slots.take()
        let task = asking(slots, as: "192.0.2.1")
        try await settle(slots, at: 1)
        task.cancel()
        #expect(await task.value == .abandoned)
        #expect(slots.waitingCount == 0)
    }

    @Test func whoHasGoneIsPassedBy() async throws {
        let slots = AsyncSlots(1)
        try await slots.take()
        let gone = Notes()
        let left = asking(slots, as: "192.0.2.1", isGone: { !gone.all.isEmpty })
        try await settle(slots, at: 1)
        let other = asking(slots, as: "192.0.2.2")
        try await settle(slots, at: 2)
        gone.add("gone")
        slots.giveBack()
        #expect(await other.value == nil)
        #expect(await left.value == .abandoned)
    }

    @Test func nobodyWaitsForEver() async throws {
        let slots = AsyncSlots(1, within: .milliseconds(200))
        try await slots.take()
        let task = asking(slots, as: "192.0.2.1")
        #expect(await task.value == .late)
        slots.giveBack()
        try await slots.take()
    }

    @Test func passwordsThatCannotBeCheckedAreRefused() async throws {
        // Each takes as long as the machine needs for 64 MB: a thread, its queue, and more than fits into both.
        let hasher = PasswordHasher(cost: .init(memory: 65_536, iterations: 1), threads: 1)
        let outcomes = await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<600 {
                group.addTask {
                    do {
                        _ = try await hasher.hash("x")
                        return true
                    } catch is ServiceUnavailable {
                        return false
                    } catch {
                        return nil
                    }
                }
            }
            // Those who are left need not be hashed for the test.
            var outcomes: [Bool?] = []
            for await outcome in group {
                outcomes.append(outcome)
                if outcome == true { group.cancelAll() }
            }
            return outcomes
        }
        #expect(!outcomes.contains(nil))
        #expect(outcomes.contains(false))
    }
}

/// What happened, in the order in which it did.
private final class Notes: Sendable {
    private let notes = Mutex<[String]>([])
    var all: [String] { notes.withLock { $0 } }
    func add(_ note: String) { notes.withLock { $0.append(note) } }
}
