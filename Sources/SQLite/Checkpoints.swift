import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

/// Brings what is in the write-ahead log into the file, beside the writes. Left to SQLite, the writer does it, and
/// everyone who writes waits for the disk meanwhile.
final class Checkpoints: Sendable {
    /// When, in pages of the log.
    struct Distances: Sendable {
        /// Of the pages that many transactions in a row change, fewer are written the more pages these are. Of 4 KB each,
        /// these are 8 MB: what a plain copy of the file lacks at most.
        var interval = 2_000
        /// How long the log may be before the writer does it after all: the log begins anew only when all of it is in the
        /// file, which it never is while one writes as another copies.
        var limit = 64_000
        /// How long what is written waits at most, where little is.
        var time: DispatchTimeInterval = .seconds(10)
    }

    private struct State {
        /// How long the log was when the last copy was begun.
        var begun = 0
        /// Whether a copy will be made when time is up.
        var isScheduled = false
    }

    private let connection: DatabaseQueue
    private let distances: Distances
    private let queue = DispatchQueue(label: "sqlite.checkpoint")
    private let state = Mutex(State())

    /// - Parameter connection: one that nothing else uses.
    init(_ connection: DatabaseQueue, _ distances: Distances) {
        self.connection = connection
        self.distances = distances
    }

    /// Has SQLite tell of each commit of a connection, which must not outlive this.
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

    // One that fails loses nothing, and is tried again after the next commits.
    private func committed(_ writer: OpaquePointer?, _ name: UnsafePointer<CChar>?, length: Int) {
        if length >= distances.limit {
            sqlite3_wal_checkpoint_v2(writer, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            return
        }
        let (isDue, mustSchedule) = state.withLock { state in
            // A log that is shorter than it was has begun anew.
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

    /// Waits for the one that is under way.
    func finish() { queue.sync {} }
}
