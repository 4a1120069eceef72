import Contract

/// Parses the contents of `{{ }}` and `{% %}`.
struct LiquidExpressionParser {
    private enum Word: Hashable {
        case name(String)
        case string(String)
        case number(JSON)
        case sign(String)
    }

    private var words: [(word: Word, offset: Int)] = []
    private var index = 0
    private let end: Int
    /// The nesting depth.
    private var depth = 0

    /// - Parameter offset: the offset of the text in the template.
    init(_ text: Substring, at offset: Int) throws(LiquidMistake) {
        end = offset + text.utf8.count
        words = try Self.words(text, at: offset)
    }

    private static func words(
        _ text: Substring, at offset: Int
    ) throws(LiquidMistake) -> [(word: Word, offset: Int)] {
        var words: [(word: Word, offset: Int)] = []
        var rest = text
        func isName(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || character == "_" || character == "-"
        }
        while let first = rest.first {
            let place = offset + text.utf8.distance(from: text.startIndex, to: rest.startIndex)
            if first.isWhitespace {
                rest = rest.dropFirst()
            } else if first == "\"" || first == "'" {
                let body = rest.dropFirst()
                guard let close = body.firstIndex(of: first) else {
                    throw LiquidMistake("A text is not closed with \(first)", at: place)
                }
                words.append((.string(String(body[..<close])), place))
                rest = body[body.index(after: close)...]
            } else if let (number, length) = Self.number(rest) {
                words.append((.number(number), place))
                rest = rest.dropFirst(length)
            } else if first.isLetter || first == "_" {
                let name = rest.prefix(while: isName)
                words.append((.name(String(name)), place))
                rest = rest[name.endIndex...]
            } else if let sign = signs.first(where: rest.hasPrefix) {
                words.append((.sign(sign), place))
                rest = rest.dropFirst(sign.count)
            } else {
                throw LiquidMistake("\(first) is not expected", at: place)
            }
        }
        return words
    }

    private static let signs = [
        "..", "==", "!=", "<>", "<=", ">=", "<", ">", "=", "|", ":", ",", ".", "[", "]", "(", ")",
    ]

    private static func number(_ text: Substring) -> (JSON, Int)? {
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        var length = text.utf8.first == UInt8(ascii: "-") ? 1 : 0
        let whole = text.utf8.dropFirst(length).prefix(while: isDigit).count
        guard whole > 0 else { return nil }
        length += whole
        let rest = text.utf8.dropFirst(length)
        let fraction = rest.first == UInt8(ascii: ".") ? rest.dropFirst().prefix(while: isDigit).count : 0
        if fraction > 0 { length += 1 + fraction }
        let digits = String(decoding: text.utf8.prefix(length), as: UTF8.self)
        if let whole = Int64(digits) { return (.integer(whole), digits.count) }
        return Double(digits).map { (.number($0), digits.count) }
    }

    var isAtEnd: Bool { index == words.count }
    private var offset: Int { isAtEnd ? end : words[index].offset }

    func mistake(_ message: String) -> LiquidMistake { LiquidMistake(message, at: offset) }

    mutating func takeSign(_ sign: String) -> Bool {
        guard !isAtEnd, words[index].word == .sign(sign) else { return false }
        index += 1
        return true
    }

    mutating func takeName(_ name: String) -> Bool {
        guard !isAtEnd, words[index].word == .name(name) else { return false }
        index += 1
        return true
    }

    mutating func name(_ what: String) throws(LiquidMistake) -> String {
        guard !isAtEnd, case .name(let name) = words[index].word else { throw mistake("\(what) is missing") }
        index += 1
        return name
    }

    func requireEnd() throws(LiquidMistake) {
        guard !isAtEnd else { return }
        throw mistake("Something is left over")
    }

    mutating func expression() throws(LiquidMistake) -> LiquidExpression {
        let value = try value()
        var filters: [LiquidFilterCall] = []
        while takeSign("|") {
            let place = offset
            let name = try name("The name of a filter")
            guard let filter = LiquidFilter.named(name) else {
                throw LiquidMistake("There is no filter \(name)", at: place)
            }
            var arguments: [LiquidValue] = []
            if takeSign(":") {
                repeat { arguments.append(try self.value()) } while takeSign(",")
            }
            guard filter.arguments.contains(arguments.count) else {
                throw LiquidMistake("The filter \(name) cannot have \(arguments.count) arguments", at: place)
            }
            filters.append(LiquidFilterCall(filter: filter, arguments: arguments))
        }
        return LiquidExpression(value: value, filters: filters)
    }

    mutating func value() throws(LiquidMistake) -> LiquidValue {
        depth += 1
        defer { depth -= 1 }
        guard depth < 20 else { throw mistake("Values are too deep in one another") }
        if takeSign("(") {
            let first = try value()
            guard takeSign("..") else { throw mistake(".. is missing") }
            let last = try value()
            guard takeSign(")") else { throw mistake(") is missing") }
            return .range(first, last)
        }
        guard !isAtEnd else { throw mistake("A value is missing") }
        let word = words[index].word
        index += 1
        switch word {
        case .string(let text): return .literal(.string(text))
        case .number(let number): return .literal(number)
        case .name("true"): return .literal(true)
        case .name("false"): return .literal(false)
        case .name("nil"), .name("null"): return .literal(.null)
        case .name("empty"), .name("blank"): return .empty
        case .name(let name): return .variable(name, try path())
        case .sign(let sign):
            index -= 1
            throw mistake("\(sign) is not expected")
        }
    }

    private mutating func path() throws(LiquidMistake) -> [LiquidValue] {
        var path: [LiquidValue] = []
        while true {
            if takeSign(".") {
                path.append(.literal(.string(try name("The name of a member"))))
            } else if takeSign("[") {
                path.append(try value())
                guard takeSign("]") else { throw mistake("] is missing") }
            } else {
                return path
            }
        }
    }

    /// Parses a condition. As in all Liquid implementations, conditions are right-associative, and `and` has no higher
    /// precedence than `or`.
    mutating func condition() throws(LiquidMistake) -> LiquidCondition {
        depth += 1
        defer { depth -= 1 }
        guard depth < 20 else { throw mistake("Conditions are too deep in one another") }
        let first = try comparison()
        if takeName("and") { return .both(first, try condition()) }
        if takeName("or") { return .either(first, try condition()) }
        return first
    }

    private mutating func comparison() throws(LiquidMistake) -> LiquidCondition {
        var isNegated = false
        while takeName("not") { isNegated.toggle() }
        let condition = try plainComparison()
        return isNegated ? .not(condition) : condition
    }

    private mutating func plainComparison() throws(LiquidMistake) -> LiquidCondition {
        let left = try value()
        for sign in ["==", "!=", "<=", ">=", "<", ">"] where takeSign(sign) {
            guard let comparison = LiquidCondition.Comparison(rawValue: sign) else { break }
            return .comparison(left, comparison, try value())
        }
        if takeSign("<>") { return .comparison(left, .unequal, try value()) }
        if takeName("contains") { return .comparison(left, .contains, try value()) }
        return .value(left)
    }
}
