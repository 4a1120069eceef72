import Contract
import PeopleAPI
import Serving
import Storage

/// A job's file on its way into the database, a part at a time: files can be larger than memory, and the server that
/// does the work need not be the one that was sent the file.
struct JobFile: UploadSink {
    private static let partSize = 256 * 1024
    /// How many parts are written in one transaction.
    private static let partsAtOnce = 8

    let id: ID<Job>
    private let tenant: TenantContext
    private let services: Services
    private let now: Timestamp
    private var pending: [UInt8] = []
    private var parts: [[UInt8]] = []
    private var position = 0
    /// How large the file is, in bytes.
    private(set) var size = 0

    init(of tenant: TenantContext, _ services: Services) {
        id = services.random.identifier("job")
        self.tenant = tenant
        self.services = services
        now = services.clock.now
    }

    mutating func write(_ bytes: [UInt8]) async throws {
        pending += bytes
        size += bytes.count
        guard pending.count >= Self.partSize else { return }
        parts.append(pending)
        pending = []
        if parts.count == Self.partsAtOnce { try await flush() }
    }

    /// Writes what is left. The file is whole then, but nobody's until there is a job.
    mutating func close() async throws {
        if !pending.isEmpty { parts.append(pending) }
        pending = []
        if !parts.isEmpty { try await flush() }
    }

    private mutating func flush() async throws {
        let (id, position, parts, now) = (id, position, parts, now)
        try await services.store.write(tenant.id) { transaction in
            for (index, part) in parts.enumerated() {
                try transaction.insertFile(part, of: id, position: position + index, at: now)
            }
        }
        self.position += parts.count
        self.parts = []
    }

    func discard() async {
        do {
            try await services.store.write(tenant.id) { [id] in try $0.deleteFile(of: id) }
        } catch {
            // What nobody owns is deleted after a day.
            services.logger.warning("an upload was left behind", metadata: ["job": "\(id)", "error": "\(error)"])
        }
    }
}
