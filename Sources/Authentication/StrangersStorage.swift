import Contract
import Events
import Model
import Storage

extension Transaction {
    /// The approximate size of a log event of a failed request, in bytes.
    private static let eventSize = 3_072

    /// Logs a request that does not need authentication, within the storage limit of the caller's IP address.
    ///
    /// Beyond the limit the event is dropped, because callers could fill the disk with log events otherwise.
    func emit(failure event: LoggedEvent, from ip: String, at now: Timestamp, _ ids: LogIdentifiers) throws {
        guard try takeStorage(Self.eventSize, from: ip, at: now) else { return }
        try emit(event, ids)
    }
}

extension AuthorizationRequest {
    /// The size of the request in the database, in bytes.
    func size() throws -> Int { try JSON(encoding: self).text.utf8.count }
}
