import Synchronization

/// Remembers that a file was found to be damaged, which it stays.
final class DamageMark: Sendable {
    private let detail = Mutex<String?>(nil)

    /// What was found; `nil` where nothing was.
    var found: String? { detail.withLock { $0 } }

    func set(_ detail: String) { self.detail.withLock { $0 = $0 ?? detail } }
}
