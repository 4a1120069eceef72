import Gatehouse
import Glibc
import NIOCore

/// Checks ports before a server listens on them.
///
/// It binds without listening: a client that connects meanwhile is refused and retries. A listening socket would accept
/// the connection, and the client would wait for a response that never comes.
enum ListeningPort {
    /// Returns a free port. It must be known before the server listens, because the issuer contains it.
    static func free(on host: String) throws -> Int { try bind(0, on: host) }

    /// - Throws: `Settings.Problem` if no server can listen on the port.
    static func requireFree(_ port: Int, on host: String) throws { _ = try bind(port, on: host) }

    /// - Returns: The port that was bound for a moment.
    private static func bind(_ port: Int, on host: String) throws -> Int {
        do {
            let address = try SocketAddress.makeAddressResolvingHost(host, port: port)
            let descriptor = socket(address.protocol.rawValue, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
            defer { close(descriptor) }
            // Set as on the server's own socket: connections of a previous server may still be closing.
            var isReused: Int32 = 1
            let size = socklen_t(MemoryLayout<Int32>.size)
            guard setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isReused, size) == 0 else {
                throw IOError(errnoCode: errno, reason: "setsockopt")
            }
            let isBound = address.withSockAddr { Glibc.bind(descriptor, $0, socklen_t($1)) }
            guard isBound == 0 else { throw IOError(errnoCode: errno, reason: "bind") }
            return try boundPort(of: descriptor)
        } catch {
            throw Settings.Problem("cannot listen on \(host):\(port): \(error)")
        }
    }

    private static func boundPort(of descriptor: Int32) throws -> Int {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        guard isKnown == 0 else { throw IOError(errnoCode: errno, reason: "getsockname") }
        // The port has the same offset in both address families.
        return withUnsafeBytes(of: storage) { Int($0[2]) << 8 | Int($0[3]) }
    }
}
