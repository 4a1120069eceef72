import Foundation
import Hummingbird
import Logging
import Testing

@testable import Outbound

@Suite("Calling others") struct OutboundTests {
    @Test(arguments: [
        ("8.8.8.8", true), ("10.1.2.3", false), ("127.0.0.1", false), ("127.8.8.8", false), ("0.0.0.0", false),
        ("172.16.0.1", false), ("172.32.0.1", true), ("192.168.1.1", false), ("169.254.169.254", false),
        ("100.64.0.1", false), ("100.128.0.1", true), ("224.0.0.1", false), ("255.255.255.255", false),
    ])
    func knowsPublicAddresses(_ text: String, _ isPublic: Bool) {
        let number = text.split(separator: ".").reduce(UInt32(0)) { $0 << 8 | (UInt32($1) ?? 0) }
        #expect(PublicAddress.isPublic(v4: number) == isPublic)
    }

    @Test(arguments: [
        ("2606:4700:4700::1111", true), ("::1", false), ("::", false), ("fe80::1", false), ("fc00::1", false),
        ("::ffff:127.0.0.1", false), ("::ffff:8.8.8.8", true), ("64:ff9b::10.0.0.1", false), ("2002:7f00:1::", false),
        ("2001:db8::1", false), ("ff02::1", false),
    ])
    func knowsPublicAddressesOfIPv6(_ text: String, _ isPublic: Bool) {
        var address = in6_addr()
        #expect(inet_pton(AF_INET6, text, &address) == 1)
        let bytes = withUnsafeBytes(of: address) { Array($0) }
        #expect(PublicAddress.isPublic(v6: bytes) == isPublic)
    }

    @Test func reachesNoPrivateAddressUnlessTold() async throws {
        try await withServer { port in
            for host in ["127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433"] {
                await #expect(throws: OutboundFailure("The address is not a public one")) {
                    _ = try await CurlHTTP().send(OutboundRequest("GET", "https://\(host):\(port)/"))
                }
            }
            await #expect(throws: OutboundFailure.self) {
                _ = try await CurlHTTP().send(OutboundRequest("GET", "http://127.0.0.1:\(port)/"))
            }
        }
    }

    @Test func sendsAndReceives() async throws {
        try await withServer { port in
            let http = CurlHTTP(policy: OutboundPolicy(allowsPrivateNetworks: true))
            let root = "http://127.0.0.1:\(port)"
            let request = OutboundRequest(
                "PUT", "\(root)/echo", headers: [("Accept", "hello")], body: Array("some text".utf8))
            let answer = try await http.send(request)
            #expect(answer.status == 201)
            #expect(String(decoding: answer.body, as: UTF8.self) == "PUT hello some text")
            // A redirect is an answer: where it leads was not asked for.
            #expect(try await http.send(OutboundRequest("GET", "\(root)/elsewhere")).status == 302)
            await #expect(throws: OutboundFailure("The response is larger than 1000 bytes")) {
                _ = try await http.send(OutboundRequest("GET", "\(root)/long", longestAnswer: 1000))
            }
        }
    }

    private func withServer(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let router = Router()
        router.put("/echo") { request, _ -> EditedResponse<String> in
            let sent = try await request.body.collect(upTo: 1000)
            let word = request.headers[.accept] ?? ""
            return EditedResponse(status: .created, response: "\(request.method) \(word) \(String(buffer: sent))")
        }
        router.get("/elsewhere") { _, _ in Response.redirect(to: "/echo", type: .found) }
        router.get("/long") { _, _ in String(repeating: "x", count: 2000) }
        let (ports, port) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "outbound")
        logger.logLevel = .critical
        let server = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            for await port in ports {
                try await body(port)
                break
            }
            group.cancelAll()
        }
    }
}
