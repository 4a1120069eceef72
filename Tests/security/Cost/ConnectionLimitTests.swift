import Contract
import Foundation
import Gatehouse
import HTTPTypes
import Serving
import TestKit
import Testing

/// What strangers may take of a server that listens.
@Suite struct ConnectionLimitTests {
    private func listening(
        _ configure: (inout HTTPLimits) -> Void = { _ in },
        _ body: @escaping @Sendable (TestTenant, String) async throws -> Void
    ) async throws {
        var limits = HTTPLimits()
        configure(&limits)
        try await TestTenant.with(.sqlite) { tenant in
            try await tenant.gatehouse.site.listening(limits: limits, logger: .silent) { try await body(tenant, $0) }
        }
    }

    /// Sends a request off the threads of Swift's concurrency, and gives what comes first.
    private func exchange(_ address: String, _ text: String, all: Bool = false) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        let connection = try RawConnection(to: address)
                        connection.send(text.utf8)
                        return all ? connection.receiveAll() : connection.receive()
                    })
            }
        }
    }

    @Test func hostHeaders() async throws {
        try await listening { _, address in
            for (headers, status) in [
                ("Host: a.example\r\n", 200), ("", 400), ("Host:\r\n", 400), ("Host: a\r\nHost: a\r\n", 400),
                ("Host: a\r\nhOST: b\r\n", 400),
            ] {
                let answer = try await exchange(address, "GET /healthz HTTP/1.1\r\n\(headers)\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(headers)")
            }
        }
    }

    /// A body is the same in however many chunks it comes, unless it is a pretext for chunks.
    @Test(arguments: [(spaces: 10, isTaken: true), (spaces: 20_000, isTaken: false)])
    func bodiesInChunksOfAByte(_ body: (spaces: Int, isTaken: Bool)) async throws {
        try await listening { tenant, address in
            let (spaces, isTaken) = body
            let administrator = tenant.administrator
            let body =
                JSON.object([
                    "grant_type": "client_credentials", "client_id": .string(administrator.clientID),
                    "client_secret": .string(administrator.clientSecret),
                    "audience": .string(tenant.issuer + "api/v2/"),
                ]).text + String(repeating: " ", count: spaces)
            let chunks = body.utf8.map { "1\r\n\(Character(Unicode.Scalar($0)))\r\n" }.joined()
            let head = "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            let answer = try await exchange(
                address, head + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200") == isTaken, "\(answer.prefix(300))")
        }
    }

    @Test func longTargetsAndHeaders() async throws {
        try await listening { _, address in
            let long = String(repeating: "a", count: 20_000)
            let target = try await exchange(address, "GET /healthz?q=\(long) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(target.hasPrefix("HTTP/1.1 414"))
            let headers = try await exchange(
                address, "GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: \(long)\r\nX-B: \(long)\r\n\r\n")
            #expect(headers.hasPrefix("HTTP/1.1 431"))
        }
    }

    @Test(arguments: ["/oauth/token", "/dbconnections/signup", "/u/login", "/nowhere"])
    func bodiesThatAreTooLargeAreNotRead(_ path: String) async throws {
        try await listening { _, address in
            // More is announced than is sent: the answer does not wait for it.
            let answer = try await exchange(
                address, "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 1900000\r\n\r\n{", all: true)
            #expect(answer.hasPrefix("HTTP/1.1 413"), "\(answer.prefix(200))")
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func nothingIsReadWithoutAToken() async throws {
        try await listening { tenant, address in
            let head = "POST /api/v2/users HTTP/1.1\r\nHost: a\r\nContent-Length: 1900000\r\n"
            let answer = try await exchange(address, head + "\r\n{", all: true)
            #expect(answer.hasPrefix("HTTP/1.1 401"))
            let forged = try await exchange(address, head + "Authorization: Bearer x.y.z\r\n\r\n{", all: true)
            #expect(forged.hasPrefix("HTTP/1.1 401"))
        }
    }

    @Test func bodiesShareABudget() async throws {
        try await listening {
            $0.bodyMemory = 50_000
        } _: { tenant, address in
            let body = String(repeating: " ", count: 80_000)
            let head = "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            let answer = try await exchange(address, head + "Content-Length: 80000\r\n\r\n" + body)
            #expect(answer.hasPrefix("HTTP/1.1 503"))
            #expect(answer.lowercased().contains("retry-after"))
            // What one has given back another can have.
            for _ in 0..<5 {
                let answer = try await exchange(address, head + "Content-Length: 40000\r\n\r\n" + body.prefix(40_000))
                #expect(answer.hasPrefix("HTTP/1.1 4"), "\(answer.prefix(100))")
            }
        }
    }

    @Test func slowSendersAreCutOff() async throws {
        try await listening {
            $0.requestTime = .seconds(1)
        } _: { _, address in
            let start = ContinuousClock.now
            let answer = try await exchange(
                address, "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{", all: true)
            #expect(!answer.hasPrefix("HTTP/1.1 2"))
            #expect(ContinuousClock.now - start < .seconds(8))
        }
    }

    @Test func connectionsAreCounted() async throws {
        try await listening {
            $0.maximumConnections = 8
        } _: { _, address in
            let statuses = try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(with: Result { try Self.open(9, at: address) })
                }
            }
            #expect(statuses.last == "503")
            #expect(statuses.dropLast().allSatisfy { $0 == "200" })
            // They are gone, and there is room.
            for _ in 0..<50 {
                let answer = try await exchange(address, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                if answer.hasPrefix("HTTP/1.1 200") { return }
                try await Task.sleep(for: .milliseconds(100))
            }
            Issue.record("there is no room for anyone any more")
        }
    }

    /// The statuses that connections get which stay open, each after the one before.
    private static func open(_ count: Int, at address: String) throws -> [String] {
        var statuses: [String] = []
        func more(_ left: Int) throws {
            if left == 0 { return }
            let connection = try RawConnection(to: address)
            connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
            statuses.append(String(connection.receive().dropFirst(9).prefix(3)))
            try more(left - 1)
            // It is open until here.
            connection.send("".utf8)
        }
        try more(count)
        return statuses
    }

    @Test func strangersAreNotBelieved() async throws {
        for isTrusted in [false, true] {
            try await listening {
                if isTrusted, let proxies = TrustedProxies("127.0.0.1") { $0.trustedProxies = proxies }
            } _: { tenant, address in
                let body = #"{"name":"a"}"#
                let made = try await exchange(
                    address,
                    """
                    POST /api/v2/roles HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r
                    X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\nX-Forwarded-Proto: https\r
                    Authorization: Bearer \(tenant.token)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
                    """)
                #expect(made.hasPrefix("HTTP/1.1 200"), "\(made)")
                #expect(made.contains("Strict-Transport-Security") == isTrusted)
                let logs = try await tenant.request("GET", "/logs?sort=date:-1", token: tenant.token)
                #expect(logs.json.array?.first?["ip"]?.string == (isTrusted ? "203.0.113.9" : "127.0.0.1"))
            }
        }
    }
}
