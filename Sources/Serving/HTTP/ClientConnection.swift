import NIOCore
import Synchronization

/// The state of a connection, which the channel handlers and the request handlers share.
final class ClientConnection: Sendable {
    /// The IP address of the peer.
    let peer: String
    /// Whether the peer is a trusted proxy.
    let isFromProxy: Bool
    private let gone = Atomic<Bool>(false)
    private let received = Atomic<Int>(0)
    private let begun = Atomic<Int>(0)
    private let closing = Atomic<Bool>(false)

    /// The connection of the current task.
    @TaskLocal static var current: ClientConnection?

    init(_ address: SocketAddress?, _ proxies: TrustedProxies) {
        let text = address?.ipAddress ?? ""
        // An IPv4-mapped IPv6 address is treated as the IPv4 address.
        let mapped = "::ffff:"
        peer = text.hasPrefix(mapped) && text.contains(".") ? String(text.dropFirst(mapped.count)) : text
        isFromProxy = proxies.contain(peer)
    }

    /// Whether the client has disconnected, so that no response is needed.
    var isGone: Bool { gone.load(ordering: .relaxed) }
    func leave() { gone.store(true, ordering: .relaxed) }

    /// Counts a request that was received completely.
    func receiveEnd() { received.wrappingAdd(1, ordering: .releasing) }
    /// Counts a request whose handling begins.
    /// - Returns: the request's number.
    func beginRequest() -> Int { begun.wrappingAdd(1, ordering: .relaxed).newValue }
    /// Whether a request was received completely.
    func hasReceived(_ number: Int) -> Bool { received.load(ordering: .acquiring) >= number }

    /// Closes the connection after the next response, without reading the rest of the request.
    func closeAfterAnswer() { closing.store(true, ordering: .relaxed) }
    var closesAfterAnswer: Bool { closing.load(ordering: .relaxed) }
}
