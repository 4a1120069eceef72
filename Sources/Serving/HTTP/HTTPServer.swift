import Contract
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Workers

/// Serves a site on a socket.
public struct HTTPServer: Sendable {
    /// The number of connections beyond the maximum that receive an error response; further ones wait to be accepted.
    private static let overflow = 64

    private let site: Site
    private let host: String
    private let port: Int
    private let limits: HTTPLimits
    private let logger: Logger
    private let running: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - port: the port to listen on; 0 for any free port.
    ///   - running: called with the port as soon as the server accepts requests.
    public init(
        _ site: Site, host: String, port: Int, limits: HTTPLimits = HTTPLimits(), logger: Logger,
        running: @escaping @Sendable (Int) async -> Void
    ) {
        self.site = site
        self.host = host
        self.port = port
        self.limits = limits
        self.logger = logger
        self.running = running
    }

    /// The server as a service that runs until it is stopped, and then completes the requests in progress.
    public var service: some ApplicationProtocol {
        let responder = SiteResponder(site: site, limits: limits, logger: logger)
        // Descriptors that libraries open have room between the two limits.
        let maximum = Descriptors.connections(of: Descriptors.raiseLimit(), at: limits.maximumConnections)
        let count = ConnectionCount(maximum: maximum)
        let configuration = ApplicationConfiguration(
            address: .hostname(host, port: port), backlog: 1024,
            availableConnectionsDelegate: .maximum(maximum + min(Self.overflow, maximum / 4 + 1), logger: logger))
        let connections = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionGuard(count, limits)], idleTimeout: .init(limits.idleTime))
        return Application(
            responder: responder,
            server: HTTPServerBuilder { GuardedChannel(HTTP1Channel(responder: $0, configuration: connections)) },
            configuration: configuration,
            onServerRunning: { [running] channel in await running(channel.localAddress?.port ?? 0) },
            logger: Logger(label: logger.label) { [logger] _ in ServerLog(to: logger) })
    }
}

private struct ConnectionContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }
}

private struct SiteResponder: HTTPResponder {
    let site: Site
    let limits: HTTPLimits
    let logger: Logger
    private let budget: BodyBudget

