import ManagementClient
import Synchronization
import Testing

@Suite struct TokenTests {
    /// A tenant that issues numbered tokens and rejects some of them.
    private static func tenant(
        refusing refused: Set<String> = [], lifetime: Int64 = 3600
    ) -> (transport: ScriptedTransport, issued: Counted) {
        let issued = Counted()
        let transport = ScriptedTransport { request in
            guard request.url.hasSuffix("/oauth/token") else {
                let token = request[header: "authorization"] ?? ""
                return try await answer(refused.contains(token) ? 401 : 204)(request)
            }
            let token: JSON = .string("token-\(issued.increment())")
            await Task.yield()
            return try await answer(200, ["access_token": token, "expires_in": .integer(lifetime)])(request)
        }
        return (transport, issued)
    }

    final class Counted: Sendable {
        private let state = Mutex(0)
        var count: Int { state.withLock { $0 } }
        func increment() -> Int {
            state.withLock {
                $0 += 1
                return $0
            }
        }
    }

    private func client(
        _ transport: ScriptedTransport, clock: TestClock = TestClock(), cache: TokenCache = TokenCache(),
        scope: String? = nil
    ) -> ManagementClient {
        ManagementClient(
            domain: "tenant.test", clientID: "app", clientSecret: "verysecret", scope: scope, cache: cache,
            transport: transport
        ) { $0.clock = clock.clock }
    }

    @Test func aTokenIsAskedForAsOAuthSays() async throws {
        let (transport, _) = Self.tenant()
        try await client(transport, scope: "read:roles").roles.reset()
        let request = transport.requests[0]
        #expect(request.url == "https://tenant.test/oauth/token")
        #expect(
            try request.json == [
                "grant_type": "client_credentials", "client_id": "app", "client_secret": "verysecret",
                "audience": "https://tenant.test/api/v2/", "scope": "read:roles",
            ])
        #expect(request[header: "authorization"] == nil)
        #expect(transport.requests[1][header: "authorization"] == "Bearer token-1")
    }

    @Test func aTokenIsKeptUntilShortlyBeforeItExpires() async throws {
        let (transport, issued) = Self.tenant()
        let clock = TestClock()
        let client = client(transport, clock: clock)
        try await client.roles.reset()
        clock.advance(.seconds(3539))
        try await client.roles.reset()
        #expect(issued.count == 1)
        clock.advance(.seconds(1))
        try await client.roles.reset()
        #expect(issued.count == 2)
    }

    @Test func aTimeToLiveShortensThat() async throws {
        let (transport, issued) = Self.tenant()
        let clock = TestClock()
        var cache = TokenCache()
        cache.timeToLive = .seconds(10)
        let client = client(transport, clock: clock, cache: cache)
        try await client.roles.reset()
        clock.advance(.seconds(10))
        try await client.roles.reset()
        #expect(issued.count == 2)
    }

    @Test func withoutCacheEveryCallAsks() async throws {
        let (transport, issued) = Self.tenant()
        let client = client(transport, cache: .none)
        try await client.roles.reset()
        try await client.roles.reset()
        #expect(issued.count == 2)
    }

    @Test func manyCallersShareOneRequest() async throws {
        let (transport, issued) = Self.tenant()
        let client = client(transport)
        try await withThrowingTaskGroup { group in
            for _ in 0..<50 { group.addTask { try await client.roles.reset() } }
            try await group.waitForAll()
        }
        #expect(issued.count == 1)
        #expect(transport.requests.count == 51)
    }

    @Test func aRefusedTokenIsReplacedOnce() async throws {
        let (transport, issued) = Self.tenant(refusing: ["Bearer token-1"])
        try await client(transport).roles.reset()
        #expect(issued.count == 2)
        let (other, otherIssued) = Self.tenant(refusing: ["Bearer token-1", "Bearer token-2"])
        let error = try await managementError { try await client(other).roles.reset() }
        #expect(error?.statusCode == 401)
        #expect(otherIssued.count == 2)
    }

    @Test func aStaticTokenIsNotTriedTwice() async throws {
        let transport = ScriptedTransport([answer(401, ["message": "Expired token"])])
        let error = try await managementError { try await ManagementClient(transport).roles.reset() }
        #expect(error?.message == "Expired token")
    }

    @Test func aRefusalSpeaksOAuth() async throws {
        let body: JSON = ["error": "access_denied", "error_description": "Unauthorized: verysecret is wrong"]
        let transport = ScriptedTransport([answer(401, body)])
        let error = try await managementError { try await client(transport).roles.reset() }
        #expect(error?.kind == .token)
        #expect(error?.statusCode == 401)
        #expect(error?.error == "access_denied")
        #expect(error?.message == "Unauthorized: [hidden] is wrong")
    }

    @Test func aTokenRequestIsTriedAgain() async throws {
        let token: JSON = ["access_token": "t", "expires_in": 60]
        let transport = ScriptedTransport([
            answer(429, nil, ["Retry-After": "2"]), answer(503), failure(.connection), answer(200, token), answer(204),
        ])
        let clock = TestClock()
        try await client(transport, clock: clock).roles.reset()
        #expect(clock.sleeps.count == 3)
        #expect(clock.sleeps.first == .seconds(2))
    }

    @Test func anUnusableTokenAnswerIsToldWithoutQuotingIt() async throws {
        let transport = ScriptedTransport([answer(200, ["access_token": 5, "refresh_token": "verysecret"])])
        let error = try await managementError { try await client(transport).roles.reset() }
        #expect(error?.kind == .decoding)
        #expect(error?.decodingPath == "access_token")
        #expect(error?.description.contains("verysecret") == false)
    }

    @Test(.timeLimit(.minutes(1))) func whoeverGivesUpStopsNobodyElse() async throws {
        let (gate, opened) = (AsyncStream<Void>.makeStream(), Counted())
        let transport = ScriptedTransport { request in
            guard request.url.hasSuffix("/oauth/token") else { return try await answer(204)(request) }
            _ = opened.increment()
            for await _ in gate.stream { break }
            return try await answer(200, ["access_token": "t", "expires_in": 60])(request)
        }
        let client = client(transport)
        let impatient = Task { try await client.roles.reset() }
        while opened.count == 0 { await Task.yield() }
        let patient = Task { try await client.roles.reset() }
        impatient.cancel()
        await #expect(throws: CancellationError.self) { try await impatient.value }
        gate.continuation.finish()
        try await patient.value
        #expect(opened.count == 1)
    }
}
