/// The time limits of a store, after which requests fail.
public struct StoreLimits: Hashable, Sendable {
    /// The time limit for connecting.
    public var connect: Duration = .seconds(5)
    /// The time limit for a statement.
    public var statement: Duration = .seconds(30)
    /// The time limit for row locks.
    public var lock: Duration = .seconds(10)
    /// The time limit for waiting for a free connection or for the turn to write.
    public var wait: Duration = .seconds(10)
    /// The maximum number of connections; SQLite has its own.
    public var connections = 12

    public init() {}

    /// The limits of a connection that only checks whether the database works.
    public static let probe: StoreLimits = {
        var limits = StoreLimits()
        limits.connect = .seconds(2)
        limits.statement = .seconds(2)
        limits.lock = .seconds(2)
        limits.wait = .seconds(2)
        limits.connections = 1
        return limits
    }()
}
