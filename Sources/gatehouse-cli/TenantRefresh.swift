import Gatehouse
import Logging
import ServiceLifecycle

/// Takes in, every few seconds, what other servers and commands have changed of tenants' keys.
struct TenantRefresh: Service {
    let gatehouse: Gatehouse
    let logger: Logger

    private static let interval = Duration.seconds(5)

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await Task.sleep(for: Self.interval)
                do {
                    try await gatehouse.refreshTenants()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("tenants' keys were not read again", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
