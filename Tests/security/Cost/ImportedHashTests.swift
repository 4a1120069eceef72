import Contract
import Foundation
import Secrets
import Testing

/// Hashes that others made may not cost what they like.
@Suite("Imported hashes") struct ImportedHashTests {
    private static let salt = "MTIzNDU2Nzg5MDEyMzQ1Ng"
    private static let key = "q3S1hJ4n2a0gYbR0Xyqk8G0o6gE4mN2uJpV7y5n8v1o"

    private static func argon2(_ costs: String) -> JSON {
        ["algorithm": "argon2", "hash": ["value": .string("$argon2id$v=19$\(costs)$\(salt)$\(key)")]]
    }
    private static func bcrypt(_ cost: String) -> String {
        "$2b$\(cost)$" + String(repeating: "a", count: 53)
    }
    private static func scrypt(_ cost: Int, _ size: Int, _ parallel: Int) -> JSON {
        [
            "algorithm": "scrypt", "keylen": 32, "cost": .integer(Int64(cost)), "blockSize": .integer(Int64(size)),
            "parallelization": .integer(Int64(parallel)), "hash": ["value": "aabb", "encoding": "hex"],
            "salt": ["value": "x"],
        ]
    }

    static let tooDear: [JSON] = [
        argon2("m=65536,t=1000000000,p=1"), argon2("m=4194304,t=1,p=1"), argon2("m=262144,t=20,p=1"),
        argon2("m=65536,t=3,p=64"), argon2("m=99999999999999999999,t=1,p=1"), argon2("t=1,p=1"),
        argon2("m=65536,m=4194304,t=1,p=1"), argon2("m=-1,t=1,p=1"),
        ["algorithm": "bcrypt", "hash": ["value": .string(bcrypt("31"))]],
        ["algorithm": "bcrypt", "hash": ["value": .string(bcrypt("15"))]],
        ["algorithm": "ldap", "hash": ["value": .string("{CRYPT}" + bcrypt("31"))]],
        ["algorithm": "ldap", "hash": ["value": "{CRYPT}$6$rounds=999999999$saltsalt$abc"]],
        ["algorithm": "ldap", "hash": ["value": "{CRYPT}$y$jFT$saltsalt$abc"]],
        ["algorithm": "ldap", "hash": ["value": "{CRYPT}$7$DU..../....2Q9obwLhin8qvQl6sisAO/$E1"]],
        ["algorithm": "pbkdf2", "hash": ["value": .string("$pbkdf2-sha512$i=9999999,l=32$\(salt)$\(key)")]],
        [
            "algorithm": "pbkdf2",
            "hash": ["value": .string("$pbkdf2-sha512$i=9223372036854775807,l=32$\(salt)$\(key)")],
        ],
        scrypt(1 << 20, 8, 1), scrypt(1 << 24, 1, 1), scrypt(1 << 14, 8, 1024), scrypt(1 << 62, 1024, 1024),
        scrypt(Int.max, 8, 1), scrypt(1 << 14, Int.max, 1),
    ]

    @Test(arguments: tooDear) func `a hash that costs too much is refused, and fails a login at once`(_ hash: JSON)
        async throws
    {
        #expect(throws: ImportedPasswordHash.Problem.self) { _ = try ImportedPasswordHash(hash) }
        #expect(!PasswordHasher.isAffordable(hash.text))
        let isRight = try await PasswordHasher(cost: .minimal).verify("x", hash: hash.text)
        #expect(!isRight)
    }

    @Test func `usual costs are taken`() throws {
        let usual: [JSON] = [
            Self.argon2("m=65536,t=3,p=4"), Self.argon2("m=19456,t=2,p=1"), Self.argon2("m=262144,t=3,p=8"),
            ["algorithm": "bcrypt", "hash": ["value": .string(Self.bcrypt("10"))]],
            ["algorithm": "bcrypt", "hash": ["value": .string(Self.bcrypt("14"))]],
            [
                "algorithm": "pbkdf2",
                "hash": ["value": .string("$pbkdf2-sha512$i=600000,l=32$\(Self.salt)$\(Self.key)")],
            ],
            Self.scrypt(1 << 14, 8, 1), Self.scrypt(1 << 17, 8, 1),
            ["algorithm": "ldap", "hash": ["value": "{CRYPT}$6$rounds=5000$saltsalt$abc"]],
            ["algorithm": "ldap", "hash": ["value": "{CRYPT}$1$saltsalt$abc"]],
        ]
        for hash in usual { _ = try ImportedPasswordHash(hash) }
        #expect(PasswordHasher.isAffordable(Self.bcrypt("12")))
    }

    @Test func `bcrypt of cost 31 that is stored already fails a login at once`() async throws {
        let isRight = try await PasswordHasher(cost: .minimal).verify("x", hash: Self.bcrypt("31"))
        #expect(!isRight)
    }
}
