internal import AsyncHTTPClient
import HTTPTypes
import ManagementClientCore
internal import NIOCore
internal import NIOHTTP1
import Synchronization

/// A transport over HTTP/1.1 or HTTP/2 that reuses connections.
///
/// `shared` suffices for most programs. A transport with custom settings closes its connections when it is deallocated,
/// or earlier with `shutdown()`.
public final class HTTPTransport: Transport {
    /// The default transport of clients.
    public static let shared = HTTPTransport()

    private let settings: Settings
    private let client: HTTPClient
    private let isShutDown = Mutex(false)

    /// Creates a transport; connections are opened on demand.
    public init(settings: Settings = Settings()) {
        self.settings = settings
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings.configuration)
    }

    /// Creates a transport whose connections go through a proxy, such as `http://proxy.example:8080`.
    /// - Throws: `ManagementError` of kind `configuration` if the URL of the proxy is invalid.
    public convenience init(proxy: String) throws(ManagementError) {
        var settings = Settings()
        settings.proxy = try Proxy(url: proxy)
        self.init(settings: settings)
    }

    deinit {
        guard !isShutDown.withLock({ $0 }) else { return }
        // The callback is retained, and the client with it, until the last connection is closed.
        client.shutdown { _ in }
    }

    /// Closes all connections and rejects further requests. Requests in progress fail.
    /// - Throws: `TransportError` if a connection could not be closed properly.
    public func shutdown() async throws {
        let wasShutDown = isShutDown.withLock { isShutDown in
            defer { isShutDown = true }
            return isShutDown
        }
        guard !wasShutDown else { return }
        do {
            try await client.shutdown()
        } catch {
            throw TransportError(error)
        }
    }

    /// Sends a request and waits for the complete response.
    /// - Throws: `TransportError`; `CancellationError` if the task is cancelled.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        do {
            let remaining: Duration = ContinuousClock.now.duration(to: request.deadline)
            let deadline = NIODeadline.now() + TimeAmount(remaining)
            let response = try await client.execute(HTTPClientRequest(request), deadline: deadline)
            let status = response.status
            return TransportResponse(
                status: HTTPResponse.Status(code: Int(status.code), reasonPhrase: status.reasonPhrase),
                headers: HTTPFields(response.headers), body: try await body(of: response))
        } catch let error as TransportError {
            throw error
        } catch {
            try Task.checkCancellation()
            throw TransportError(error)
        }
    }

    /// Sends a request and returns the response with its body as a stream.
    /// - Throws: `TransportError`; `CancellationError` if the task is cancelled.
    public func open(_ request: TransportRequest) async throws -> TransportStream {
        do {
            let remaining: Duration = ContinuousClock.now.duration(to: request.deadline)
            let deadline = NIODeadline.now() + TimeAmount(remaining)
            let response = try await client.execute(HTTPClientRequest(request), deadline: deadline)
            let reader = BodyReader(response.body.makeAsyncIterator())
            let pieces = AsyncThrowingStream<[UInt8], any Error> { try await reader.next() }
            let status = response.status
            return TransportStream(
                status: HTTPResponse.Status(code: Int(status.code), reasonPhrase: status.reasonPhrase),
                headers: HTTPFields(response.headers), pieces: pieces)
        } catch {
            try Task.checkCancellation()
            throw TransportError(error)
        }
    }

    private func body(of response: HTTPClientResponse) async throws -> [UInt8] {
        do {
            let buffer = try await response.body.collect(upTo: settings.maxResponseSize)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw TransportError(.tooLarge, "The answer is larger than \(settings.maxResponseSize) bytes")
        }
    }
}

/// Reads a body on demand, which gives the server backpressure.
private final class BodyReader: @unchecked Sendable {
    // One piece is requested at a time, so there is no concurrent access.
    private var pieces: HTTPClientResponse.Body.AsyncIterator

    init(_ pieces: HTTPClientResponse.Body.AsyncIterator) { self.pieces = pieces }

    func next() async throws -> [UInt8]? {
        var pieces = pieces
        defer { self.pieces = pieces }
        do {
            return try await pieces.next().map { Array($0.readableBytesView) }
        } catch {
            try Task.checkCancellation()
            throw TransportError(error)
        }
    }
}

extension HTTPClientRequest {
    private typealias Length = Body.Length

    fileprivate init(_ request: TransportRequest) {
        self.init(url: request.url)
        method = HTTPMethod(rawValue: request.method.rawValue)
        for field in request.headers { headers.add(name: field.name.rawName, value: field.value) }
        switch request.body {
        case nil: break
        case .bytes(let bytes): body = .bytes(ByteBuffer(bytes: bytes))
        case .pieces(let pieces):
            let length: Length = pieces.length.map { .known(Int64($0)) } ?? .unknown
            body = .stream(pieces.open().map { ByteBuffer(bytes: $0) }, length: length)
        }
    }
}

extension HTTPFields {
    fileprivate init(_ headers: HTTPHeaders) {
        self.init(
            headers.compactMap { name, value in HTTPField.Name(name).map { HTTPField(name: $0, value: value) } })
    }
}
