/// The client for which a task works.
package struct WorkClient: Sendable {
    /// The client's IP address or network, by which waiting clients are distinguished.
    package let address: String
    /// Whether the client has disconnected, so that no response is needed.
    package let isGone: @Sendable () -> Bool

    package init(address: String, isGone: @escaping @Sendable () -> Bool) {
        self.address = address
        self.isGone = isGone
    }

    @TaskLocal package static var current: WorkClient?
}
