/// The engines that a statement can be rendered for.
public enum Dialect: Sendable {
    case sqlite
    case postgres

    /// What stands for a parameter; they are bound in the order in which they come. For SQLite a number would be a name,
    /// which it looks for among all others.
    func parameter(_ number: Int) -> String { self == .sqlite ? "?" : "$" + String(number) }
}

/// A statement, or a part of one, written once for both engines.
///
/// Whatever is interpolated is bound as a parameter and never becomes text, so SQL injection cannot be written:
///
/// ```swift
/// try transaction.rows("SELECT id, name FROM roles WHERE tenant = \(transaction.tenant) AND name = \(name)")
/// ```
public struct SQL: Sendable {
    enum Fragment: Sendable {
        case text(String)
        case value(SQLValue)
        case token(SQLToken)
        case pattern(TextPattern)
        case either(sqlite: String, postgres: String)
    }

    var fragments: [Fragment]

    /// Joins parts with a literal between them.
    public static func joined(_ parts: [SQL], by separator: StaticString) -> SQL {
        var joined = SQL(fragments: [])
        for (index, part) in parts.enumerated() {
            if index > 0 { joined.fragments.append(.text("\(separator)")) }
            joined.fragments += part.fragments
        }
        return joined
    }

    /// Whether statements with this text will be run again, so that keeping them prepared pays. One whose text a caller
    /// shapes is not: what is kept would have no end.
    var isRepeated: Bool {
        !fragments.contains { if case .token(.unrepeated) = $0 { true } else { false } }
    }

    public static func + (left: SQL, right: SQL) -> SQL { SQL(fragments: left.fragments + right.fragments) }

    /// The statement's text and what is bound to its parameters.
    /// - Parameter isWriting: whether its transaction may change rows.
    public func rendered(for dialect: Dialect, isWriting: Bool) -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        func bind(_ value: SQLValue) {
            values.append(value)
            text += dialect.parameter(values.count)
        }
        for fragment in fragments {
            switch fragment {
            case .text(let part): text += part
            case .token(let token): text += token == .forUpdate && !isWriting ? "" : token.text(for: dialect)
            case .either(let sqlite, let postgres): text += dialect == .sqlite ? sqlite : postgres
            case .value(let value): bind(value)
            case .pattern(let pattern):
                let condition = pattern.condition(for: dialect)
                text += condition.operator
                bind(.text(condition.pattern))
                text += condition.suffix
            }
        }
        return (text, values)
    }
}

/// What the engines say differently.
public enum SQLToken: Sendable {
    /// The type of a column of JSON, which keeps the text as it was written.
    case json
    /// The type of a column of text that sorts by its bytes.
    case text
    /// The type of a column of bytes.
    case blob
    /// Ends a SELECT whose rows a writing transaction may change, so that nobody else does meanwhile.
    case forUpdate
    /// Ends a SELECT for a row to work on, and passes over those that someone else works on.
    case skipLocked
    /// Ends a CREATE TABLE whose rows are kept in the order of their key, where the engine can: a narrow table is then
    /// kept once and not twice.
    case keptByKey
    /// Says nothing; marks a statement whose text a caller shapes, and which is not kept prepared.
    case unrepeated

    func text(for dialect: Dialect) -> String {
        switch (self, dialect) {
        case (.unrepeated, _), (.keptByKey, .postgres): ""
        case (.keptByKey, .sqlite): " WITHOUT ROWID"
        case (.json, .sqlite): "TEXT"
        case (.json, .postgres): "JSON"
        case (.text, .sqlite): "TEXT"
        case (.text, .postgres): "TEXT COLLATE \"C\""
        case (.blob, .sqlite): "BLOB"
        case (.blob, .postgres): "BYTEA"
        case (.forUpdate, .sqlite): ""  // There is one writer at a time.
        case (.forUpdate, .postgres): " FOR UPDATE"
        case (.skipLocked, .sqlite): ""
        case (.skipLocked, .postgres): " FOR UPDATE SKIP LOCKED"
        }
    }
}

extension SQL: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) { fragments = [.text(text)] }
    public init(stringInterpolation: Interpolation) { fragments = stringInterpolation.fragments }

    public struct Interpolation: StringInterpolationProtocol {
        var fragments: [Fragment] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            fragments.reserveCapacity(interpolationCount * 2 + 1)
        }
        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { fragments.append(.text(literal)) }
        }
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            fragments.append(.value(value.sqlValue))
        }
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            fragments.append(.value(value.sqlValue))
        }
        public mutating func appendInterpolation(_ token: SQLToken) { fragments.append(.token(token)) }
        /// A part of the statement.
        public mutating func appendInterpolation(_ part: SQL) { fragments += part.fragments }
        /// The end of a condition that a text matches a pattern: `text \(matching: pattern)`.
        public mutating func appendInterpolation(matching pattern: TextPattern) {
            fragments.append(.pattern(pattern))
        }
        /// What has no wording that both engines understand.
        public mutating func appendInterpolation(sqlite: StaticString, postgres: StaticString) {
            fragments.append(.either(sqlite: "\(sqlite)", postgres: "\(postgres)"))
        }
        /// A pattern for `LOWER(...) LIKE ... ESCAPE '\\'` that finds the text anywhere.
        ///
        /// `LOWER` knows the letters of ASCII alone, on SQLite always and on PostgreSQL in columns that sort by bytes;
        /// so does this.
        public mutating func appendInterpolation(containing text: String) {
            var escaped = String(text.map { $0.isASCII ? Character($0.lowercased()) : $0 })
            for special in ["\\", "%", "_"] { escaped = escaped.replacing(special, with: "\\" + special) }
            fragments.append(.value(.text("%\(escaped)%")))
        }
        /// `(?, ?, ?)` with a value each; for `IN`. An empty list matches nothing.
        public mutating func appendInterpolation(list values: [some SQLBindable]) {
            fragments.append(.text("("))
            if values.isEmpty { fragments.append(.text("NULL")) }
            for (index, value) in values.enumerated() {
                if index > 0 { fragments.append(.text(", ")) }
                fragments.append(.value(value.sqlValue))
            }
            fragments.append(.text(")"))
        }
    }
}
