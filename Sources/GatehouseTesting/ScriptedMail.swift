import Outbound
import Synchronization

/// Takes mails, or does not, as a test says.
public final class ScriptedMail: OutboundMail {
    private let failures = Mutex<[String: OutboundMailFailure]>([:])
    private let taken = Mutex<[OutboundDelivery]>([])

    public init() {}

    /// What was taken so far, in order.
    public var deliveries: [OutboundDelivery] { taken.withLock { $0 } }

    /// Has mails to an address fail from now on; with `nil`, they are taken again.
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
