import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

/// Runs checkpoints of the write-ahead log concurrently with writes. By default, SQLite runs them in the writer, which
/// delays all writes.
final class Checkpoints: Sendable {
    /// The thresholds for checkpoints, in pages of the log.
    struct Distances: Sendable {
        /// The number of pages between two checkpoints. Larger values save writes, because many transactions change the
        /// same pages. With pages of 4 KB this is 8 MB, which is the most that a plain copy of the file lacks.
        var interval = 2_000
        /// The length of the log at which the writer runs the checkpoint itself. The log restarts only when all of it
        /// is in the file, which may never happen while writes continue during checkpoints.
        var limit = 64_000
        /// The maximum time until a checkpoint if there are few writes.
        var time: DispatchTimeInterval = .seconds(10)
    }

    private struct State {
        /// The length of the log when the last checkpoint began.
        var begun = 0
        /// Whether a checkpoint is scheduled.
        var isScheduled = false
    }

    private let connection: DatabaseQueue
    private let distances: Distances
    private let queue = DispatchQueue(label: "sqlite.checkpoint")
    private let state = Mutex(State())

    /// - Parameter connection: a connection that nothing else uses.
    init(_ connection: DatabaseQueue, _ distances: Distances) {
        self.connection = connection
        self.distances = distances
    }

    /// Observes the commits of a connection, which must not outlive this object.
    func follow(_ writer: Database) {
        sqlite3_wal_hook(
            writer.sqliteConnection,
            { checkpoints, writer, name, pages in
                if let checkpoints {
                    Unmanaged<Checkpoints>.fromOpaque(checkpoints).takeUnretainedValue()
                        .committed(writer, name, length: Int(pages))
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    // A failed checkpoint loses no data, and is repeated after later commits.
    private func committed(_ writer: OpaquePointer?, _ name: UnsafePointer<CChar>?, length: Int) {
        if length >= distances.limit {
            sqlite3_wal_checkpoint_v2(writer, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            return
        }
        let (isDue, mustSchedule) = state.withLock { state in
            // If the log is shorter than before, it has restarted.
            if length < state.begun { state.begun = 0 }
            if length - state.begun >= distances.interval {
                state.begun = length
                return (true, false)
            }
            defer { state.isScheduled = true }
            return (false, !state.isScheduled)
        }
        if isDue { queue.async { self.copy() } }
        if mustSchedule {
            queue.asyncAfter(deadline: .now() + distances.time) { [weak self] in
                guard let self else { return }
                state.withLock { $0.isScheduled = false }
                copy()
            }
        }
    }

    private func copy() {
        connection.inDatabase { database in
            _ = sqlite3_wal_checkpoint_v2(database.sqliteConnection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        }
    }

    /// Waits for the current checkpoint.
    func finish() { queue.sync {} }
}
