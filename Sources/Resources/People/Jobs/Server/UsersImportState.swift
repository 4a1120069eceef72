import Contract
import Model
import PeopleAPI

/// The progress of an import.
struct UsersImportState: Codable, Sendable {
    let job: ID<Job>
    let connection: String
    let upsert: Bool
    /// The start time of the job, which all its users have as `updated_at`, so that the job recognizes them.
    let startedAt: Timestamp
    /// The size of the file, in bytes.
    let size: Int
    /// The part of the file that contains the next user, followed by the user's offset in it.
    var part = 0
    var offset = 0
    /// The token that was read last, as named by `ArrayScanner`.
    var place = ArrayScanner.Place.nothing.rawValue
    /// The number of bytes read.
    var done = 0
    /// The number of users read; `nil` if an older version that did not read ahead started the job.
    var readAhead: Int?
    var inserted = 0
    var updated = 0
    var failed = 0

    var total: Int { inserted + updated + failed }

    /// The number of users read.
    var read: Int {
        get { readAhead ?? total }
        set { readAhead = newValue }
    }

    /// Returns the same position in the file with the counts of another state.
    func counting(_ other: UsersImportState) -> UsersImportState {
        var state = self
        (state.inserted, state.updated, state.failed) = (other.inserted, other.updated, other.failed)
        return state
    }

    var summary: Job.Summary {
        Job.Summary(failed: failed, updated: updated, inserted: inserted, total: total)
    }
}
