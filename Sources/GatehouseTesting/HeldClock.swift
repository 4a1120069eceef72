import Contract
import Serving
import Synchronization

/// A clock that advances only when the test advances it.
public final class HeldClock: TimeSource {
    private let moment: Mutex<Timestamp>

    /// Creates a clock; it starts at 2026-01-31T12:00:00.000Z by default.
    public init(_ start: Timestamp = Timestamp(milliseconds: 1_769_860_800_000)) { moment = Mutex(start) }

    public var now: Timestamp { moment.withLock { $0 } }

    /// Sets the clock, possibly to an earlier time.
    public func set(_ moment: Timestamp) { self.moment.withLock { $0 = moment } }

    /// Advances the clock.
    public func advance(_ duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
