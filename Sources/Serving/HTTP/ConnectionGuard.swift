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

/// A counter of connections.
final class ConnectionCount: Sendable {
    private let open = Atomic<Int>(0)
    let maximum: Int

    init(maximum: Int) { self.maximum = maximum }

    /// Counts a connection.
    /// - Returns: whether the count is within the maximum. The connection is counted in either case.
    func enter() -> Bool { open.wrappingAdd(1, ordering: .relaxed).newValue <= maximum }
    func leave() { open.wrappingSubtract(1, ordering: .relaxed) }
}

/// Guards a connection: rejects it if there are too many, closes it if a request takes too long, and detects that the
/// client has disconnected.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTP1Channel.Value.InboundPart
    typealias InboundOut = HTTP1Channel.Value.InboundPart
    typealias OutboundIn = HTTP1Channel.Value.OutboundPart
    typealias OutboundOut = HTTP1Channel.Value.OutboundPart

    /// The time that a rejected client has to read the response.
    private static let farewell = TimeAmount.seconds(1)
    /// The time for which a connection beyond the maximum waits for a request to reject.
    private static let patience = TimeAmount.seconds(5)

    /// The maximum size of a small chunk in bytes, and the maximum number of small chunks of a body.
    private static let smallChunk: Int64 = 16
    private static let smallChunks: Int64 = 1_000

    private let count: ConnectionCount
    private let limits: HTTPLimits
    private(set) var connection: ClientConnection?
    private var isCounted = false
    private var isRefused = false
    /// Whether incoming data is ignored.
    private var isDone = false
    /// The time at which the current request began.
    private var start: NIODeadline?
    private var bytes: Int64 = 0
    /// The number of chunks of the current body.
    private var chunks: Int64 = 0
    private var isTimed = false
    /// A received part of a body that has not been forwarded yet.
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
            // A chunk costs far more than its few bytes.
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

    /// Forwards the pending part of a body.
    private func handOn(_ context: ChannelHandlerContext) {
        guard let buffer = pending else { return }
        pending = nil
        context.fireChannelRead(wrapInboundOut(.body(buffer)))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        handOn(context)
        // Requests that arrive at once, as most do, need no timer.
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
        // If the connection were closed at once, a client that is still sending would not read the response.
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

    /// Closes the connection if a request has taken too long.
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

/// HTTP/1.1 connections with a guard.
struct GuardedChannel: ServerChildChannel {
    /// A connection with its state.
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
