import SQLite

/// Who does the work of a database.
public enum DatabaseClaim: Sendable {
    /// Several servers may, and find out among themselves who does what.
    case shared
    /// This process, for as long as the lock is held.
    case own(DatabaseLock)
    /// Another process, as far as it says which.
    case taken(by: String?)
}

extension Gatehouse {
    /// Claims a database for this process.
    /// - Throws: `Settings.Problem` where that cannot be found out.
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
    /// - Throws: `Settings.Problem` where another process has it.
    public static func claimForServer(_ database: Settings.Database) throws -> DatabaseClaim {
        let claim = try claim(database)
        guard case .taken(let process) = claim else { return claim }
        throw Settings.Problem(
            "another process\(process.map { " (\($0))" } ?? "") has the database already; one alone can have one of SQLite"
        )
    }
}
