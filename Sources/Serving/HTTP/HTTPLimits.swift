import Foundation

/// What strangers may take of a server.
public struct HTTPLimits: Sendable {
    /// How many connections are answered at a time; the descriptors that the process may have are a limit of their own.
    public var maximumConnections = 20_000
    /// How many bytes all bodies that are in memory may have together.
    public var bodyMemory = 128 * 1024 * 1024
    /// How long a request may take to come in. A body that keeps to `minimumRate` may take longer.
    public var requestTime: Duration = .seconds(30)
    /// How many bytes of a body must come each second, on the average.
    public var minimumRate = 16 * 1024
    /// How long a connection may be silent between two requests, and before the first.
    public var idleTime: Duration = .seconds(60)
    /// How long what is in flight may go on when the server is told to stop.
    public var stopTime: Duration = .seconds(25)
    /// Whose word on the client's address counts.
    public var trustedProxies = TrustedProxies([])
    /// Whether clients reach the server over https, whatever a request says.
    public var isSecure = false

    /// The longest target of a request: its path and query.
    static let maximumTargetSize = 16 * 1024
    /// How many bytes all headers of a request may have together.
    static let maximumHeaderSize = 32 * 1024

    public init() {}
}

/// How many files and sockets the process may have open.
public enum Descriptors {
    /// What is kept for files, databases, calls of others, and the libraries that cannot do without.
    private static let reserve = 256

    /// Raises the limit as far as it goes.
    /// - Returns: the limit.
    @discardableResult
    public static func raiseLimit() -> Int {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return 1024 }
        // More than this is of no use, and some programs that are started go through all of them.
        let wanted = min(limits.rlim_max, 1_048_576)
        if limits.rlim_cur < wanted {
            let before = limits.rlim_cur
            limits.rlim_cur = wanted
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) != 0 { limits.rlim_cur = before }
        }
        return Int(clamping: limits.rlim_cur)
    }

    /// How many connections leave enough descriptors for everything else.
    static func connections(of limit: Int, at most: Int) -> Int {
        max(8, min(most, limit - min(reserve, limit / 2)))
    }
}
