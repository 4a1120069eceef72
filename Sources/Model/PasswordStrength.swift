import Contract

/// The evaluation of a password against each rule of a policy.
public struct PasswordStrength: Sendable {
    /// One rule of a policy.
    struct Rule: Sendable {
        var code: String
        /// The message, with `%d` and `%s` for the values of `format`.
        var message: String
        var format: [JSON] = []
        /// The kinds of characters that count, and whether the password contains each.
        var kinds: [(kind: Kind, isThere: Bool)] = []
        var holds: Bool
    }

    /// A kind of characters.
    enum Kind: String, CaseIterable, Sendable {
        case lowerCase
        case upperCase
        case numbers
        case specialCharacters

        var message: String {
            switch self {
            case .lowerCase: "lower case letters (a-z)"
            case .upperCase: "upper case letters (A-Z)"
            case .numbers: "numbers (i.e. 0-9)"
            case .specialCharacters: "special characters (e.g. !@#$%^&*)"
            }
        }
    }

    let rules: [Rule]

    public var isEnough: Bool { rules.allSatisfy(\.holds) }

    /// The rules in the form of signup responses.
    public var json: JSON { ["rules": .array(rules.map(\.json)), "verified": .bool(isEnough)] }

    /// The rules as text, with a line for each rule and each kind of characters.
    public var demands: [String] {
        rules.flatMap { rule in ["* \(rule.text)"] + rule.kinds.map { " * \($0.kind.message)" } }
    }
}

extension PasswordStrength.Rule {
    fileprivate var json: JSON {
        var json: JSON = ["message": .string(message)]
        if !format.isEmpty { json["format"] = .array(format) }
        json["code"] = .string(code)
        if !kinds.isEmpty {
            json["items"] = .array(
                kinds.map { kind, isThere in
                    [
                        "message": .string(kind.message), "code": .string(kind.rawValue), "verified": .bool(isThere),
                    ]
                })
        }
        json["verified"] = .bool(holds)
        return json
    }

    fileprivate var text: String {
        var text = message
        for value in format {
            guard let place = text.firstRange(of: /%[ds]/) else { break }
            text.replaceSubrange(place, with: value.string ?? value.text)
        }
        return text
    }
}

extension PasswordPolicy {
    /// Evaluates a password.
    public func strength(of password: String) -> PasswordStrength {
        var rules = [
            PasswordStrength.Rule(
                code: "lengthAtLeast", message: "At least %d characters in length",
                format: [.integer(Int64(shortest))], holds: password.unicodeScalars.count >= shortest)
        ]
        if let kinds = kindsRule(password) { rules.append(kinds) }
        if longestRun < Int.max {
            let example = String(repeating: "a", count: longestRun + 1)
            rules.append(
                PasswordStrength.Rule(
                    code: "identicalChars",
                    message: "No more than %d identical characters in a row (e.g., \"%s\" not allowed)",
                    format: [.integer(Int64(longestRun)), .string(example)], holds: !hasLongRun(password)))
        }
        if forbidsSequences {
            rules.append(
                PasswordStrength.Rule(
                    code: "sequentialChars", message: "No sequential characters (e.g., \"%s\" not allowed)",
                    format: ["abc"], holds: !Self.hasSequence(password)))
        }
        return PasswordStrength(rules: rules)
    }

    private func kindsRule(_ password: String) -> PasswordStrength.Rule? {
        let characters = Characters(of: password)
        func those(_ kinds: [PasswordStrength.Kind]) -> [(kind: PasswordStrength.Kind, isThere: Bool)] {
            kinds.map { ($0, characters.have($0)) }
        }
        var needed: [PasswordStrength.Kind]
        switch complexity {
        case .any: return nil
        case .threeOfFour:
            return PasswordStrength.Rule(
                code: "containsAtLeast", message: "Contain at least %d of the following %d types of characters:",
                format: [3, 4], kinds: those(PasswordStrength.Kind.allCases), holds: characters.kinds >= 3)
        case .lowerUpperAndDigits: needed = [.lowerCase, .upperCase, .numbers]
        case .all(let kinds):
            let names: [(String, PasswordStrength.Kind)] = [
                ("lowercase", .lowerCase), ("uppercase", .upperCase), ("number", .numbers),
                ("special", .specialCharacters),
            ]
            needed = names.filter { kinds.contains($0.0) }.map(\.1)
        }
        let kinds = those(needed)
        return PasswordStrength.Rule(
            code: "shouldContain", message: "Should contain:", kinds: kinds, holds: kinds.allSatisfy(\.isThere))
    }
}

extension PasswordPolicy.Characters {
    fileprivate func have(_ kind: PasswordStrength.Kind) -> Bool {
        switch kind {
        case .lowerCase: lower
        case .upperCase: upper
        case .numbers: digits
        case .specialCharacters: special
        }
    }
}
