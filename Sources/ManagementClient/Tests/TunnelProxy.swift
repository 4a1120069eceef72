import NIOCore
import NIOPosix
import Synchronization

/// A proxy with CONNECT tunnels, in which every request is answered with status 204.
final class TunnelProxy: Sendable {
    private let channel: any Channel
    private let heads: Heads

    /// The heads of the received requests.
    var requests: [String] { heads.all }
    var port: Int { channel.localAddress?.port ?? 0 }

    init() async throws {
        let heads = Heads()
        self.heads = heads
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answering(heads))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func close() async throws { try await channel.close() }

    private final class Heads: Sendable {
        private let heads = Mutex<[String]>([])
        var all: [String] { heads.withLock { $0 } }
        func add(_ head: String) { heads.withLock { $0.append(head) } }
    }

    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let heads: Heads
        private var text = ""

        init(_ heads: Heads) { self.heads = heads }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            guard text.hasSuffix("\r\n\r\n") else { return }
            heads.add(text)
            let status = text.hasPrefix("CONNECT") ? "200 OK" : "204 No Content"
            text = ""
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 \(status)\r\n\r\n")), promise: nil)
        }
    }
}