    init(site: Site, limits: HTTPLimits, logger: Logger) {
        self.site = site
        self.limits = limits
        self.logger = logger
        budget = BodyBudget(limits.bodyMemory)
    }

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let connection = ClientConnection.current
        let number = connection?.beginRequest() ?? 0
        let target = request.head.path ?? "/"
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        var incoming = IncomingRequest(
            id: Self.newID(), method: request.method.rawValue, path: mark.map { String(target[..<$0]) } ?? target,
            query: mark.map { String(target.utf8[$0...].dropFirst()) ?? "" } ?? "", host: request.head.authority,
            headers: request.headers, peer: connection?.peer ?? "")
        let start = ContinuousClock.now
        var answer = await self.answer(&incoming, to: request, number, on: connection)
        answer.headers[.requestID] = incoming.id
        if let connection, !connection.hasReceived(number) {
            // The rest of the request is not needed and could be endless.
            answer.headers[.connection] = "close"
            connection.closeAfterAnswer()
        }
        if incoming.isSecure ?? limits.isSecure { answer.headers[.strictTransportSecurity] = Self.transportSecurity }
        note(answer, to: incoming, after: ContinuousClock.now - start)
        return Response(answer)
    }

    private static let transportSecurity = "max-age=31536000"

    private func answer(
        _ incoming: inout IncomingRequest, to request: Request, _ number: Int, on connection: ClientConnection?
    ) async -> OutgoingResponse {
        if let fault = Self.fault(of: request.head) { return OutgoingResponse(error: fault) }
        if connection?.isFromProxy ?? false {
            let word = limits.trustedProxies.word(of: incoming.headers)
            if let address = word.address { incoming.address = address }
            if let host = word.host { incoming.host = host }
            incoming.isSecure = word.isSecure
        }
        let found = site.find(incoming.method, incoming.path)
        if let refusal = await site.refusal(to: &incoming, found) { return refusal }
        if incoming.method == "GET" || incoming.method == "HEAD" { return await site.answer(incoming, found) }
        return await answer(incoming, withBodyOf: request, found, number, on: connection)
    }

    /// Handles a request that may have a body.
    private func answer(
        _ given: IncomingRequest, withBodyOf request: Request, _ found: Site.Found, _ number: Int,
        on connection: ClientConnection?
    ) async -> OutgoingResponse {
        var incoming = given
        var taken = 0
        defer { budget.giveBack(taken) }
        if found?.route.isUpload ?? false {
            incoming.upload = request.body
        } else {
            do {
                let limit = found?.route.maximumBodySize ?? Route.standardBodySize
                incoming.body = try await body(of: request, upTo: limit, &taken)
            } catch let fault as APIError {
                return OutgoingResponse(error: fault)
            } catch {
                return OutgoingResponse(error: APIError(408, "The body did not come in"))
            }
            // A connection that is closed within a body also ends the body.
            guard connection?.hasReceived(number) ?? true else {
                return OutgoingResponse(error: APIError(408, "The body did not come in"))
            }
        }
        guard let connection else { return await site.answer(incoming, found) }
        let client = WorkClient(address: incoming.network, isGone: { connection.isGone })
        return await WorkClient.$current.withValue(client) { [incoming] in await site.answer(incoming, found) }
    }

    /// Reads the body of a request.
    /// - Parameter taken: the part of the budget that the body takes, which must be given back.
    /// - Throws: `APIError` with status 413 or 503.
    private func body(of request: Request, upTo limit: Int, _ taken: inout Int) async throws -> [UInt8] {
        let tooLarge = APIError(413, "Payload content length greater than maximum allowed: \(limit)")
        var bytes: [UInt8] = []
        if let length = request.headers.first(.contentLength).flatMap({ Int($0) }) {
            if length > limit { throw tooLarge }
            bytes.reserveCapacity(min(max(0, length), 64 * 1024))
        }
        for try await buffer in request.body {
            let count = buffer.readableBytes
            guard bytes.count + count <= limit else { throw tooLarge }
            guard budget.take(count) else {
                throw APIError(503, "The service is temporarily unavailable", code: "service_unavailable")
            }
            taken += count
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        return bytes
    }

    /// Returns the error of a request that is rejected at once; `nil` if it is valid.
    private static func fault(of head: HTTPRequest) -> APIError? {
        // With two `Host` headers, proxies and servers differ in which one they use (RFC 9112, section 3.2).
        guard let host = head.authority, !host.isEmpty else { return APIError(400, "Missing Host header") }
        if (head.path?.utf8.count ?? 0) > HTTPLimits.maximumTargetSize {
            return APIError(414, "Request target too long")
        }
        var size = 0
        for field in head.headerFields {
            if field.name == .host { return APIError(400, "More than one Host header") }
            size += field.name.rawName.utf8.count + field.value.utf8.count
        }
        return size > HTTPLimits.maximumHeaderSize ? APIError(431, "Request header fields too large") : nil
    }

    /// Returns a request identifier. Hummingbird keeps its own only in logger metadata, which not every log handler
    /// stores.
    private static func newID() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }

    /// Logs a request and its result, without the query and anything else that may be secret.
    private func note(_ answer: OutgoingResponse, to request: IncomingRequest, after duration: Duration) {
        logger.info(
            "answered",
            metadata: [
                "request": "\(request.id)", "method": "\(request.method)", "path": "\(request.path)",
                "client": "\(request.address)", "status": "\(answer.status)", "duration": "\(duration)",
            ])
    }
}

extension Response {
    fileprivate init(_ answer: OutgoingResponse) {
        self.init(status: .init(code: answer.status), headers: answer.headers, body: ResponseBody(answer))
    }
}

extension ResponseBody {
    fileprivate init(_ answer: OutgoingResponse) {
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
