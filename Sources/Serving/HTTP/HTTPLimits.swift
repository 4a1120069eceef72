import Foundation

/// The limits on what clients may use of a server.
public struct HTTPLimits: Sendable {
    /// The maximum number of concurrent connections; the process's limit of file descriptors may reduce it.
    public var maximumConnections = 20_000
    /// The maximum size of all bodies in memory, in bytes.
    public var bodyMemory = 128 * 1024 * 1024
    /// The time limit for receiving a request. A body that keeps to `minimumRate` may take longer.
    public var requestTime: Duration = .seconds(30)
    /// The minimum average rate of a body, in bytes per second.
    public var minimumRate = 16 * 1024
    /// The idle timeout of a connection between requests and before the first one.
    public var idleTime: Duration = .seconds(60)
    /// The time limit for requests in progress when the server stops.
    public var stopTime: Duration = .seconds(25)
    /// The proxies whose forwarding headers are trusted.
    public var trustedProxies = TrustedProxies([])
    /// Whether clients use HTTPS, whatever a request says.
    public var isSecure = false

    /// The maximum size of a request target (path and query), in bytes.
    static let maximumTargetSize = 16 * 1024
    /// The maximum size of all headers of a request, in bytes.
    static let maximumHeaderSize = 32 * 1024

    public init() {}
}

/// The limit of open file descriptors of the process.
public enum Descriptors {
    /// The number of descriptors reserved for files, databases, outbound requests and libraries.
    private static let reserve = 256

    /// Raises the limit to the maximum.
    /// - Returns: the limit.
    @discardableResult
    public static func raiseLimit() -> Int {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return 1024 }
        // A higher limit is of no use, and some programs close all possible descriptors when they start.
        let wanted = min(limits.rlim_max, 1_048_576)
        if limits.rlim_cur < wanted {
            let before = limits.rlim_cur
            limits.rlim_cur = wanted
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) != 0 { limits.rlim_cur = before }
        }
        return Int(clamping: limits.rlim_cur)
    }

    /// Returns the number of connections that leaves enough descriptors for everything else.
    static func connections(of limit: Int, at most: Int) -> Int {
        max(8, min(most, limit - min(reserve, limit / 2)))
    }
}
