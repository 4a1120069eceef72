import Glibc

/// Says that one process alone does the work of a database file: it stands beside the file, and is let go when the process
/// ends, however it ends.
public final class DatabaseLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock of a database file.
    /// - Returns: `nil` where another process has it.
    /// - Throws: `LockFailure` where there can be none.
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
        // For people who look.
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
        return DatabaseLock(descriptor: descriptor)
    }

    /// The process that has the lock, as it says.
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

/// Why a database file cannot be locked.
public struct LockFailure: Error, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}
