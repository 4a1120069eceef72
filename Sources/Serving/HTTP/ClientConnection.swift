import NIOCore
import Synchronization

/// What is known of a connection, on both sides: where bytes come in, and where requests are answered.
final class ClientConnection: Sendable {
    /// The address that it is from.
    let peer: String
    /// Whether that address is a trusted proxy's.
    let isFromProxy: Bool
    private let gone = Atomic<Bool>(false)
    private let received = Atomic<Int>(0)
    private let begun = Atomic<Int>(0)
    private let closing = Atomic<Bool>(false)

    /// The connection of the current task.
    @TaskLocal static var current: ClientConnection?

    init(_ address: SocketAddress?, _ proxies: TrustedProxies) {
        let text = address?.ipAddress ?? ""
        // An IPv4 address that came in by a socket of IPv6 is the same address.
        let mapped = "::ffff:"
        peer = text.hasPrefix(mapped) && text.contains(".") ? String(text.dropFirst(mapped.count)) : text
        isFromProxy = proxies.contain(peer)
    }

    /// Whether the client has left, so that nobody waits for an answer.
    var isGone: Bool { gone.load(ordering: .relaxed) }
    func leave() { gone.store(true, ordering: .relaxed) }

    /// Counts a request whose end has come in.
    func receiveEnd() { received.wrappingAdd(1, ordering: .releasing) }
    /// Counts a request that is answered now.
    /// - Returns: its number.
    func beginRequest() -> Int { begun.wrappingAdd(1, ordering: .relaxed).newValue }
    /// Whether all of a request has come in.
    func hasReceived(_ number: Int) -> Bool { received.load(ordering: .acquiring) >= number }

    /// Has the connection end after the next answer: what the client still sends is not wanted.
    func closeAfterAnswer() { closing.store(true, ordering: .relaxed) }
    var closesAfterAnswer: Bool { closing.load(ordering: .relaxed) }
}
