import SQLite

/// The ownership of a database's work.
public enum DatabaseClaim: Sendable {
    /// Several servers may use the database and coordinate their work.
    case shared
    /// This process owns the database as long as it holds the lock.
    case own(DatabaseLock)
    /// Another process owns the database, identified if known.
    case taken(by: String?)
}

extension Gatehouse {
    /// Claims a database for this process.
    /// - Throws: `Settings.Problem` if the owner cannot be determined.
    public static func claim(_ database: Settings.Database) throws -> DatabaseClaim {
        guard case .sqlite(let path) = database else { return .shared }
        do {
            if let lock = try DatabaseLock.acquire(for: path) { return .own(lock) }
            return .taken(by: DatabaseLock.holder(of: path))
        } catch let failure as LockFailure {
            throw Settings.Problem("the database cannot be locked: \(failure)")
        }
    }

    /// Claims a database for a server.
    /// - Throws: `Settings.Problem` if another process owns it.
    public static func claimForServer(_ database: Settings.Database) throws -> DatabaseClaim {
        let claim = try claim(database)
        guard case .taken(let process) = claim else { return claim }
        throw Settings.Problem(
            "another process\(process.map { " (\($0))" } ?? "") has the database already; one alone can have one of SQLite"
        )
    }
}
