import Gatehouse
import Logging
import ServiceLifecycle

/// Reloads the tenant's keys every few seconds if other servers or commands changed them.
struct TenantRefresh: Service, CustomStringConvertible {
    let gatehouse: Gatehouse
    let logger: Logger

    var description: String { "TenantRefresh" }

    private static let interval = Duration.seconds(5)

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                while true {
                    try await Task.sleep(for: Self.interval)
                    await refresh()
                }
            } catch is CancellationError {
                // The server is shutting down.
            }
        }
    }

    private func refresh() async {
        do {
            try await gatehouse.refreshTenants()
        } catch {
            logger.warning("tenants' keys were not read again", metadata: ["error": "\(error)"])
        }
    }
}
