import Dispatch
import Foundation
import Logging
import ServiceLifecycle

/// Ends the process if a graceful shutdown takes too long. Acknowledged work is on disk; the rest is aborted.
struct StopLimit: Service, CustomStringConvertible {
    /// The additional time in seconds for the rest of the process after the time limit for requests.
    private static let grace = 3.0

    let time: Duration
    let logger: Logger

    var description: String { "StopLimit" }

    func run() async throws {
        try await gracefulShutdown()
        let seconds = Double(time.components.seconds) + Self.grace
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [logger] in
            logger.error("the server did not stop in time: what was in flight is cut off")
            // Skips exit handlers, because threads are still running.
            _exit(0)
        }
    }
}
