import Foundation
import Glibc
import Testing

@testable import Outbound

/// A DNS server on the loopback address, which knows a few names.
private final class NameServer: Sendable {
    let socket: Int32
    let port: Int

    init() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        self.socket = socket
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, size) == 0 && getsockname(socket, address, &size) == 0
            }
        }
        try #require(isBound)
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { Self.answerAll(on: socket) }
    }

    func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

    private static func answerAll(on socket: Int32) {
        while true {
            var question = [UInt8](repeating: 0, count: 512)
            var sender = sockaddr_in()
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            withUnsafeMutablePointer(to: &sender) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    let count = recvfrom(socket, &question, question.count, 0, address, &size)
                    guard count > 12 else { return }
                    let answer = Self.answer(to: Array(question[..<count]))
                    _ = sendto(socket, answer, answer.count, 0, address, size)
                }
            }
            if size == 0 {
                close(socket)
                return
            }
        }
    }

    /// The message with what is known of the name, whose labels begin at the 13th byte.
    private static func answer(to question: [UInt8]) -> [UInt8] {
        var labels: [String] = []
        var offset = 12
        while question[offset] != 0 {
            let end = offset + 1 + Int(question[offset])
            labels.append(String(decoding: question[(offset + 1)..<end], as: UTF8.self))
            offset = end
        }
        let head = Array(question[..<(offset + 5)])
        let records = known[labels[0]] ?? []
        var answer = head
        answer[2] = 0x81
        answer[3] = labels[0] == "broken" ? 0x82 : records.isEmpty ? 0x83 : 0x80
        (answer[6], answer[7], answer[10], answer[11]) = (0, UInt8(records.count), 0, 0)
        for (type, data) in records {
            answer += [0xC0, 12, 0, type, 0, 1, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 255)] + data
        }
        return answer
    }

    private static func text(_ parts: String...) -> [UInt8] { parts.flatMap { [UInt8($0.utf8.count)] + $0.utf8 } }

    private static let alias: [UInt8] = text("target", "example") + [0]
    private static let known: [String: [(UInt8, [UInt8])]] = [
        "alias": [(5, alias)],
        "text": [(5, alias), (16, text("one")), (16, text(String(repeating: "a", count: 255), "b=\"ü\""))],
        "damaged": [(16, [200, 1])],
    ]
}

@Suite("Looking names up") struct DomainResolverTests {
    @Test func readsWhatTheServerSays() async throws {
        let server = try NameServer()
        defer { server.stop() }
        let resolver = SystemResolver(try #require(SystemResolver.Server("127.0.0.1:\(server.port)")))
        #expect(try await resolver.records(.cname, of: "alias.test") == ["target.example"])
        let long = String(repeating: "a", count: 255) + "b=\"ü\""
        #expect(try await resolver.records(.txt, of: "text.test") == ["one", long])
        #expect(try await resolver.records(.txt, of: "alias.test") == [])
        #expect(try await resolver.records(.cname, of: "nobody.test") == [])
        #expect(try await resolver.records(.txt, of: "damaged.test") == [])
        await #expect(throws: OutboundFailure("The DNS has no answer for broken.test")) {
            try await resolver.records(.cname, of: "broken.test")
        }
    }

    @Test(arguments: [
        ("127.0.0.1:53", 53), ("10.0.0.1", 53), ("10.0.0.1:5353", 5353), ("", nil), ("localhost:53", nil),
        ("127.0.0.1:", nil), ("127.0.0.1:0", nil), ("127.0.0.1:65536", nil), ("::1", nil), ("1.2.3.4:5:6", nil),
    ])
    func readsServers(_ text: String, _ port: Int?) { #expect(SystemResolver.Server(text)?.port == port) }
}
