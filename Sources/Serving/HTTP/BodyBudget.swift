import Synchronization

/// The memory limit for all request bodies together.
final class BodyBudget: Sendable {
    private let used = Atomic<Int>(0)
    private let size: Int

    init(_ size: Int) { self.size = size }

    /// - Returns: whether the memory was available.
    func take(_ count: Int) -> Bool {
        let before = used.wrappingAdd(count, ordering: .relaxed).oldValue
        if before + count <= size { return true }
        used.wrappingSubtract(count, ordering: .relaxed)
        return false
    }

    func giveBack(_ count: Int) { used.wrappingSubtract(count, ordering: .relaxed) }
}
