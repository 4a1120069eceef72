/// Whom the work of a task is done for.
package struct WorkClient: Sendable {
    /// Told apart by this where many wait: the client's address, or the network that it is in.
    package let address: String
    /// Whether it has left, and nobody waits for the answer.
    package let isGone: @Sendable () -> Bool

    package init(address: String, isGone: @escaping @Sendable () -> Bool) {
        self.address = address
        self.isGone = isGone
    }

    @TaskLocal package static var current: WorkClient?
}
