internal import AsyncHTTPClient
import Foundation
import ManagementClientCore
internal import NIOCore

extension HTTPTransport {
    /// How connections are made and kept.
    public struct Settings: Hashable, Sendable {
        /// How long connecting may take, TLS included.
        public var connectTimeout: Duration = .seconds(10)
        /// How long a server may send nothing in the middle of an answer; `nil` sets no bound but the request's
        /// deadline.
        public var readTimeout: Duration? = .seconds(30)
        /// How many HTTP/1.1 connections to one host are kept.
        public var maxConnectionsPerHost = 8
        /// How long an unused connection is kept.
        public var idleTimeout: Duration = .seconds(60)
        /// The largest body of an answer that is accepted, in bytes, after decompression.
        public var maxResponseSize = 64 << 20
        /// Through what connections are made; `nil` for straight to the server.
        public var proxy: Proxy?

        /// The usual settings.
        public init() {}
    }

    /// A proxy through which all connections are made.
    public struct Proxy: Hashable, Sendable {
        fileprivate enum Kind: Hashable {
            case http(username: String, password: String)
            case openHTTP
            case socks
        }

        fileprivate let kind: Kind
        /// The proxy's host.
        public let host: String
        /// The proxy's port.
        public let port: Int

        /// A proxy by its URL, as `http://proxy.example:8080`, `http://user:password@proxy.example:8080` or
        /// `socks5://proxy.example:1080`. Without a port it is the scheme's own.
        /// - Throws: `ManagementError` of kind `configuration` when it is no such URL. A proxy that itself speaks TLS
        ///   (`https://`) cannot be used.
        public init(url: String) throws(ManagementError) {
            guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty else {
                throw ManagementError(.configuration, "The proxy is not given as a URL")
            }
            self.host = host
            switch (parts.scheme, parts.user, parts.password) {
            case ("http", let user?, let password):
                kind = .http(username: user, password: password ?? "")
                port = parts.port ?? 80
            case ("http", nil, _):
                kind = .openHTTP
                port = parts.port ?? 80
            case ("socks", nil, _), ("socks5", nil, _):
                kind = .socks
                port = parts.port ?? 1080
            default:
                throw ManagementError(.configuration, "A proxy is reached by http or, without a password, by socks5")
            }
        }

        private init(kind: Kind, host: String, port: Int) {
            self.kind = kind
            self.host = host
            self.port = port
        }

        /// An HTTP proxy; HTTPS goes through it by CONNECT.
        public static func http(host: String, port: Int) -> Proxy { Proxy(kind: .openHTTP, host: host, port: port) }

        /// An HTTP proxy that asks for a password.
        public static func http(host: String, port: Int, username: String, password: String) -> Proxy {
            Proxy(kind: .http(username: username, password: password), host: host, port: port)
        }

        /// A SOCKS 5 proxy.
        public static func socks(host: String, port: Int = 1080) -> Proxy {
            Proxy(kind: .socks, host: host, port: port)
        }
    }
}

extension HTTPTransport.Proxy: CustomStringConvertible, CustomReflectable {
    /// Host and port: printing settings must not print a password.
    public var description: String { "\(host):\(port)" }
    /// Host and port.
    public var customMirror: Mirror { Mirror(self, children: ["host": host, "port": port]) }

    fileprivate var server: HTTPClient.Configuration.Proxy {
        switch kind {
        case .openHTTP:
            .server(host: host, port: port)
        case .http(let username, let password):
            .server(host: host, port: port, authorization: .basic(username: username, password: password))
        case .socks:
            .socksServer(host: host, port: port)
        }
    }
}

extension HTTPTransport.Settings {
    var configuration: HTTPClient.Configuration {
        var pool = HTTPClient.Configuration.ConnectionPool(
            idleTimeout: TimeAmount(idleTimeout), concurrentHTTP1ConnectionsPerHostSoftLimit: maxConnectionsPerHost)
        // Failing to connect is reported, and tried again, by the client, which counts and logs it.
        pool.retryConnectionEstablishment = false
        // A redirect is not followed: an API that redirects has another address, and a token is for one address.
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(connectTimeout), read: readTimeout.map { TimeAmount($0) }),
            connectionPool: pool, proxy: proxy?.server, ignoreUncleanSSLShutdown: false,
            decompression: .enabled(limit: .size(maxResponseSize)))
        configuration.httpVersion = .automatic
        // The client traces its calls itself. What this one would tell, whole URLs, identifies people.
        configuration.tracing.tracer = nil
        return configuration
    }
}
