import ManagementClient
import Testing

@Suite struct RetryTests {
    private let role: JSON = ["id": "rol_x", "name": "editor"]
    private let clock = TestClock()

    /// Returns the number of requests that creating a role takes, and the error.
    private func creating(_ acts: ScriptedTransport.Act...) async throws -> (requests: Int, error: ManagementError?) {
        let transport = ScriptedTransport(acts)
        let client = ManagementClient(transport, clock: clock)
        let error = try await managementError { _ = try await client.roles.create(.init(name: "editor")) }
        return (transport.requests.count, error)
    }

    /// Returns the number of requests that getting a role takes, and the error.
    private func getting(_ acts: ScriptedTransport.Act...) async throws -> (requests: Int, error: ManagementError?) {
        let transport = ScriptedTransport(acts)
        let client = ManagementClient(transport, clock: clock)
        let error = try await managementError { _ = try await client.roles.get("rol_x") }
        return (transport.requests.count, error)
    }

    @Test func aRateLimitedCallWaitsAsLongAsItIsTold() async throws {
        let result = try await creating(answer(429, nil, ["Retry-After": "3"]), answer(201, role))
        #expect(result.error == nil)
        #expect(clock.sleeps == [.seconds(3)])
    }

    @Test func aDateSaysHowLongToWaitToo() async throws {
        // The test's clock starts at Tue, 14 Nov 2023 22:13:20 GMT.
        let headers = ["Retry-After": "Tue, 14 Nov 2023 22:13:25 GMT"]
        #expect(try await creating(answer(429, nil, headers), answer(201, role)).error == nil)
        #expect(clock.sleeps == [.seconds(5)])
    }

    @Test func withoutRetryAfterTheWindowsEndIsAwaited() async throws {
        let headers = ["x-ratelimit-reset": "1700000004"]
        #expect(try await creating(answer(429, nil, headers), answer(201, role)).error == nil)
        #expect(clock.sleeps == [.seconds(4)])
    }

    @Test func aWindowThatEndedLeavesItToBackoff() async throws {
        let headers = ["x-ratelimit-reset": "1600000000"]
        #expect(try await creating(answer(429, nil, headers), answer(201, role)).error == nil)
        #expect(clock.sleeps == [.milliseconds(250)])
    }

    @Test func pausesDoubleUpToABound() async throws {
        let refusals = ScriptedTransport(otherwise: answer(429))
        let client = ManagementClient(refusals, clock: clock)
        let error = try await managementError { _ = try await client.roles.get("rol_x") }
        #expect(error?.statusCode == 429)
        #expect(refusals.requests.count == 11)
        let milliseconds: [Int64] = [250, 500, 1000, 2000, 4000, 8000, 10000, 10000, 10000, 10000]
        #expect(clock.sleeps == milliseconds.map { Duration.milliseconds($0) })
    }

    @Test func aWaitBeyondReasonFailsAtOnce() async throws {
        let result = try await creating(answer(429, nil, ["Retry-After": "3600"]))
        #expect(result.error?.retryAfter == .seconds(3600))
        #expect(clock.sleeps.isEmpty)
    }

    @Test(arguments: [502, 503, 504]) func onlyWhatIsHarmlessIsRepeatedWhenAServerFails(status: Int) async throws {
        #expect(try await getting(answer(status), answer(200, role)).error == nil)
        let created = try await creating(answer(status), answer(201, role))
        #expect(created.error?.statusCode == status)
        #expect(created.requests == 1)
    }

    @Test func otherStatusesAreFinal() async throws {
        #expect(try await getting(answer(500), answer(200, role)).requests == 1)
        #expect(try await getting(answer(409), answer(200, role)).requests == 1)
    }

    @Test func brokenConnectionsAreRepeatedWhereNothingHappenedTwice() async throws {
        #expect(try await getting(failure(.connection), answer(200, role)).error == nil)
        #expect(try await creating(failure(.connection, isUnsent: true), answer(201, role)).error == nil)
        let created = try await creating(failure(.connection), answer(201, role))
        #expect(created.error?.kind == .transport)
        #expect(created.requests == 1)
    }

    @Test func timeoutsAreFinal() async throws {
        #expect(try await getting(failure(.timeout), answer(200, role)).requests == 1)
    }

    @Test func retriesCanBeTurnedOff() async throws {
        let transport = ScriptedTransport([answer(429)])
        let client = ManagementClient(transport, clock: clock) { $0.retry = .none }
        #expect(try await managementError { try await client.roles.reset() }?.statusCode == 429)
    }

    @Test func noPauseOutlastsTheCall() async throws {
        let transport = ScriptedTransport([answer(429, nil, ["Retry-After": "5"])])
        let client = ManagementClient(transport, clock: clock) { $0.callTimeout = .seconds(4) }
        #expect(try await managementError { try await client.roles.reset() }?.statusCode == 429)
        #expect(clock.sleeps.isEmpty)
    }

    @Test(.timeLimit(.minutes(1))) func cancellingEndsAPause() async throws {
        let transport = ScriptedTransport(otherwise: answer(429))
        let client = ManagementClient(transport) {
            $0.clock.sleep = { _ in try await Task.sleep(for: .seconds(3600)) }
        }
        let call = Task { try await client.roles.reset() }
        while transport.requests.isEmpty { await Task.yield() }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(transport.requests.count == 1)
    }
}
