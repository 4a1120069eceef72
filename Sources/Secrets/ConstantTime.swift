import Crypto

/// Whether two secrets are equal, compared in constant time.
public func areEqualInConstantTime(_ left: String, _ right: String) -> Bool {
    areEqualInConstantTime(Array(left.utf8), Array(right.utf8))
}

/// Whether two secrets are equal, compared in constant time.
public func areEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    // Digests have the same length, so the comparison does not reveal the length of a secret.
    SHA256.hash(data: left) == SHA256.hash(data: right)
}

/// Returns the SHA-256 digest of a high-entropy secret in Base64url, which is stored instead of the secret.
public func secretDigest(_ secret: String) -> String { Base64URL.text(SHA256.hash(data: Array(secret.utf8))) }
