import Contract
import Foundation
import Keyring
import Secrets
import Storage

/// The file with the root keys, under which secrets are encrypted. With the file and the database, all secrets can be
/// decrypted.
public struct RootKeyFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// The maximum age in seconds of a file that exists before its tenant: another server may be starting at the same
    /// time, or may have been interrupted.
    private static let youth: TimeInterval = 600

    /// Returns the keys in the file, which is created if it does not exist.
    /// - Throws: `Settings.Problem` if it cannot be read or created.
    public func keys() throws -> RootKeys {
        if !isThere { try make(try RootKeys.generate(SystemRandom())) }
        return try read()
    }

    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    /// Whether the file is so old that a tenant should exist too.
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

    /// Creates the file. If several servers do so at once, the keys of the first one are used by all.
    private func make(_ keys: RootKeys) throws {
        try withTemporary(keys) { temporary in link(temporary, path) == 0 || errno == EEXIST }
    }

    /// Replaces the keys in the file atomically.
    func write(_ keys: RootKeys) throws {
        try withTemporary(keys) { temporary in rename(temporary, path) == 0 }
    }

    /// Writes keys to a temporary file in the same folder, and runs a closure with it.
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
        // The directory entry is synced to disk before anything is encrypted with the key.
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
    /// Replaces the root key in a file. Secrets are not encrypted again: the keys that encrypt them are wrapped with
    /// the new root key. The file contains both keys until the database no longer needs the old one.
    /// - Returns: The identifier of the new key.
    /// - Throws: `Settings.Problem` if the file or the database cannot be used.
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
