import Contract
import Foundation
import Keyring
import Secrets
import Storage

/// The file with the keys that secrets are sealed under. Whoever has it and the database can read them all.
public struct RootKeyFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// The keys in the file, which is made where there is none.
    /// - Throws: `Settings.Problem` where it cannot be read or made.
    public func keys() throws -> RootKeys {
        if !FileManager.default.fileExists(atPath: path) { try write(try RootKeys.generate(SystemRandom())) }
        return try read()
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

    /// Puts keys in the place of those in the file, at once, so that none is ever half there.
    func write(_ keys: RootKeys) throws {
        let temporary = "\(path).new"
        do {
            try? FileManager.default.removeItem(atPath: temporary)
            let isMade = FileManager.default.createFile(
                atPath: temporary, contents: nil, attributes: [.posixPermissions: 0o600])
            guard isMade, let file = FileHandle(forWritingAtPath: temporary) else {
                throw CocoaError(.fileWriteNoPermission)
            }
            try file.write(contentsOf: Data(keys.text.utf8))
            try file.synchronize()
            try file.close()
            guard rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw Settings.Problem("the root key file \(path) cannot be written: \(error.localizedDescription)")
        }
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
