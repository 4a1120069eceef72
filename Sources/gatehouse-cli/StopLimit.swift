import Dispatch
import Foundation
import Logging
import ServiceLifecycle

/// Ends the process when an orderly stop takes too long. What was acknowledged is on disk; what was not is cut off.
struct StopLimit: Service, CustomStringConvertible {
    /// How much longer than requests the rest of the process may take.
    private static let grace = 3.0

    let time: Duration
    let logger: Logger

    var description: String { "StopLimit" }

    func run() async throws {
        try await gracefulShutdown()
        let seconds = Double(time.components.seconds) + Self.grace
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [logger] in
            logger.error("the server did not stop in time: what was in flight is cut off")
            // Without what is run at the end of a process: threads are still at work.
            _exit(0)
        }
    }
}
