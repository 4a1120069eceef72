import Hummingbird
import ManagementClient
import NIOCore
import Testing

/// Tests of the transport against a local server.
@Suite(.timeLimit(.minutes(1))) struct HTTPTransportTests {
    /// Runs a server that returns details of the request, and passes its address.
    private func withServer(_ test: @Sendable @escaping (String) async throws -> Void) async throws {
        let router = Router()
        router.on("api/v2/roles/**", method: .patch) { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let echo: JSON = [
                "id": .string(request.uri.string), "name": .string(String(buffer: body)),
                "description": .string(request.headers[.authorization] ?? ""),
            ]
            return HummingbirdCore.Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: echo.bytes)))
        }
        router.get("api/v2/roles") { _, _ in
            HummingbirdCore.Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 32, count: 100_000)))
        }
        router.post("api/v2/jobs/users-imports") { request, _ in
            var size: Int64 = 0
            for try await buffer in request.body { size += Int64(buffer.readableBytes) }
            let job: JSON = [
                "id": .string(request.headers[.transferEncoding] ?? ""), "type": "users_import", "status": "pending",
                "percentage_done": .integer(size),
            ]
            return HummingbirdCore.Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: job.bytes)))
        }
        router.put("api/v2/roles") { _, _ in
            try await Task.sleep(for: .seconds(3600))
            return HTTPResponse.Status.noContent
        }
        try await router.listening(test)
    }

    private func client(_ domain: String, _ transport: HTTPTransport) -> ManagementClient {
        ManagementClient(domain: domain, token: "token-1", transport: transport) { $0.retry = .none }
    }

    @Test func requestsArriveAsTheyWereWritten() async throws {
        try await withServer { domain in
            let transport = HTTPTransport()
            let changes = Patch<Role> { $0.name = "Ünï" }
            let role = try await client(domain, transport).roles.update("auth0|a/b", changes)
            #expect(role.id == "/api/v2/roles/auth0%7Ca%2Fb")
            #expect(role.name == #"{"name":"Ünï"}"#)
            #expect(role.description == "Bearer token-1")
            try await transport.shutdown()
        }
    }

    @Test func anAnswerBeyondTheBoundIsRefused() async throws {
        try await withServer { domain in
            var settings = HTTPTransport.Settings()
            settings.maxResponseSize = 1000
            let client = client(domain, HTTPTransport(settings: settings))
            let error = try await managementError { _ = try await client.roles.list() }
            #expect(error?.kind == .transport)
            #expect(error?.message == "The answer is larger than 1000 bytes")
        }
    }

    @Test func aSlowAnswerTimesOut() async throws {
        try await withServer { domain in
            let client = client(domain, HTTPTransport()).with { $0.timeout = .milliseconds(100) }
            let error = try await managementError { try await client.roles.reset() }
            #expect(error?.kind == .timeout)
        }
    }

    @Test func cancellingEndsARequest() async throws {
        try await withServer { domain in
            let client = client(domain, HTTPTransport())
            let call = Task { try await client.roles.reset() }
            try await Task.sleep(for: .milliseconds(100))
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
        }
    }

    @Test func requestsGoThroughAProxy() async throws {
        let proxy = try await TunnelProxy()
        let transport = try HTTPTransport(proxy: "http://ann:secret@127.0.0.1:\(proxy.port)")
        try await client("http://nowhere.invalid", transport).roles.delete("rol_x")
        let requests = proxy.requests
        #expect(requests.count == 2)
        #expect(requests.first?.hasPrefix("CONNECT nowhere.invalid:80 HTTP/1.1\r\n") == true)
        #expect(requests.first?.contains("Basic YW5uOnNlY3JldA==") == true)
        #expect(requests.last?.hasPrefix("DELETE /api/v2/roles/rol_x HTTP/1.1\r\n") == true)
        try await transport.shutdown()
        try await proxy.close()
    }

    @Test(arguments: [
        ("http://proxy.test:8080", "proxy.test:8080"), ("http://a:b@proxy.test", "proxy.test:80"),
        ("socks5://proxy.test", "proxy.test:1080"),
    ])
    func aProxyIsGivenByItsURL(url: String, description: String) throws {
        #expect(try HTTPTransport.Proxy(url: url).description == description)
    }

    @Test(arguments: ["", "proxy.test:8080", "https://proxy.test", "socks5://a:verysecret@proxy.test"])
    func anotherURLIsNoProxys(url: String) throws {
        let error = #expect(throws: ManagementError.self) { try HTTPTransport.Proxy(url: url) }
        #expect(error?.kind == .configuration)
        #expect(error?.description.contains("verysecret") == false)
    }

    @Test func aFileIsSentPieceByPiece() async throws {
        try await withServer { domain in
            let users = UsersFile(users: {
                AsyncStream<JSON> { stream in
                    for number in 0..<20_000 { stream.yield(["email": .string("u\(number)@example.com")]) }
                    stream.finish()
                }
            })
            let client = client(domain, HTTPTransport())
            let job = try await client.jobs.importUsers(users, into: "con_1")
            // The length was not announced.
            #expect(job.id == "chunked" && (job.percentageDone ?? 0) > 500_000)
        }
    }

    @Test(arguments: [
        ("127.0.0.1:1", "The server refuses connections"), ("localhost:1", "localhost:1 cannot be reached"),
    ])
    func aConnectionThatCannotBeMadeIsKnownToHaveSentNothing(host: String, message: String) async throws {
        let transport = HTTPTransport()
        let request = TransportRequest(
            method: .post, url: "http://\(host)/", headers: [:], body: .bytes([]),
            deadline: .now.advanced(by: .seconds(10)))
        let error = await #expect(throws: TransportError.self) { _ = try await transport.send(request) }
        #expect(error == TransportError(.connection, message, isUnsent: true))
        try await transport.shutdown()
        try await transport.shutdown()
    }
}
