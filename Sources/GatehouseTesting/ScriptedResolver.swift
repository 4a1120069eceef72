import Outbound
import Synchronization

/// Looks names up in what a test says.
public final class ScriptedResolver: DomainResolver {
    private struct Question: Hashable {
        let type: DomainRecordType
        let name: String
    }

    private let answers = Mutex<[Question: [String]]>([:])
    private let silent = Mutex(false)

    public init() {}

    /// Has a name say something from now on.
    public func answer(_ type: DomainRecordType, of name: String, with records: [String]) {
        answers.withLock { $0[Question(type: type, name: name)] = records }
    }

    /// Whether nobody can be asked.
    public func fallSilent(_ isSilent: Bool = true) { silent.withLock { $0 = isSilent } }

    public func records(_ type: DomainRecordType, of name: String) async throws -> [String] {
        if silent.withLock({ $0 }) { throw OutboundFailure("The DNS has no answer for \(name)") }
        return answers.withLock { $0[Question(type: type, name: name)] ?? [] }
    }
}
