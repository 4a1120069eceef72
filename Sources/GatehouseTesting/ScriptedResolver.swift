import Outbound
import Synchronization

/// A DNS resolver whose records the test specifies.
public final class ScriptedResolver: DomainResolver {
    private struct Question: Hashable {
        let type: DomainRecordType
        let name: String
    }

    private let answers = Mutex<[Question: [String]]>([:])
    private let silent = Mutex(false)

    public init() {}

    /// Sets the records of a name.
    public func answer(_ type: DomainRecordType, of name: String, with records: [String]) {
        answers.withLock { $0[Question(type: type, name: name)] = records }
    }

    /// Makes all lookups fail, or succeed again.
    public func fallSilent(_ isSilent: Bool = true) { silent.withLock { $0 = isSilent } }

    public func records(_ type: DomainRecordType, of name: String) async throws -> [String] {
        if silent.withLock({ $0 }) { throw OutboundFailure("The DNS has no answer for \(name)") }
        return answers.withLock { $0[Question(type: type, name: name)] ?? [] }
    }
}
