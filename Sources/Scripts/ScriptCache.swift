import Contract
import Foundation
import Synchronization

/// A record of `api.cache`.
struct ScriptCacheRecord: Hashable, Sendable {
    let key: String
    let value: String
    /// The expiry, in milliseconds since 1970.
    let expiry: Double

    var json: JSON { ["key": .string(key), "value": .string(value), "expires_at": .number(expiry)] }

    init?(_ json: JSON) {
        guard let key = json["key"]?.string, let value = json["value"]?.string else { return nil }
        let expiry: Double
        switch json["expires_at"] {
        case .integer(let whole): expiry = Double(whole)
        case .number(let number): expiry = number
        default: return nil
        }
        self.key = key
        self.value = value
        self.expiry = expiry
    }

    fileprivate var size: Int { key.utf8.count + value.utf8.count }
}

/// The cache that scripts use with `api.cache`, per tenant and trigger.
final class ScriptCache: Sendable {
    /// The owner of records.
    struct Owner: Hashable, Sendable {
        let tenant: String
        let trigger: String
    }

    /// Auth0's limits for one trigger.
    private static let maximumCount = 20
    private static let maximumSize = 8192
    /// The maximum number of triggers with records, for all tenants together.
    private static let maximumOwners = 1000

    private let records = Mutex<[Owner: [ScriptCacheRecord]]>([:])

    func records(of owner: Owner) -> [ScriptCacheRecord] { records.withLock { $0[owner] ?? [] } }

    /// Stores the records that a process reports. Scripts can manipulate them, so records beyond the limits are
    /// dropped.
    func set(_ given: [ScriptCacheRecord], of owner: Owner) {
        var kept: [ScriptCacheRecord] = []
        var size = 0
        for record in given.prefix(Self.maximumCount) {
            size += record.size
            guard size <= Self.maximumSize else { break }
            kept.append(record)
        }
        records.withLock { records in
            if records[owner] == nil, records.count >= Self.maximumOwners { records = [:] }
            records[owner] = kept.isEmpty ? nil : kept
        }
    }
}
