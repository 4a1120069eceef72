import Contract
import Events
import Model
import Storage

extension Transaction {
    /// The size of a log event of a failed request, roughly, in bytes.
    private static let eventSize = 3_072

    /// Writes a log event of a request that anybody can make, as long as there is room for what the caller causes.
    ///
    /// Beyond that the event is left out: a stranger could fill the disk with the log otherwise.
    func emit(failure event: LoggedEvent, from ip: String, at now: Timestamp, _ ids: LogIdentifiers) throws {
        guard try takeStorage(Self.eventSize, from: ip, at: now) else { return }
        try emit(event, ids)
    }
}

extension AuthorizationRequest {
    /// The size of the request in the database, in bytes.
    func size() throws -> Int { try JSON(encoding: self).text.utf8.count }
}
