import Contract
import Secrets

/// The code that a device shows, and that people type in elsewhere.
struct UserCode: Sendable {
    /// As it is shown.
    let text: String

    /// - Parameter settings: the tenant's.
    init(_ settings: JSON, _ random: any RandomSource) {
        let format = settings["device_flow"]
        let isDigits = format?["charset"] == "digits"
        let alphabet = Array(isDigits ? "0123456789" : Self.letters)
        let usual = isDigits ? "***-***-***" : "****-****"
        let wanted = format?["mask"]?.string ?? usual
        // A code that is too short could be guessed while it is good.
        let isLongEnough = wanted.count { $0 == "*" } >= (isDigits ? 9 : 8)
        let mask = isLongEnough ? wanted : usual
        text = String(mask.map { $0 == "*" ? random.character(of: alphabet) : $0 })
    }

    /// Letters that make up no words and look like no others (RFC 8628, section 6.1).
    private static let letters = "BCDFGHJKLMNPQRSTVWXZ"

    /// What is kept of a code, however it was typed in.
    static func digest(_ text: String) -> String {
        secretDigest(text.uppercased().filter { $0.isLetter || $0.isNumber })
    }
}

extension RandomSource {
    /// One of some characters, each as likely as the others.
    fileprivate func character(of alphabet: [Character]) -> Character {
        while true {
            let byte = Int(bytes(1)[0])
            // What lies above the largest multiple would favour some characters.
            if byte < 256 / alphabet.count * alphabet.count { return alphabet[byte % alphabet.count] }
        }
    }
}
