import ManagementClient
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConcurrencyTests {
    private struct Load {
        var now = 0
        var most = 0
    }

    private final class Meter: Sendable {
        private let load = Mutex(Load())
        var most: Int { load.withLock { $0.most } }
        func begin() {
            load.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
        }
        func end() { load.withLock { $0.now -= 1 } }
    }

    @Test func onlySoManyRequestsAreUnderWay() async throws {
        let meter = Meter()
        let transport = ScriptedTransport { request in
            meter.begin()
            for _ in 0..<20 { await Task.yield() }
            meter.end()
            return try await answer(204)(request)
        }
        let client = ManagementClient(transport) { $0.maxConcurrentRequests = 3 }
        try await withThrowingTaskGroup { group in
            for _ in 0..<1000 { group.addTask { try await client.roles.reset() } }
            try await group.waitForAll()
        }
        #expect(meter.most == 3)
        #expect(transport.requests.count == 1000)
    }

    @Test func whoeverStopsWaitingFreesTheirPlace() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let transport = ScriptedTransport([
            { request in
                for await _ in gate.stream { break }
                return try await answer(204)(request)
            },
            answer(204),
        ])
        let client = ManagementClient(transport) { $0.maxConcurrentRequests = 1 }
        let first = Task { try await client.roles.reset() }
        while transport.requests.isEmpty { await Task.yield() }
        let second = Task { try await client.roles.reset() }
        let third = Task { try await client.roles.reset() }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(transport.requests.count == 1)
        gate.continuation.finish()
        try await first.value
        try await third.value
        #expect(transport.requests.count == 2)
    }

    @Test func aFailureFreesItsPlace() async throws {
        let transport = ScriptedTransport([failure(.timeout), answer(204)])
        let client = ManagementClient(transport) { $0.maxConcurrentRequests = 1 }
        await #expect(throws: ManagementError.self) { try await client.roles.reset() }
        try await client.roles.reset()
    }
}
