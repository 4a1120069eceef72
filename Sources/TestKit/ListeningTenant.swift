extension TestTenant {
    /// Listens on a socket while a closure runs.
    /// - Parameter body: The closure, which receives the address, such as `http://127.0.0.1:PORT`.
    public func listening(_ body: (String) async throws -> Void) async throws {
        try await gatehouse.listening(logger: .silent, body)
    }
}
