import Synchronization

/// A record that a file was found to be corrupt, which is permanent.
final class DamageMark: Sendable {
    private let detail = Mutex<String?>(nil)

    /// The error; `nil` if there is none.
    var found: String? { detail.withLock { $0 } }

    func set(_ detail: String) { self.detail.withLock { $0 = $0 ?? detail } }
}
