/// How long a store may take before a request is told that it cannot be answered.
public struct StoreLimits: Hashable, Sendable {
    /// For a session with the database to begin.
    public var connect: Duration = .seconds(5)
    /// For one statement.
    public var statement: Duration = .seconds(30)
    /// For rows that another transaction has locked.
    public var lock: Duration = .seconds(10)
    /// For a session, or a place among those who write, to become free.
    public var wait: Duration = .seconds(10)
    /// How many sessions there are at most; SQLite has its own number.
    public var connections = 12

    public init() {}

    /// Of a session that only finds out whether the database can be used.
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
