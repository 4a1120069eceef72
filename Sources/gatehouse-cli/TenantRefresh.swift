import Gatehouse
import Logging
import ServiceLifecycle

/// Takes in, every few seconds, what other servers and commands have changed of tenants' keys.
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
                // The server stops.
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
