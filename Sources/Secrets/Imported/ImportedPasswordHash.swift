import CArgon2
import Contract
import Foundation

/// A password hash from another system, in the form of Auth0's `custom_password_hash`.
public struct ImportedPasswordHash: Sendable {
    /// An error in a hash.
    public struct Problem: Error, Hashable, CustomStringConvertible {
        public let description: String
        init(_ description: String) { self.description = description }
    }

    private enum Check: Sendable {
        case argon2(String)
        case bcrypt(String)
        case hmac(digest: String, key: [UInt8], value: [UInt8])
        case ldap(LDAPHash)
        case digest(String, [UInt8])
        case pbkdf2(PBKDF2Hash)
        case scrypt(ScryptCost, [UInt8])
    }

    /// The maximum length of a hash in bytes. Typical ones with a salt have a few hundred.
    private static let longestValue = 4_096

    private let check: Check
    private let salt: [UInt8]
    private let isSaltLast: Bool
    private let encoding: String

    /// - Parameter json: an object with `algorithm`, `hash`, and the parameters of the algorithm.
    /// - Throws: `Problem` if the hash is not valid.
    public init(_ json: JSON) throws {
        let known: Set<String> = [
            "algorithm", "hash", "salt", "password", "keylen", "cost", "blockSize", "parallelization",
        ]
        guard let members = json.object, members.keys.allSatisfy(known.contains) else {
            throw Problem("custom_password_hash has members that are not known")
        }
        guard let hash = json["hash"], let value = hash["value"]?.string, !value.isEmpty else {
            throw Problem("hash.value is missing")
        }
        guard value.utf8.count <= Self.longestValue else { throw Problem("hash.value is too long") }
        guard let algorithm = json["algorithm"]?.string else { throw Problem("algorithm is missing") }
        check = try Self.check(algorithm, value, hash, json)
        salt = try json["salt"].map { try Self.bytes($0, "salt") } ?? []
        isSaltLast = try Self.one(json["salt"]?["position"], of: ["prefix", "suffix"], "salt.position") == "suffix"
        encoding = try Self.one(
            json["password"]?["encoding"], of: ["utf8", "ascii", "utf16le", "ucs2", "latin1", "binary"],
            "password.encoding")
    }

    private static func check(_ algorithm: String, _ value: String, _ hash: JSON, _ json: JSON) throws -> Check {
        switch algorithm {
        case "argon2":
            guard value.hasPrefix("$argon2") else { throw Problem("hash.value is not a PHC string of argon2") }
            try HashCost.checkArgon2(value)
            return .argon2(value)
        case "bcrypt":
            guard value.hasPrefix("$2"), value.utf8.count == 60 else { throw Problem("hash.value is not bcrypt's") }
            try HashCost.checkBcrypt(value)
            return .bcrypt(value)
        case "hmac":
            let digest = try one(
                hash["digest"],
                of: ["", "md4", "md5", "ripemd160", "sha1", "sha224", "sha256", "sha384", "sha512", "whirlpool"],
                "hash.digest")
            guard !digest.isEmpty else { throw Problem("hash.digest is missing") }
            guard let key = hash["key"] else { throw Problem("hash.key is missing") }
            return .hmac(digest: digest, key: try bytes(key, "hash.key"), value: try bytes(hash, "hash"))
        case "ldap": return .ldap(try LDAPHash(value))
        case "md4", "md5", "sha1", "sha256", "sha512": return .digest(algorithm, try bytes(hash, "hash"))
        case "pbkdf2": return .pbkdf2(try PBKDF2Hash(value))
        case "scrypt": return .scrypt(try scryptCost(json), try bytes(hash, "hash"))
        default: throw Problem("the algorithm \(algorithm) is not known")
        }
    }

