extension TestTenant {
    /// Has the server listen on a socket while something is done with it.
    /// - Parameter body: is told where, as `http://127.0.0.1:PORT`.
    public func listening(_ body: (String) async throws -> Void) async throws {
        try await gatehouse.listening(logger: .silent, body)
    }
}
