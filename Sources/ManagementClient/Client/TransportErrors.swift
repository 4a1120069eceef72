internal import AsyncHTTPClient
import Foundation
import ManagementClientCore
internal import NIOCore
internal import NIOPosix

extension TransportError {
    /// Converts an error of the HTTP client, without data of the request.
    init(_ error: any Error) {
        switch error {
        case let error as NIOConnectionError:
            self.init(.connection, "\(error.host):\(error.port) cannot be reached", isUnsent: true)
        case ChannelError.connectTimeout:
            self.init(.connection, "Connecting took too long", isUnsent: true)
        case let error as HTTPClientError:
            self.init(clientError: error)
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            // A failed connection to an IP address, rather than to a name, is reported as an error of the system.
            self.init(.connection, "The server refuses connections", isUnsent: true)
        case let error as IOError:
            self.init(.connection, "The connection broke (\(error.errnoCode))")
        case is ChannelError:
            self.init(.connection, "The connection was closed")
        default:
            // This includes TLS errors; their descriptions may contain confidential data.
            self.init(.connection, "The connection failed (\(type(of: error)))")
        }
    }

    private init(clientError error: HTTPClientError) {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout, .socksHandshakeTimeout,
            .httpProxyHandshakeTimeout:
            self.init(.connection, error.shortDescription, isUnsent: true)
        case .deadlineExceeded, .readTimeout, .writeTimeout:
            self.init(.timeout, error.shortDescription)
        case .remoteConnectionClosed:
            self.init(.connection, error.shortDescription)
        default:
            self.init(.other, error.shortDescription)
        }
    }
}
