import Contract
import PeopleAPI
import TestKit

/// A generator of random users and queries, the same in every run.
struct SearchDice: RandomNumberGenerator {
    private let source: RepeatableRandom

    init(seed: UInt64) { source = RepeatableRandom(seed: seed) }

    mutating func next() -> UInt64 { source.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }

    private mutating func one<Value>(of values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &self)]
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    private static let words = [
        "jane", "Jane", "smith", "Jane Smith", "jane smith", "ada", "Ada Lovelace", "Zoë", "ZOË", "Œuvre", "ß", "東京",
        "🦆",
        "a*b", "a?b", "100%", "a_b", "[ab]", "a\\b", "a\"b", "x:y", "AND", "true", "false", "100", "0200", "-5", "2.5",
        "2026-01-31", "2026-02", "2026", "2026-01-31T12:00:00+02:00", "2026-02-01T00:00:00.000Z", "to", "a/b", "~",
        "e\u{301}",
        String(repeating: "long", count: 200),
    ]
    private static let fields = [
        "email", "email.domain", "name", "nickname", "given_name", "user_id", "username", "created_at", "updated_at",
        "blocked",
        "email_verified", "identities.connection", "identities.provider", "app_metadata", "app_metadata.plan",
        "app_metadata.plan.name", "app_metadata.plan.seats", "app_metadata.tags", "app_metadata.since",
        "user_metadata.list.city", "user_metadata.list", "user_metadata.odd key", "user_metadata.value", "nothing",
        "app_metadata.plan.nam",
    ]

    private mutating func scalar() -> JSON {
        switch Int.random(in: 0..<8, using: &self) {
        case 0: .integer(Int64(one(of: [0, 1, 5, 100, 150, 200, -5])))
        case 1: .number(one(of: [0.5, 2.5, 100, -0.25, 1e20]))
        case 2: .bool(chance(50))
        case 3: one(of: [.null, [], [:], .integer(9_007_199_254_740_993)])
        default: .string(one(of: Self.words))
        }
    }

    private mutating func metadata() -> [JSON] {
        let app: JSON = [
            "plan": ["name": .string(one(of: Self.words)), "seats": scalar()], "tags": [scalar(), scalar()],
            "since": .string(one(of: ["2026-01-31", "2026-02-01T10:00:00Z", "2025-12", "never"])),
        ]
        let user: JSON = ["list": [["city": scalar()], ["city": scalar()]], "odd key": scalar(), "value": scalar()]
        return [app, user]
    }

    /// Returns the body of a request that creates a user.
    mutating func draft(_ index: Int) -> JSON {
        let domain = one(of: ["example.com", "Example.org", "mail.test"])
        var draft: JSONObject = [
            "connection": "Username-Password-Authentication", "password": "Correct-Horse-9-Battery",
            "email": .string("\(one(of: ["Jane", "ada", "x"])).\(index)@\(domain)"),
        ]
        if chance(70) { draft["name"] = .string(one(of: Self.words.dropLast())) }
        if chance(40) { draft["given_name"] = .string(one(of: ["Jane", "Zoë", "ada"])) }
        if chance(40) { draft["blocked"] = .bool(chance(50)) }
        if chance(50) { draft["username"] = .string("\(one(of: ["jane", "ADA"]))\(index)") }
        let metadata = metadata()
        if chance(80) { draft["app_metadata"] = metadata[0] }
        if chance(80) { draft["user_metadata"] = metadata[1] }
        return .object(draft)
    }

    /// Returns the body of a request that updates a user.
    mutating func change() -> JSON {
        let metadata = metadata()
        let word: JSON = .string(one(of: Self.words.dropLast()))
        return one(of: [
            ["name": word], ["blocked": .bool(chance(50))], ["app_metadata": metadata[0]], ["app_metadata": [:]],
            ["user_metadata": metadata[1]], ["user_metadata": ["value": .null]],
            ["given_name": .null, "user_metadata": ["new": scalar()]],
        ])
    }
}

// MARK: - Queries

extension SearchDice {
    mutating func query(depth: Int = 3) -> String {
        if depth == 0 || chance(35) { return clause() }
        switch Int.random(in: 0..<8, using: &self) {
        case 0, 1: return "\(query(depth: depth - 1)) AND \(query(depth: depth - 1))"
        case 2: return "\(query(depth: depth - 1)) OR \(query(depth: depth - 1))"
        case 3: return "\(query(depth: depth - 1)) \(one(of: ["", "+", "-", "!"]))(\(query(depth: depth - 1)))"
        case 4: return "NOT (\(query(depth: depth - 1)))"
        case 5: return "(\(query(depth: depth - 1))) AND NOT \(clause())"
        case 6: return "\(Self.escaped(one(of: Self.fields))):(\(value()) \(one(of: ["", "OR", "AND NOT"])) \(value()))"
        default: return "+\(clause()) -\(clause()) \(clause())"
        }
    }

    private mutating func clause() -> String {
        if chance(10) { return "_exists_:\(Self.escaped(one(of: Self.fields)))" }
        if chance(10) { return value() }
        return "\(Self.escaped(one(of: Self.fields))):\(value())"
    }

    private mutating func value() -> String {
        let word = one(
            of: Self.words + ["x@example.com", "Example.org", "gold", "auth0", "Username-Password-Authentication"])
        switch Int.random(in: 0..<10, using: &self) {
        case 0, 1: return "\"\(word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        case 2: return Self.escaped(String(word.prefix(2))) + "*"
        case 3: return "*" + Self.escaped(String(word.suffix(2)))
        case 4: return "*" + Self.escaped(String(word.dropFirst().prefix(2))) + one(of: ["*", "?", "?*"])
        case 5, 6: return range()
        case 7: return one(of: [">", ">=", "<", "<="]) + bound()
        default: return Self.escaped(word)
        }
    }

    private mutating func range() -> String {
        "\(one(of: ["[", "{"]))\(bound()) TO \(chance(20) ? "*" : bound())\(one(of: ["]", "}"]))"
    }

    private mutating func bound() -> String {
        one(of: [
            "0", "1", "100", "-5", "2.5", "2026", "2026-01", "2026-01-31", "2026-02-01T00:00:00Z", "\"jane smith\"",
            "A", "m", "ß",
        ])
    }

    private static func escaped(_ text: String) -> String {
        // The first character is always escaped, so that no word is taken for an operator.
        text.unicodeScalars.enumerated().map { offset, character in
            offset > 0 && character.properties.isAlphabetic ? "\(character)" : "\\\(character)"
        }.joined()
    }
}
