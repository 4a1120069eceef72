import Contract
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// Brings a site to a socket.
public struct HTTPServer: Sendable {
    /// The largest body that is read, in bytes.
    static let largestBody = 2 * 1024 * 1024

    /// A connection on which nothing comes for so long is closed, so that slow senders do not hold it for ever.
    private static let longestSilence = TimeAmount.seconds(60)

    private let site: Site
    private let host: String
    private let port: Int
    private let logger: Logger
    private let running: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - port: where to listen; 0 takes any free port.
    ///   - running: told the port as soon as requests are answered.
    public init(
        _ site: Site, host: String, port: Int, logger: Logger, running: @escaping @Sendable (Int) async -> Void
    ) {
        self.site = site
        self.host = host
        self.port = port
        self.logger = logger
        self.running = running
    }

    /// The server as a service that runs until it is asked to stop, and then finishes what is in flight.
    public var service: some ApplicationProtocol {
        let responder = SiteResponder(site: site, logger: logger)
        let configuration = ApplicationConfiguration(address: .hostname(host, port: port), backlog: 1024)
        return Application(
            responder: responder, server: .http1(configuration: .init(idleTimeout: Self.longestSilence)),
            configuration: configuration,
            onServerRunning: { [running] channel in await running(channel.localAddress?.port ?? 0) },
            logger: Logger(label: logger.label) { [logger] _ in ServerLog(to: logger) })
    }
}

private struct ConnectionContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    /// The address that the connection is from.
    let peer: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }
}

private struct SiteResponder: HTTPResponder {
    let site: Site
    let logger: Logger

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let target = request.head.path ?? "/"
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        var incoming = IncomingRequest(
            id: Self.newID(), method: request.method.rawValue, path: mark.map { String(target[..<$0]) } ?? target,
            query: mark.map { String(target.utf8[$0...].dropFirst()) ?? "" } ?? "", host: request.head.authority,
            headers: request.headers, peer: context.peer)
        let found = site.find(incoming.method, incoming.path)
        do {
            if found?.route.isUpload ?? false {
                incoming.upload = request.body
            } else if request.method != .get, request.method != .head {
                let buffer = try await request.body.collect(upTo: HTTPServer.largestBody)
                incoming.body = Array(buffer.readableBytesView)
            }
        } catch is NIOTooManyBytesError {
            return Response(
                OutgoingAnswer(
                    error: APIError(
                        413, "Payload content length greater than maximum allowed: \(HTTPServer.largestBody)")))
        }
        let start = ContinuousClock.now
        var answer = await site.answer(incoming, found)
        answer.headers[.requestID] = incoming.id
        note(answer, to: incoming, after: ContinuousClock.now - start)
        return Response(answer)
    }

    /// Names a request. Hummingbird's own name is kept by its logger, and not every logger keeps things.
    private static func newID() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }

    /// Notes what was asked and how it ended, without the query or anything else that could be secret.
    private func note(_ answer: OutgoingAnswer, to request: IncomingRequest, after duration: Duration) {
        logger.info(
            "answered",
            metadata: [
                "request": "\(request.id)", "method": "\(request.method)", "path": "\(request.path)",
                "status": "\(answer.status)", "duration": "\(duration)",
            ])
    }
}

extension Response {
    fileprivate init(_ answer: OutgoingAnswer) {
        self.init(status: .init(code: answer.status), headers: answer.headers, body: ResponseBody(answer))
    }
}

extension ResponseBody {
    fileprivate init(_ answer: OutgoingAnswer) {
        guard let parts = answer.parts else {
            self = answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
            return
        }
        self.init { writer in
            var number = 0
            while let part = try await parts(number) {
                if !part.isEmpty { try await writer.write(ByteBuffer(bytes: part)) }
                if answer.isEndless, Task.isShuttingDownGracefully { break }
                number += 1
            }
            try await writer.finish(nil)
        }
    }
}
