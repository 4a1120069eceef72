import CArgon2
import Contract
import Foundation
import Synchronization
import Workers

/// Hashes passwords with Argon2id on its own threads. A hash takes tens of milliseconds on purpose, which must block
/// neither the server's event loops nor Swift's concurrency threads.
public final class PasswordHasher: Sendable {
    /// The cost parameters of a hash. The default is the first choice of the OWASP cheat sheet.
    public struct Cost: Sendable {
        /// The memory, in KiB.
        public var memory: UInt32
        public var iterations: UInt32
        public static let standard = Cost(memory: 19_456, iterations: 2)
        /// For tests, in which security does not matter.
        public static let minimal = Cost(memory: 64, iterations: 1)

        public init(memory: UInt32, iterations: UInt32) {
            self.memory = memory
            self.iterations = iterations
        }
    }

    /// An error while hashing or verifying a password.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    private let cost: Cost
    private let random: any RandomSource
    private let threads: WorkerThreads
    /// The longest duration of verifying an imported hash.
    private let slowestCheck = Mutex(Duration.zero)

    /// The maximum delay of a failed login to match slower hashes.
    private static let maximumDelay: Duration = .seconds(1)
    /// The maximum number of waiting calls per thread; at 20 to 30 hashes per second this is about ten seconds.
    private static let waitingPerThread = 250
    private static let longestWait: Duration = .seconds(10)

    /// - Parameter threads: the number of threads; `nil` for one per core.
    public init(cost: Cost = .standard, random: any RandomSource = SystemRandom(), threads: Int? = nil) {
        self.cost = cost
        self.random = random
        let count = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
        self.threads = WorkerThreads(
            "passwords", count: count, maximumWaiting: count * Self.waitingPerThread, within: Self.longestWait)
    }

    /// - Throws: `ServiceUnavailable` if too many calls wait or the client has disconnected.
    private func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        do {
            return try await threads.run(body)
        } catch is SlotRefusal {
            throw ServiceUnavailable("too many passwords wait to be checked")
        }
    }

    /// Returns the hash of a password with its parameters and salt, in PHC string format.
    public func hash(_ password: String) async throws -> String {
        let salt = random.bytes(16)
        return try await run { [cost] in try Self.hash(Array(password.utf8), salt: salt, cost: cost) }
    }

    /// Whether a password matches a stored hash, compared in constant time.
    /// - Parameter hash: an Argon2id or bcrypt hash, or the text of a document for `ImportedPasswordHash`.
    /// - Returns: `false` also if the hash exceeds the cost limits, which older versions did not check on import.
    /// - Throws: an error if the hash has none of these forms.
    public func verify(_ password: String, hash: String) async throws -> Bool {
        try await run { try Self.verify(password, hash) }
    }

    private static func verify(_ password: String, _ hash: String) throws -> Bool {
        if hash.hasPrefix("$2"), hash.utf8.count != 60 { throw Failure(description: "not a hash of bcrypt") }
        if hash.hasPrefix("{") || hash.hasPrefix("$2"), !isAffordable(hash) { return false }
        if hash.hasPrefix("{") { return try ImportedPasswordHash(JSON(parsing: hash)).verify(password) }
        if hash.hasPrefix("$2") { return UnixCrypt.verify(Array(password.utf8), hash: hash) }
        return try verifyArgon2(password, hash: hash)
    }

    /// Whether a password is right, for a login. Failures take the same time for all users, even unknown ones, because
    /// otherwise the duration would reveal users with slower imported hashes.
    /// - Parameter hash: the user's hash; `nil` if the user is unknown or has no password.
    public func checkLogin(_ password: String, hash: String?) async throws -> Bool {
        let clock = ContinuousClock()
        let salt = random.bytes(16)
        let (isRight, duration) = try await run { [cost] in
            let start = clock.now
            let isRight: Bool
            if let hash {
                isRight = try Self.verify(password, hash)
            } else {
                _ = try Self.hash(Array(password.utf8), salt: salt, cost: cost)
                isRight = false
            }
            return (isRight, clock.now - start)
        }
        let slowest = slowestCheck.withLock { slowest in
            if let hash, isOutdated(hash) { slowest = max(slowest, min(duration, Self.maximumDelay)) }
            return slowest
        }
        if isRight { return true }
        // Cancellation ends the sleep early, because a cancelled request needs no response.
        if duration < slowest { try? await Task.sleep(for: slowest - duration) }
        return false
    }

    /// Whether an imported hash is within the cost limits.
    public static func isAffordable(_ hash: String) -> Bool {
        do {
            if hash.hasPrefix("{") {
                _ = try ImportedPasswordHash(JSON(parsing: hash))
            } else if hash.hasPrefix("$2") {
                try HashCost.checkBcrypt(hash)
            } else {
                try HashCost.checkArgon2(hash)
            }
            return true
        } catch {
            return false
        }
    }

    /// Whether a hash has other parameters than new ones, and should be replaced when the password is known.
    public func isOutdated(_ hash: String) -> Bool {
        !hash.hasPrefix("$argon2id$v=19$m=\(cost.memory),t=\(cost.iterations),p=1$")
    }

    private static func verifyArgon2(_ password: String, hash: String) throws -> Bool {
        let bytes = Array(password.utf8)
        let code = bytes.withUnsafeBytes { argon2id_verify(hash, $0.baseAddress, $0.count) }
        switch code {
        case ARGON2_OK.rawValue: return true
        case ARGON2_VERIFY_MISMATCH.rawValue: return false
        default: throw Failure(code)
        }
    }

    private static func hash(_ password: [UInt8], salt: [UInt8], cost: Cost) throws -> String {
        let size = argon2_encodedlen(cost.iterations, cost.memory, 1, UInt32(salt.count), 32, Argon2_id)
        var encoded = [CChar](repeating: 0, count: size)
        let code = password.withUnsafeBytes { password in
            argon2id_hash_encoded(
                cost.iterations, cost.memory, 1, password.baseAddress, password.count, salt, salt.count, 32, &encoded,
                size)
        }
        guard code == ARGON2_OK.rawValue else { throw Failure(code) }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension PasswordHasher.Failure {
    fileprivate init(_ code: Int32) { description = String(cString: argon2_error_message(code)) }
}
