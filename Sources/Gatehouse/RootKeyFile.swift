import Contract
import Foundation
import Keyring
import Secrets
import Storage

/// The file with the keys that secrets are sealed under. Whoever has it and the database can read them all.
public struct RootKeyFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// How long ago a file may have been made that is there before the tenant is: by another server that starts at the same
    /// time, or by one that was interrupted.
    private static let youth: TimeInterval = 600

    /// The keys in the file, which is made where there is none.
    /// - Throws: `Settings.Problem` where it cannot be read or made.
    public func keys() throws -> RootKeys {
        if !isThere { try make(try RootKeys.generate(SystemRandom())) }
        return try read()
    }

    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    /// Whether the file was made so long ago that a tenant ought to be there, too.
    var isOld: Bool {
        let date = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        return date.map { $0.timeIntervalSinceNow < -Self.youth } ?? false
    }

    func read() throws -> RootKeys {
        do {
            return try RootKeys(parsing: String(contentsOfFile: path, encoding: .utf8))
        } catch let refusal as SealingKey.Refusal {
            throw Settings.Problem("the root key file \(path) cannot be used: \(refusal)")
        } catch {
            throw Settings.Problem("the root key file \(path) cannot be read: \(error.localizedDescription)")
        }
    }

    /// Makes the file. Of several servers that do so at once, the first one's keys count for all.
    private func make(_ keys: RootKeys) throws {
        try withTemporary(keys) { temporary in link(temporary, path) == 0 || errno == EEXIST }
    }

    /// Puts keys in the place of those in the file, at once, so that none is ever half there.
    func write(_ keys: RootKeys) throws {
        try withTemporary(keys) { temporary in rename(temporary, path) == 0 }
    }

    /// Writes keys to a file beside this one, and does something with it.
    private func withTemporary(_ keys: RootKeys, _ body: (String) -> Bool) throws {
        let temporary = "\(path).\(UUID().uuidString)"
        defer { unlink(temporary) }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: Data(keys.text.utf8))
            try file.synchronize()
            try file.close()
        } catch {
            throw Settings.Problem("the root key file \(path) cannot be written: \(error.localizedDescription)")
        }
        guard body(temporary) else { throw failure() }
        // The name is on disk, too, before anything is sealed under the key.
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    private func failure() -> Settings.Problem {
        Settings.Problem("the root key file \(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}

extension Gatehouse {
    /// Puts a new root key in the place of the one in a file. Nothing is sealed anew: the keys that secrets are sealed
    /// with are wrapped by the new one. The file has both keys until the database says that the old one is not needed.
    /// - Returns: the new key's name.
    /// - Throws: `Settings.Problem` where the file or the database cannot be used.
    public static func rotateRootKey(_ settings: Settings, in file: RootKeyFile) async throws -> String {
        let before = try file.keys()
        let roots = try before.rotated(SystemRandom())
        let vault = Vault(roots)
        let store = SealingStore(try store(settings.database), sealing: vault)
        try await store.migrate(Composition.migrations)
        try await Tenants.checkRoot(vault, in: store)
        try file.write(roots)
        let now = SystemClock().now
        try await store.write(Tenants.only) { transaction in
            try transaction.rewrap(from: before, under: roots.current, vault, at: now)
            try transaction.changeGeneration()
        }
        await store.close()
        try file.write(roots.withoutOlder)
        return roots.current.kid
    }
}
