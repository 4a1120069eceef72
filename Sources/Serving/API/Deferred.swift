import Synchronization

/// A value that is computed on first use, since a starting server needs few of the hundreds of operations.
final class Deferred<Value: Sendable>: Sendable {
    private let make: @Sendable () -> Value
    private let made = Mutex<Value?>(nil)

    init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    var value: Value {
        if let value = made.withLock({ $0 }) { return value }
        // Concurrent callers compute the same value.
        let value = make()
        made.withLock { $0 = value }
        return value
    }
}
