import Contract
import Secrets

/// A user code, which a device shows and users enter elsewhere.
struct UserCode: Sendable {
    /// The code as it is shown.
    let text: String

    /// - Parameter settings: the tenant's settings.
    init(_ settings: JSON, _ random: any RandomSource) {
        let format = settings["device_flow"]
        let isDigits = format?["charset"] == "digits"
        let alphabet = Array(isDigits ? "0123456789" : Self.letters)
        let usual = isDigits ? "***-***-***" : "****-****"
        let wanted = format?["mask"]?.string ?? usual
        // A shorter code could be guessed during its lifetime.
        let isLongEnough = wanted.count { $0 == "*" } >= (isDigits ? 9 : 8)
        let mask = isLongEnough ? wanted : usual
        text = String(mask.map { $0 == "*" ? random.character(of: alphabet) : $0 })
    }

    /// Letters that form no words and are not mistaken for one another (RFC 8628, section 6.1).
    private static let letters = "BCDFGHJKLMNPQRSTVWXZ"

    /// Returns the digest of a code, regardless of case and separators.
    static func digest(_ text: String) -> String {
        secretDigest(text.uppercased().filter { $0.isLetter || $0.isNumber })
    }
}

extension RandomSource {
    /// Returns a random character of an alphabet, with a uniform distribution.
    fileprivate func character(of alphabet: [Character]) -> Character {
        while true {
            let byte = Int(bytes(1)[0])
            // Bytes above the largest multiple of the count are rejected, because they would favor some characters.
            if byte < 256 / alphabet.count * alphabet.count { return alphabet[byte % alphabet.count] }
        }
    }
}
