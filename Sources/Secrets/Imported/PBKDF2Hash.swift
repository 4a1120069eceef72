import Foundation

/// A PBKDF2 hash as a PHC string: `$pbkdf2-sha512$i=100000,l=64$SALT$HASH`, in Base64 without padding.
struct PBKDF2Hash: Sendable {
    private let digest: String
    private let iterations: Int
    private let salt: [UInt8]
    private let hash: [UInt8]

    init(_ text: String) throws {
        let problem = ImportedPasswordHash.Problem("hash.value is not a PHC string of PBKDF2")
        let parts = text.split(separator: "$").map(String.init)
        guard text.hasPrefix("$"), parts.count == 4, parts[0].hasPrefix("pbkdf2-"),
            let salt = Base64URL.bytes(parts[2]), let hash = Base64URL.bytes(parts[3]), !hash.isEmpty
        else { throw problem }
        var numbers: [String: Int] = [:]
        for pair in parts[1].split(separator: ",") {
            let halves = pair.split(separator: "=").map(String.init)
            guard halves.count == 2, let number = Int(halves[1]) else { throw problem }
            numbers[halves[0]] = number
        }
        guard let iterations = numbers["i"], iterations > 0, (1...1024).contains(hash.count),
            numbers["l"] == nil || numbers["l"] == hash.count
        else { throw problem }
        // Longer keys are derived block by block, and each block takes all iterations.
        let blocks = (hash.count + 19) / 20
        guard iterations <= HashCost.mostPBKDF2Iterations / max(1, blocks / 4) else {
            throw ImportedPasswordHash.Problem(
                "pbkdf2 may have at most \(HashCost.mostPBKDF2Iterations) iterations, and fewer for long keys")
        }
        digest = String(parts[0].dropFirst("pbkdf2-".count))
        guard LegacyDigest.isKnown(digest) else { throw problem }
        self.iterations = iterations
        self.salt = salt
        self.hash = hash
    }

    func verify(_ password: [UInt8]) -> Bool {
        ImportedPasswordHash.areEqual(
            LegacyDigest.pbkdf2(password, salt: salt, iterations: iterations, length: hash.count, digest), hash)
    }
}
