import Contract
import PeopleAPI
import Serving
import Storage

/// The upload of a job's file into the database in parts: files can be larger than memory, and another server than the
/// one that received the file may process it.
struct JobFile: UploadSink {
    private static let partSize = 256 * 1024
    /// The number of parts per transaction.
    private static let partsAtOnce = 8

    let id: ID<Job>
    private let tenant: TenantContext
    private let services: Services
    private let now: Timestamp
    private var pending: [UInt8] = []
    private var parts: [[UInt8]] = []
    private var position = 0
    /// The size of the file, in bytes.
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

    /// Writes the rest. The file is then complete, but has no owner until the job is created.
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
            // Files without an owner are deleted after one day.
            services.logger.warning("an upload was left behind", metadata: ["job": "\(id)", "error": "\(error)"])
        }
    }
}
