import Contract
import Secrets
import TestKit
import Testing

@Suite struct PasswordHasherTests {
    /// From the reference implementation's own tests.
    @Test func knownHashesAreVerified() async throws {
        let hasher = PasswordHasher(cost: .minimal)
        let known = [
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        ]
        for hash in known {
            let isRight = try await hasher.verify("password", hash: hash)
            let isWrong = try await hasher.verify("Password", hash: hash)
            #expect(isRight && !isWrong)
        }
    }

    @Test func hashesAreSaltedAndVerified() async throws {
        let hasher = PasswordHasher(cost: .minimal)
        for password in ["", "correct horse", "pässwörd 🧑‍💻", "nul\u{0}inside", String(repeating: "x", count: 100_000)] {
            let hash = try await hasher.hash(password)
            let other = try await hasher.hash(password)
            #expect(hash != other && hash.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
            let isRight = try await hasher.verify(password, hash: hash)
            let isWrong = try await hasher.verify(password + "x", hash: hash)
            #expect(isRight && !isWrong)
        }
    }

    @Test func whatIsNoHashIsAnError() async throws {
        let hasher = PasswordHasher(cost: .minimal)
        for hash in ["", "password", "$argon2id$v=19$m=64", "$2b$10$abcdefghijklmnopqrstuv"] {
            await #expect(throws: PasswordHasher.Failure.self) { _ = try await hasher.verify("x", hash: hash) }
        }
    }
}

@Suite struct RandomSourceTests {
    @Test func formsAreRight() {
        let random = SystemRandom()
        let forms: [(String, Pattern)] = [
            (random.base62(32), "^[A-Za-z0-9]{32}$"), (random.hexadecimal(24), "^[0-9a-f]{24}$"),
            (random.hexadecimal(5), "^[0-9a-f]{5}$"), (random.token(bytes: 48), "^[A-Za-z0-9_-]{64}$"),
            ((random.identifier("rol") as ID<Void>).value, "^rol_[A-Za-z0-9]{16}$"), (random.base62(0), "^$"),
        ]
        for (text, pattern) in forms { #expect(pattern.matches(text), "\(text)") }
        #expect(Set((0..<10_000).map { _ in random.base62(16) }).count == 10_000)
    }

    /// A fair draw of 62 characters from 200 000 strays from the mean by five standard deviations once in a million.
    @Test func everyCharacterIsAsLikely() {
        let text = RepeatableRandom(seed: 3).base62(200_000)
        let counts = Dictionary(grouping: text.utf8, by: { $0 }).mapValues(\.count)
        let mean = 200_000.0 / 62
        #expect(counts.count == 62)
        for (_, count) in counts { #expect(abs(Double(count) - mean) < 5 * mean.squareRoot()) }
    }
}

@Suite struct TokenSignerTests {
    private static let keys = Result {
        try (1...2).map { number in
            try SigningKey.generate(
                subject: "test", kid: "key-\(number)", from: HeldClock().now, for: .seconds(86_400))
        }
    }

    @Test func claimsComeBack() throws {
        let signer = try TokenSigner(key: try Self.keys.get()[0])
        let claims = TokenClaims(["iss": "me", "n": 1, "deep": ["a": [.null, 1.5]]])
        let token = try signer.sign(claims)
        let back = try signer.claims(of: token)
        #expect(JSON.object(back.members).difference(from: .object(claims.members)) == nil)
        let header = TokenHeader(of: token)
        #expect(header?.algorithm == "RS256" && header?.kid == "key-1")
    }

    @Test func otherTokensAreRefused() throws {
        let keys = try Self.keys.get()
        let signer = try TokenSigner(key: keys[0])
        let other = try TokenSigner(key: keys[1])
        let namesake = try TokenSigner(
            key: SigningKey(
                kid: "key-1", privateKeyPEM: keys[1].privateKeyPEM, certificatePEM: keys[1].certificatePEM))
        let claims = TokenClaims(["sub": "x"])
        let good = try signer.sign(claims)
        let parts = good.split(separator: ".")
        let none = Base64URL.text(Array(#"{"alg":"none","kid":"key-1"}"#.utf8))
        let confused = Base64URL.text(Array(#"{"alg":"HS256","kid":"key-1"}"#.utf8))
        let tokens = [
            try other.sign(claims), try namesake.sign(claims),
            try signer.sign(claims, algorithm: "RS512"), try signer.sign(claims, algorithm: "PS256"),
            try signer.sign(claims, algorithm: "HS256", secret: Array(keys[0].certificatePEM.utf8)),
            "\(none).\(parts[1]).", "\(confused).\(parts[1]).\(parts[2])", "\(parts[0]).\(parts[1])", "", "...",
            "\(parts[0]).\(Base64URL.text(Array(#"{"sub":"y"}"#.utf8))).\(parts[2])", good.dropLast(4) + "AAAA",
        ]
        for token in tokens {
            #expect(throws: (any Error).self, "\(token)") { _ = try signer.claims(of: token) }
        }
    }

    @Test func keysAreDescribed() throws {
        let key = try Self.keys.get()[0]
        let jwk = try key.publicJWK
        let expected: JSON = ["kty": "RSA", "use": "sig", "kid": "key-1", "alg": "RS256", "e": "AQAB"]
        #expect(jwk.difference(from: expected) == nil)
        #expect(jwk["d"] == nil && jwk["x5c"]?.array?.count == 1)
    }
}

@Suite struct OneTimeCodesTests {
    /// The examples of RFC 6238, appendix B, of which the last six digits are shown.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func followTheClock(seconds: Int, code: String) throws {
        let codes = try #require(OneTimeCodes(secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        let step = Int64(seconds / 30)
        #expect(codes.code(step: step) == code)
        for apart in [-30, 0, 30] { #expect(codes.step(of: code, at: seconds + apart, after: nil) == step) }
        #expect(codes.step(of: code, at: seconds + 60, after: nil) == nil)
        #expect(codes.step(of: code, at: seconds, after: step) == nil, "a code is good once")
        #expect(codes.step(of: code, at: seconds, after: step - 1) == step)
    }

    @Test(arguments: [
        ("", ""), ("MY======", "f"), ("mzxw6ytb", "fooba"), ("MZXW6YTBOI", "foobar"), ("MZXW6===", "foo"),
    ])
    func base32(text: String, plain: String) { #expect(Base32.bytes(text) == Array(plain.utf8)) }

    @Test func whatIsNotBase32() {
        #expect(Base32.bytes("0189") == nil && OneTimeCodes(secret: "") == nil)
    }
}
