import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Synchronization

extension NIOAsyncChannel {
    typealias InboundPart = Inbound
    typealias OutboundPart = Outbound
}

/// Counts connections.
final class ConnectionCount: Sendable {
    private let open = Atomic<Int>(0)
    let maximum: Int

    init(maximum: Int) { self.maximum = maximum }

    /// - Returns: whether there is room for one more. It is counted all the same.
    func enter() -> Bool { open.wrappingAdd(1, ordering: .relaxed).newValue <= maximum }
    func leave() { open.wrappingSubtract(1, ordering: .relaxed) }
}

/// Looks after one connection: refuses it where there are too many, ends it where its client takes too long to send a
/// request, and notes when its client has left.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTP1Channel.Value.InboundPart
    typealias InboundOut = HTTP1Channel.Value.InboundPart
    typealias OutboundIn = HTTP1Channel.Value.OutboundPart
    typealias OutboundOut = HTTP1Channel.Value.OutboundPart

    /// How long who is refused has to read why.
    private static let farewell = TimeAmount.seconds(1)
    /// How long a connection beyond the limit waits for a request that it can refuse.
    private static let patience = TimeAmount.seconds(5)

    /// The size up to which a chunk is small, in bytes, and how many of them a body may have.
    private static let smallChunk: Int64 = 16
    private static let smallChunks: Int64 = 1_000

    private let count: ConnectionCount
    private let limits: HTTPLimits
    private(set) var connection: ClientConnection?
    private var isCounted = false
    private var isRefused = false
    /// Whether nothing that comes in is looked at any more.
    private var isDone = false
    /// Since when a request is coming in.
    private var start: NIODeadline?
    private var bytes: Int64 = 0
    /// In how many chunks.
    private var chunks: Int64 = 0
    private var isTimed = false
    /// A part of a body that came in and was not handed on yet.
    private var pending: ByteBuffer?

    init(_ count: ConnectionCount, _ limits: HTTPLimits) {
        self.count = count
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        connection = ClientConnection(context.channel.remoteAddress, limits.trustedProxies)
        isCounted = true
        isRefused = !count.enter()
        if isRefused { close(context, in: Self.patience) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    private func leave() {
        connection?.leave()
        if isCounted { count.leave() }
        isCounted = false
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { connection?.leave() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isDone { return }
        let part = unwrapInboundIn(data)
        if isRefused {
            refuse(context)
            return
        }
        switch part {
        case .head:
            start = .now()
            bytes = 0
            chunks = 0
        case .body(var buffer):
            bytes += Int64(buffer.readableBytes)
            chunks += 1
            // A chunk costs far more than the few bytes that a client can put into it.
            if chunks > Self.smallChunks, bytes < chunks * Self.smallChunk {
                isDone = true
                connection?.leave()
                context.close(promise: nil)
                return
            }
            pending.setOrWriteBuffer(&buffer)
            return
        case .end:
            handOn(context)
            start = nil
            connection?.receiveEnd()
        }
        context.fireChannelRead(data)
    }

    /// Hands on the part of a body that waits.
    private func handOn(_ context: ChannelHandlerContext) {
        guard let buffer = pending else { return }
        pending = nil
        context.fireChannelRead(wrapInboundOut(.body(buffer)))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        handOn(context)
        // What comes in at once, as most does, needs no timer.
        if start != nil, !isTimed { look(context, again: .init(limits.requestTime)) }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data), connection?.closesAfterAnswer ?? false else {
            context.write(data, promise: promise)
            return
        }
        isDone = true
        context.writeAndFlush(data, promise: promise)
        close(context, in: Self.farewell)
    }

    private func refuse(_ context: ChannelHandlerContext) {
        isDone = true
        let headers: HTTPFields = [.retryAfter: "5", .connection: "close", .contentLength: "0"]
        context.write(
            wrapOutboundOut(.head(HTTPResponse(status: .serviceUnavailable, headerFields: headers))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        // A client that is told while it sends would not read it, were the connection ended at once.
        close(context, in: Self.farewell)
    }

    private func close(_ context: ChannelHandlerContext, in time: TimeAmount) {
        let channel = context.channel
        context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    private func look(_ context: ChannelHandlerContext, again time: TimeAmount) {
        isTimed = true
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: time) {
            let (handler, context) = bound.value
            handler.check(context)
        }
    }

    /// Ends the connection where a request has taken too long to come in.
    private func check(_ context: ChannelHandlerContext) {
        isTimed = false
        guard let start, context.channel.isActive else { return }
        let allowed = TimeAmount(limits.requestTime) + .milliseconds(bytes * 1000 / Int64(limits.minimumRate))
        let left = start + allowed - .now()
        if left <= .zero {
            connection?.leave()
            context.close(promise: nil)
        } else {
            look(context, again: left + .milliseconds(10))
        }
    }
}

/// Connections over HTTP/1.1 that are looked after.
struct GuardedChannel: ServerChildChannel {
    /// A connection, and what is known of it.
    struct Value: ServerChildChannelValue {
        let base: HTTP1Channel.Value
        let connection: ClientConnection?
        var channel: any Channel { base.channel }
    }

    private let base: HTTP1Channel

    init(_ base: HTTP1Channel) { self.base = base }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let handler = try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self)
            return Value(base: value, connection: handler.connection)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await ClientConnection.$current.withValue(value.connection) {
            await base.handle(value: value.base, logger: logger)
        }
    }
}
