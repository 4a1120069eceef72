/// The database engines that statements are rendered for.
public enum Dialect: Sendable {
    case sqlite
    case postgres

    /// Returns the placeholder of a parameter. Parameters are bound in order; on SQLite, numbered ones would be names
    /// that it has to look up.
    func parameter(_ number: Int) -> String { self == .sqlite ? "?" : "$" + String(number) }
}

/// An SQL statement or a part of one, for both engines.
///
/// Interpolated values are bound as parameters and never become text, so SQL injection is impossible:
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

    /// Joins parts with a literal separator.
    public static func joined(_ parts: [SQL], by separator: StaticString) -> SQL {
        var joined = SQL(fragments: [])
        for (index, part) in parts.enumerated() {
            if index > 0 { joined.fragments.append(.text("\(separator)")) }
            joined.fragments += part.fragments
        }
        return joined
    }

    /// Whether the statement should stay prepared because it will run again. Statements whose text depends on the
    /// caller should not, because there would be no limit to their number.
    var isRepeated: Bool {
        !fragments.contains { if case .token(.unrepeated) = $0 { true } else { false } }
    }

    public static func + (left: SQL, right: SQL) -> SQL { SQL(fragments: left.fragments + right.fragments) }

    /// Returns the text of the statement and its bound values.
    /// - Parameter isWriting: whether the transaction may change rows.
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

/// SQL that differs between the engines.
public enum SQLToken: Sendable {
    /// The column type for JSON, which preserves the original text.
    case json
    /// The column type for text with bytewise sort order.
    case text
    /// The column type for bytes.
    case blob
    /// The end of a SELECT that locks its rows in a writing transaction.
    case forUpdate
    /// The end of a SELECT that locks its row and skips rows that others have locked.
    case skipLocked
    /// The end of a CREATE TABLE that stores rows in the order of the primary key, if the engine can. A narrow table is
    /// then stored once instead of twice.
    case keptByKey
    /// An empty text that marks a statement whose text depends on the caller, and which should not stay prepared.
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
        /// Appends a part of a statement.
        public mutating func appendInterpolation(_ part: SQL) { fragments += part.fragments }
        /// Appends the condition that a text matches a pattern: `text \(matching: pattern)`.
        public mutating func appendInterpolation(matching pattern: TextPattern) {
            fragments.append(.pattern(pattern))
        }
        /// Appends text that differs between the engines.
        public mutating func appendInterpolation(sqlite: StaticString, postgres: StaticString) {
            fragments.append(.either(sqlite: "\(sqlite)", postgres: "\(postgres)"))
        }
        /// Appends a pattern for `LOWER(...) LIKE ... ESCAPE '\\'` that finds the text anywhere.
        ///
        /// `LOWER` converts only ASCII letters, on SQLite always and on PostgreSQL in columns with bytewise sort order,
        /// and so does this.
        public mutating func appendInterpolation(containing text: String) {
            var escaped = String(text.map { $0.isASCII ? Character($0.lowercased()) : $0 })
            for special in ["\\", "%", "_"] { escaped = escaped.replacing(special, with: "\\" + special) }
            fragments.append(.value(.text("%\(escaped)%")))
        }
        /// Appends `(?, ?, ?)` with bound values, for `IN`. An empty list matches nothing.
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
