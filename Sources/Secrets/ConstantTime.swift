import Crypto

/// Whether two secrets are the same, in a time that tells nothing of where they differ.
public func areEqualInConstantTime(_ left: String, _ right: String) -> Bool {
    areEqualInConstantTime(Array(left.utf8), Array(right.utf8))
}

/// Whether two secrets are the same, in a time that tells nothing of where they differ.
public func areEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    // Digests have one length, so not even that of the secret shows.
    SHA256.hash(data: left) == SHA256.hash(data: right)
}

/// The SHA-256 digest of a secret that nobody can guess, as base64url: what is kept instead of the secret.
public func secretDigest(_ secret: String) -> String { Base64URL.text(SHA256.hash(data: Array(secret.utf8))) }
