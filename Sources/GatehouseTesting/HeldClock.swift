import Contract
import Serving
import Synchronization

/// A clock that stands still until it is moved on by hand.
public final class HeldClock: TimeSource {
    private let moment: Mutex<Timestamp>

    /// 2026-01-31T12:00:00.000Z unless told otherwise.
    public init(_ start: Timestamp = Timestamp(milliseconds: 1_769_860_800_000)) { moment = Mutex(start) }

    public var now: Timestamp { moment.withLock { $0 } }

    /// Sets the clock to a moment, be it an earlier one.
    public func set(_ moment: Timestamp) { self.moment.withLock { $0 = moment } }

    /// Moves on.
    public func advance(_ duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
