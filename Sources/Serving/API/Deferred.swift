import Synchronization

/// A value that is worked out when it is first asked for. Of hundreds of operations, a server that starts needs none yet.
final class Deferred<Value: Sendable>: Sendable {
    private let make: @Sendable () -> Value
    private let made = Mutex<Value?>(nil)

    init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    var value: Value {
        if let value = made.withLock({ $0 }) { return value }
        // Whoever comes at the same time works out the same.
        let value = make()
        made.withLock { $0 = value }
        return value
    }
}
