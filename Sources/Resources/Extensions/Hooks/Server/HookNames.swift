import Contract
import Secrets

extension String {
    /// The words of a name in lower case, joined by hyphens: `test-hook520` becomes `test-hook-520`, `myHTTPHook`
    /// becomes `my-http-hook`. Words end where letters, digits and other characters meet, and before an uppercase
    /// letter that begins a word.
    var kebabCased: String {
        var words: [String] = []
        let characters = Array(self)
        for (index, character) in characters.enumerated() where character.isLetter || character.isNumber {
            let next = index + 1 < characters.count ? characters[index + 1] : nil
            if index == 0 || character.startsWord(after: characters[index - 1], before: next) { words.append("") }
            words[words.count - 1] += character.lowercased()
        }
        return words.joined(separator: "-")
    }
}

extension Character {
    fileprivate func startsWord(after previous: Character, before next: Character?) -> Bool {
        if !previous.isLetter && !previous.isNumber { return true }
        if isNumber != previous.isNumber { return true }
        guard isUppercase else { return false }
        return !previous.isUppercase || next?.isLowercase == true
    }
}

extension RandomSource {
    /// Returns a ULID: 26 digits in base 32, of which the first ten are the timestamp.
    func sortableIdentifier(at now: Timestamp) -> String {
        var digits: [UInt8] = []
        var milliseconds = UInt64(now.milliseconds)
        for _ in 0..<10 {
            digits.append(Self.digit(UInt8(milliseconds & 31)))
            milliseconds >>= 5
        }
        digits.reverse()
        digits += bytes(16).map { Self.digit($0 & 31) }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Returns a base-32 digit of Crockford's alphabet, which omits letters that resemble digits.
    private static func digit(_ value: UInt8) -> UInt8 { crockford[Int(value)] }
}

private let crockford: [UInt8] = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
