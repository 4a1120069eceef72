internal import AsyncHTTPClient
import Foundation
import ManagementClientCore
internal import NIOCore

extension HTTPTransport {
    /// The settings of connections.
    public struct Settings: Hashable, Sendable {
        /// The time limit for connecting, including TLS.
        public var connectTimeout: Duration = .seconds(10)
        /// The maximum time between two reads of a response; `nil` leaves only the request's deadline.
        public var readTimeout: Duration? = .seconds(30)
        /// The soft limit of HTTP/1.1 connections per host.
        public var maxConnectionsPerHost = 8
        /// The idle timeout of connections.
        public var idleTimeout: Duration = .seconds(60)
        /// The maximum size of a response body in bytes, after decompression.
        public var maxResponseSize = 64 << 20
        /// The proxy for connections; `nil` connects directly.
        public var proxy: Proxy?

        /// Creates the default settings.
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
        /// The host of the proxy.
        public let host: String
        /// The port of the proxy.
        public let port: Int

        /// Creates a proxy from a URL such as `http://proxy.example:8080`, `http://user:password@proxy.example:8080` or
        /// `socks5://proxy.example:1080`. The default port is that of the scheme.
        /// - Throws: `ManagementError` of kind `configuration` if the URL is invalid. Proxies that themselves use TLS
        ///   (`https://`) are not supported.
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

        /// Returns an HTTP proxy; HTTPS uses CONNECT tunnels.
        public static func http(host: String, port: Int) -> Proxy { Proxy(kind: .openHTTP, host: host, port: port) }

        /// Returns an HTTP proxy with basic authentication.
        public static func http(host: String, port: Int, username: String, password: String) -> Proxy {
            Proxy(kind: .http(username: username, password: password), host: host, port: port)
        }

        /// Returns a SOCKS5 proxy.
        public static func socks(host: String, port: Int = 1080) -> Proxy {
            Proxy(kind: .socks, host: host, port: port)
        }
    }
}

extension HTTPTransport.Proxy: CustomStringConvertible, CustomReflectable {
    /// Host and port only, so that printing settings does not print a password.
    public var description: String { "\(host):\(port)" }
    /// Host and port only.
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
        // The client, which counts and logs failures to connect, retries them.
        pool.retryConnectionEstablishment = false
        // A redirect is not followed: an API that redirects has another address, and a token is for one address.
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(connectTimeout), read: readTimeout.map { TimeAmount($0) }),
            connectionPool: pool, proxy: proxy?.server, ignoreUncleanSSLShutdown: false,
            decompression: .enabled(limit: .size(maxResponseSize)))
        configuration.httpVersion = .automatic
        // The client traces its own calls. Traces of the HTTP client would contain whole URLs, which identify people.
        configuration.tracing.tracer = nil
        return configuration
    }
}
