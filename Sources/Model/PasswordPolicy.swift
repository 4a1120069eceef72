import Contract

/// The password policy of a connection.
public struct PasswordPolicy: Sendable {
    /// The kinds of characters that a password contains.
    struct Characters {
        var lower = false
        var upper = false
        var digits = false
        var special = false

        init(of password: String) {
            for scalar in password.unicodeScalars {
                switch scalar {
                case "a"..."z": lower = true
                case "A"..."Z": upper = true
                case "0"..."9": digits = true
                case " "..."~": special = true
                default: lower = true  // A letter beyond ASCII has no case that matters here.
                }
            }
        }

        var kinds: Int { [lower, upper, digits, special].count { $0 } }
    }

    enum Complexity {
        case any
        case lowerUpperAndDigits
        case threeOfFour
        /// All of the named kinds.
        case all(Set<String>)
    }

    private(set) var shortest = 1
    private(set) var complexity = Complexity.any
    private(set) var longestRun = Int.max
    private(set) var forbidsSequences = false
    private(set) var forbidsPersonalInformation = false
    private(set) var forbidsCommonPasswords = false
    private var forbidden: Set<String> = []
    /// The number of previous passwords that must not be used again.
    public private(set) var historySize = 0

    /// - Parameter options: the options of a database connection.
    public init(options: JSON) {
        switch options["passwordPolicy"]?.string {
        case "low": shortest = 6
        case "fair": set(8, .lowerUpperAndDigits)
        case "good": set(8, .threeOfFour)
        case "excellent":
            set(10, .threeOfFour)
            longestRun = 2
        default: break
        }
        if let length = options["password_complexity_options"]?["min_length"]?.integer { shortest = length }
        forbidsPersonalInformation = options["password_no_personal_info"]?["enable"]?.bool ?? false
        if let history = options["password_history"], history["enable"]?.bool == true {
            historySize = history["size"]?.integer ?? 5
        }
        if let dictionary = options["password_dictionary"], dictionary["enable"]?.bool == true {
            forbidsCommonPasswords = true
            forbidden = Set((dictionary["dictionary"]?.strings ?? []).map { $0.lowercased() })
        }
        if let newer = options["password_options"] { read(newer) }
    }

    private mutating func set(_ length: Int, _ complexity: Complexity) {
        shortest = length
        self.complexity = complexity
    }

    /// Reads the newer `password_options` form of the policy.
    private mutating func read(_ options: JSON) {
        if let complexity = options["complexity"] {
            shortest = complexity["min_length"]?.integer ?? shortest
            let kinds = Set(complexity["character_types"]?.strings ?? [])
            if complexity["character_type_rule"]?.string == "three_of_four" {
                self.complexity = .threeOfFour
            } else if !kinds.isEmpty {
                self.complexity = .all(kinds)
            }
            if complexity["identical_characters"]?.string == "block" { longestRun = 2 }
            forbidsSequences = complexity["sequential_characters"]?.string == "block"
        }
        if options["profile_data"]?["active"]?.bool == true { forbidsPersonalInformation = true }
        if let history = options["history"], history["active"]?.bool == true {
            historySize = history["size"]?.integer ?? 3
        }
        if let dictionary = options["dictionary"], dictionary["active"]?.bool == true {
            forbidsCommonPasswords = true
            forbidden = Set((dictionary["custom"]?.strings ?? []).map { $0.lowercased() })
        }
    }

    /// - Parameter personal: the user's names and addresses, which the password must not contain.
    /// - Throws: `APIError` with status 400 if the password does not satisfy the policy.
    public func check(_ password: String, personal: [String]) throws {
        guard strength(of: password).isEnough else { throw Self.tooWeak }
        let lowered = password.lowercased()
        if forbidsPersonalInformation, personal.contains(where: { $0.count > 2 && lowered.contains($0.lowercased()) }) {
            throw APIError.badRequest("PasswordNoUserInfoError: Password contains user information")
        }
        if forbidsCommonPasswords, forbidden.contains(lowered) || Self.common.contains(lowered) {
            throw APIError.badRequest("PasswordDictionaryError: Password is too common")
        }
    }

    /// Returns the name of the violated rule; `nil` for other errors.
    public static func name(of error: APIError) -> String? {
        error.message.prefixMatch(of: /(Password[A-Za-z]+Error):\s/).map { String($0.output.1) }
    }

    /// Returns the error message for the user, without the rule's name.
    public static func words(of error: APIError) -> String {
        name(of: error).map { String(error.message.dropFirst($0.count + 2)) } ?? error.message
    }

    public static let tooWeak = APIError.badRequest("PasswordStrengthError: Password is too weak")
    public static let usedBefore = APIError.badRequest("PasswordHistoryError: Password has previously been used")

    func hasLongRun(_ password: String) -> Bool {
        var run = 0
        var last: Character?
        for character in password {
            run = character == last ? run + 1 : 1
            last = character
            if run > longestRun { return true }
        }
        return false
    }

    /// Whether three consecutive characters form a sequence, as `abc` or `321`.
    static func hasSequence(_ password: String) -> Bool {
        let codes = password.lowercased().unicodeScalars.map { Int($0.value) }
        guard codes.count >= 3 else { return false }
        return (2..<codes.count).contains { index in
            let steps = (codes[index] - codes[index - 1], codes[index - 1] - codes[index - 2])
            return steps == (1, 1) || steps == (-1, -1)
        }
    }

    /// The most common passwords.
    private static let common: Set<String> = Set(
        """
        123456 password 12345678 qwerty 123456789 12345 1234 111111 1234567 dragon 123123 baseball abc123 football monkey
        letmein shadow master 696969 michael mustang 666666 qwertyuiop 123321 1234567890 superman 654321 1qaz2wsx
        7777777 121212 000000 qazwsx 123qwe killer trustno1 jordan jennifer zxcvbnm asdfgh hunter buster soccer harley
        batman andrew tigger sunshine iloveyou 2000 charlie robert thomas hockey ranger daniel starwars klaster 112233
        george computer michelle jessica pepper 1111 zxcvbn 555555 11111111 131313 freedom 777777 pass maggie 159753
        aaaaaa ginger princess joshua cheese amanda summer love ashley nicole chelsea biteme matthew access yankees
        987654321 dallas austin thunder taylor matrix admin welcome welcome1 password1 password123 passw0rd p@ssw0rd
        changeme secret login test123 hello123 qwerty123 1q2w3e4r 1q2w3e admin123 letmein1 iloveyou1
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
