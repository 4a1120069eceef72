import Foundation
import Secrets
import Storage

// A root key beside an empty database indicates a lost database, and a database without its root key cannot be
// decrypted. In neither case may a new tenant be created silently.

extension Settings {
    /// Whether the root key is so old that a tenant must exist too.
    var missesTenant: Bool { !allowsNewTenant && database != .memory && rootKeyFile?.isOld ?? false }

    var missingTenant: Problem {
        Problem(
            """
            the root key file \(rootKeyFile?.path ?? "") has been there for a while, and the database has no tenant: bring \
            back the database, or make a new tenant with --new-tenant
            """)
    }

    /// - Throws: `Problem` if the file of the database is missing, before a new one is created.
    func requireDatabaseFile() throws {
        guard missesTenant, case .sqlite(let path) = database, Self.isEmpty(path) else { return }
        throw missingTenant
    }

    /// Whether a file is missing or empty.
    fileprivate static func isEmpty(_ path: String) -> Bool {
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return (size ?? 0) == 0
    }
}

extension Gatehouse {
    /// Returns the root keys of a database. A missing file is created, unless the database needs the missing keys.
    /// - Throws: `Settings.Problem`.
    public static func rootKeys(
        in file: RootKeyFile, for database: Settings.Database, _ limits: StoreLimits
    ) async throws -> RootKeys {
        guard !file.isThere, database != .memory else { return try file.keys() }
        if case .sqlite(let path) = database, Settings.isEmpty(path) { return try file.keys() }
        do {
            let store = try store(database, limits)
            let isNeeded = try await Tenants.areThere(in: store)
            await store.close()
            // Another server may have created both in the meantime.
            guard isNeeded, !file.isThere else { return try file.keys() }
        } catch let error as StorageError {
            throw Settings.Problem("the database cannot be used: \(error)")
        }
        throw Settings.Problem(
            """
            the root key file \(file.path) is missing, and the database has secrets that are sealed under it: bring it back, \
            or name it with --root-key
            """)
    }
}
