/// The limits on the cost of verifying imported password hashes. The importer chooses the cost, and anyone can trigger
/// a verification by trying to log in, so hashes beyond the limits are neither imported nor verified.
enum HashCost {
    /// The maximum memory in KiB: 256 MiB.
    static let mostArgon2Memory = 262_144
    static let mostArgon2Iterations = 20
    static let mostArgon2Parallelism = 16
    /// The maximum product of memory in KiB and iterations: about one second of processor time.
    static let mostArgon2Work = 2_097_152
    /// The maximum base-2 logarithm of the rounds.
    static let mostBcryptCost = 14
    static let mostPBKDF2Iterations = 2_000_000
    /// The maximum product of cost, block size and parallelization: about one second of processor time.
    static let mostScryptWork = 1 << 22
    /// The maximum number of rounds of `crypt(3)` with SHA-2.
    static let mostCryptRounds = 1_000_000

    /// - Throws: `Problem` if an Argon2 PHC string exceeds the limits or has no valid parameters.
    static func checkArgon2(_ hash: String) throws {
        // `$argon2id$v=19$m=65536,t=3,p=4$SALT$HASH`; the first version has no `v`.
        let parts = hash.split(separator: "$", omittingEmptySubsequences: true)
        guard let costs = parts.first(where: { $0.hasPrefix("m=") }) else {
            throw ImportedPasswordHash.Problem("hash.value is not a PHC string of argon2")
        }
        var numbers: [Substring: Int] = [:]
        for pair in costs.split(separator: ",") {
            let halves = pair.split(separator: "=")
            guard halves.count == 2, let number = Int(halves[1]), numbers[halves[0]] == nil else {
                throw ImportedPasswordHash.Problem("hash.value is not a PHC string of argon2")
            }
            numbers[halves[0]] = number
        }
        guard let memory = numbers["m"], let iterations = numbers["t"], let parallelism = numbers["p"] else {
            throw ImportedPasswordHash.Problem("hash.value is not a PHC string of argon2")
        }
        guard (1...mostArgon2Memory).contains(memory), (1...mostArgon2Iterations).contains(iterations),
            (1...mostArgon2Parallelism).contains(parallelism), memory * iterations <= mostArgon2Work
        else {
            throw ImportedPasswordHash.Problem(
                """
                argon2 may take at most m=\(mostArgon2Memory), t=\(mostArgon2Iterations), p=\(mostArgon2Parallelism), \
                and m times t at most \(mostArgon2Work)
                """)
        }
    }

    /// - Throws: `Problem` if a bcrypt hash exceeds the limit.
    static func checkBcrypt(_ hash: String) throws {
        let bytes = Array(hash.utf8)
        guard bytes.count == 60, bytes[0] == UInt8(ascii: "$"), bytes[3] == UInt8(ascii: "$"),
            let cost = Int(String(decoding: bytes[4..<6], as: UTF8.self)), cost >= 4
        else { throw ImportedPasswordHash.Problem("hash.value is not bcrypt's") }
        guard cost <= mostBcryptCost else {
            throw ImportedPasswordHash.Problem("bcrypt may have a cost of at most \(mostBcryptCost)")
        }
    }

    /// - Throws: `Problem` if a `crypt(3)` hash exceeds the limits or is of an unknown kind.
    static func checkCrypt(_ hash: String) throws {
        if hash.hasPrefix("$2") { return try checkBcrypt(hash) }
        let isPlain = hash.hasPrefix("$1$") || (!hash.hasPrefix("$") && hash.utf8.count == 13)
        if isPlain { return }
        guard hash.hasPrefix("$5$") || hash.hasPrefix("$6$") else {
            throw ImportedPasswordHash.Problem("hash.value is of a kind of crypt that is not known")
        }
        let second = hash.split(separator: "$").dropFirst().first ?? ""
        guard second.hasPrefix("rounds=") else { return }
        guard let rounds = Int(second.dropFirst("rounds=".count)), rounds <= mostCryptRounds else {
            throw ImportedPasswordHash.Problem("crypt may have at most \(mostCryptRounds) rounds")
        }
    }
}
