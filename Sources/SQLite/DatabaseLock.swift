import Glibc

/// An exclusive lock of a database file for one process. The lock file is beside the database file, and the lock is
/// released when the process ends in any way.
public final class DatabaseLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Acquires the lock of a database file.
    /// - Returns: `nil` if another process has it.
    /// - Throws: `LockFailure` if the file cannot be locked.
    public static func acquire(for path: String) throws -> DatabaseLock? {
        let file = path + ".lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LockFailure("\(file): \(String(cString: strerror(errno)))") }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let isTaken = errno == EWOULDBLOCK
            let reason = String(cString: strerror(errno))
            close(descriptor)
            guard isTaken else { throw LockFailure("\(file): \(reason)") }
            return nil
        }
        // The process ID is for administrators.
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
        return DatabaseLock(descriptor: descriptor)
    }

    /// Returns the process ID in the lock file.
    public static func holder(of path: String) -> String? {
        let descriptor = open(path + ".lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = read(descriptor, &bytes, bytes.count)
        let digits = bytes.prefix(max(0, count)).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }
}

/// The reason why a database file cannot be locked.
public struct LockFailure: Error, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}