    private static func scryptCost(_ json: JSON) throws -> ScryptCost {
        let cost = ScryptCost(
            keyLength: json["keylen"]?.integer ?? 0, cost: json["cost"]?.integer ?? 16_384,
            blockSize: json["blockSize"]?.integer ?? 8, parallelization: json["parallelization"]?.integer ?? 1)
        guard (1...1024).contains(cost.keyLength) else { throw Problem("keylen must be from 1 to 1024") }
        guard cost.cost > 1, cost.cost <= 1 << 24, cost.cost & (cost.cost - 1) == 0 else {
            throw Problem("cost must be a power of two, at most 16777216")
        }
        guard (1...1024).contains(cost.blockSize), (1...1024).contains(cost.parallelization) else {
            throw Problem("blockSize and parallelization must be from 1 to 1024")
        }
        let memory = 128 * UInt64(cost.blockSize) * UInt64(cost.cost + cost.parallelization)
        guard memory < ScryptCost.mostMemory else { throw Problem("scrypt would take more than 256 MiB") }
        guard cost.cost * cost.blockSize * cost.parallelization <= HashCost.mostScryptWork else {
            throw Problem("cost times blockSize times parallelization must be at most \(HashCost.mostScryptWork)")
        }
        return cost
    }

    /// Returns one of several words, the first of which is the default.
    private static func one(_ json: JSON?, of words: [String], _ name: String) throws -> String {
        guard let json else { return words[0] }
        guard let word = json.string, words.contains(word) else {
            throw Problem("\(name) must be one of \(words.joined(separator: ", "))")
        }
        return word
    }

    /// Decodes `value` according to `encoding`.
    private static func bytes(_ json: JSON, _ name: String) throws -> [UInt8] {
        guard let value = json["value"]?.string else { throw Problem("\(name).value is missing") }
        switch try one(json["encoding"], of: ["utf8", "hex", "base64"], "\(name).encoding") {
        case "hex":
            guard let bytes = Hexadecimal.bytes(value) else { throw Problem("\(name).value is not hexadecimal") }
            return bytes
        case "base64":
            guard let bytes = Base64URL.bytes(value) else { throw Problem("\(name).value is not base64") }
            return bytes
        default: return Array(value.utf8)
        }
    }

    /// Whether a password matches the hash. This takes as long as the algorithm does, so call it on a thread of its
    /// own.
    public func verify(_ password: String) -> Bool {
        guard let plain = transcoded(password) else { return false }
        let salted = isSaltLast ? plain + salt : salt + plain
        switch check {
        case .argon2(let hash): return Self.verifyArgon2(plain, hash)
        case .bcrypt(let hash): return UnixCrypt.verify(plain, hash: hash)
        case .hmac(let digest, let key, let value):
            return Self.areEqual(LegacyDigest.hmac(salted, key: key, digest), value)
        case .ldap(let hash): return hash.verify(plain)
        case .digest(let name, let value): return Self.areEqual(LegacyDigest.hash(salted, name), value)
        case .pbkdf2(let hash): return hash.verify(plain)
        case .scrypt(let cost, let value):
            return Self.areEqual(LegacyDigest.scrypt(plain, salt: salt, cost), value)
        }
    }

    private func transcoded(_ password: String) -> [UInt8]? {
        switch encoding {
        case "utf16le", "ucs2": return password.data(using: .utf16LittleEndian).map(Array.init)
        case "latin1", "binary": return password.data(using: .isoLatin1).map(Array.init)
        case "ascii": return password.data(using: .ascii).map(Array.init)
        default: return Array(password.utf8)
        }
    }

    private static func verifyArgon2(_ password: [UInt8], _ hash: String) -> Bool {
        let kind: argon2_type? =
            if hash.hasPrefix("$argon2id$") { Argon2_id } else if hash.hasPrefix("$argon2i$") {
                Argon2_i
            } else if hash.hasPrefix("$argon2d$") { Argon2_d } else { nil }
        guard let kind else { return false }
        return password.withUnsafeBytes { argon2_verify(hash, $0.baseAddress, $0.count, kind) } == ARGON2_OK.rawValue
    }

    static func areEqual(_ computed: [UInt8]?, _ known: [UInt8]) -> Bool {
        guard let computed, !known.isEmpty else { return false }
        // Hashes that are given as text may be in hexadecimal.
        return areEqualInConstantTime(computed, known)
            || areEqualInConstantTime(Array(Hexadecimal.text(computed).utf8), known)
    }
}
