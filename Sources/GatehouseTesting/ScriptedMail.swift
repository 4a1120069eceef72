import Outbound
import Synchronization

/// A mail transport that accepts or rejects emails as the test specifies.
public final class ScriptedMail: OutboundMail {
    private let failures = Mutex<[String: OutboundMailFailure]>([:])
    private let taken = Mutex<[OutboundDelivery]>([])

    public init() {}

    /// The accepted emails so far, in order.
    public var deliveries: [OutboundDelivery] { taken.withLock { $0 } }

    /// Makes emails to an address fail; `nil` accepts them again.
    public func fail(_ recipient: String, with failure: OutboundMailFailure?) {
        failures.withLock { $0[recipient] = failure }
    }

    public func send(_ delivery: OutboundDelivery) async throws {
        let known = failures.withLock { $0 }
        for recipient in delivery.recipients {
            if let failure = known[recipient] { throw failure }
        }
        taken.withLock { $0.append(delivery) }
    }
}
