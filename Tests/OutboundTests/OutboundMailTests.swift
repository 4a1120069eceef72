import Foundation
import Synchronization
import Testing

@testable import Outbound

/// A mail server for one mail, which keeps what it hears.
private final class Listener: Sendable {
    let port: Int
    private let heard = Mutex<[UInt8]>([])
    private let socket: Int32

    init() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, size) == 0 && listen(socket, 1) == 0 && getsockname(socket, address, &size) == 0
            }
        }
        guard bound else { throw OutboundFailure("cannot listen") }
        self.socket = socket
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in converse() }
    }

    var text: String { heard.withLock { String(decoding: $0, as: UTF8.self) } }

    private func converse() {
        let peer = accept(socket, nil, nil)
        defer {
            close(peer)
            close(socket)
        }
        func say(_ line: String) { _ = (line + "\r\n").withCString { send(peer, $0, strlen($0), 0) } }
        say("220 ready")
        var line: [UInt8] = []
        var isMail = false
        var byte: UInt8 = 0
        while read(peer, &byte, 1) == 1 {
            heard.withLock { $0.append(byte) }
            line.append(byte)
            guard byte == UInt8(ascii: "\n") else { continue }
            let words = String(decoding: line, as: UTF8.self)
            line = []
            if isMail {
                guard words == ".\r\n" else { continue }
                isMail = false
                say("250 taken")
            } else if words.hasPrefix("DATA") {
                isMail = true
                say("354 go on")
            } else if words.hasPrefix("RCPT TO:<nobody") {
                say("550 5.1.1 no such mailbox")
            } else {
                say(words.hasPrefix("QUIT") ? "221 bye" : "250 ok")
            }
        }
    }
}

@Suite("Handing over mails") struct OutboundMailTests {
    private static func delivery(_ port: Int, to recipient: String = "bob@example.com") -> OutboundDelivery {
        OutboundDelivery(
            host: "127.0.0.1", port: port, sender: "ann@example.com", recipients: [recipient],
            message: Array("Subject: dots\r\n\r\n.\r\n..two\r\n.end\r\n".utf8), greeting: "example.com")
    }

    @Test func doublesDotsThatBeginALine() async throws {
        let server = try Listener()
        try await CurlMail(policy: OutboundPolicy(allowsPrivateNetworks: true)).send(Self.delivery(server.port))
        let text = server.text
        #expect(text.contains("EHLO example.com\r\n") && text.contains("MAIL FROM:<ann@example.com>"))
        #expect(text.contains("RCPT TO:<bob@example.com>\r\n"))
        #expect(text.contains("Subject: dots\r\n\r\n..\r\n...two\r\n..end\r\n.\r\n"))
    }

    @Test func tellsWhatTheServerRefuses() async throws {
        let server = try Listener()
        await #expect(throws: OutboundMailFailure("550 5.1.1 no such mailbox", isPermanent: true)) {
            try await CurlMail(policy: OutboundPolicy(allowsPrivateNetworks: true))
                .send(Self.delivery(server.port, to: "nobody@example.com"))
        }
        #expect(!server.text.contains("DATA"))
    }

    @Test func triesAgainWhereNobodyListens() async throws {
        let failure = try await #require(throws: OutboundMailFailure.self) {
            try await CurlMail(policy: OutboundPolicy(allowsPrivateNetworks: true)).send(Self.delivery(1))
        }
        #expect(!failure.isPermanent)
    }

    @Test func reachesNoPrivateServerUnlessTold() async throws {
        let server = try Listener()
        await #expect(throws: OutboundMailFailure("The address is not a public one", isPermanent: true)) {
            try await CurlMail().send(Self.delivery(server.port))
        }
    }
}
