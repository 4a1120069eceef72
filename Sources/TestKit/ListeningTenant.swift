import Logging
import Serving
import ServiceLifecycle

extension TestTenant {
    /// Has the server listen on a socket while something is done with it.
    /// - Parameter body: is told where, as `http://127.0.0.1:PORT`.
    public func listening(_ body: (String) async throws -> Void) async throws {
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let server = HTTPServer(gatehouse.site, host: "127.0.0.1", port: 0, logger: .silent) { port in
            listening.yield(port)
        }
        let group = ServiceGroup(configuration: .init(services: [.init(service: server.service)], logger: .silent))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            guard let port = await ports.first(where: { _ in true }) else { return }
            let result = await Result.catching { try await body("http://127.0.0.1:\(port)") }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }
}
