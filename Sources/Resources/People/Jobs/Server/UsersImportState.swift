import Contract
import Model
import PeopleAPI

/// How far an import has come.
struct UsersImportState: Codable, Sendable {
    let job: ID<Job>
    let connection: String
    let upsert: Bool
    /// When the job began; all its users bear this moment, so that it knows its own.
    let startedAt: Timestamp
    /// The size of the file, in bytes.
    let size: Int
    /// The part of the file where the next user begins, and the place in it.
    var part = 0
    var offset = 0
    /// What was read last, as `ArrayScanner` names it.
    var place = ArrayScanner.Place.nothing.rawValue
    /// How much of the file was read, in bytes.
    var done = 0
    /// How many users were read; those of before, where the job began with a version that read none ahead.
    var readAhead: Int?
    var inserted = 0
    var updated = 0
    var failed = 0

    var total: Int { inserted + updated + failed }

    /// How many users were read.
    var read: Int {
        get { readAhead ?? total }
        set { readAhead = newValue }
    }

    /// The same place in the file, with what another state has counted.
    func counting(_ other: UsersImportState) -> UsersImportState {
        var state = self
        (state.inserted, state.updated, state.failed) = (other.inserted, other.updated, other.failed)
        return state
    }

    var summary: Job.Summary {
        Job.Summary(failed: failed, updated: updated, inserted: inserted, total: total)
    }
}
