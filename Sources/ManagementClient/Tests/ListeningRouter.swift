import Hummingbird
import Logging

extension Router where Context: InitializableFromSource<ApplicationRequestContextSource> {
    /// Listens on a free port while a test runs.
    /// - Parameter test: The test, which receives the address, such as `http://127.0.0.1:3000`.
    func listening(_ test: @Sendable @escaping (String) async throws -> Void) async throws {
        let ports = AsyncStream<Int>.makeStream()
        let application = Application(
            router: self, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { ports.continuation.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "server", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup { group in
            group.addTask { try await application.run() }
            for await port in ports.stream {
                try await test("http://127.0.0.1:\(port)")
                break
            }
            group.cancelAll()
        }
    }
}
