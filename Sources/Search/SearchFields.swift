import Contract
import Storage

/// Which fields there are, and how their values are compared.
public struct SearchFields: Sendable {
    /// The fields that a term without a field is looked for in.
    public let defaults: [String]
    /// Those in which capital and small letters are the same.
    public let folded: Set<String>
    /// Those that hold dates, so that `2026` means a year.
    public let dates: Set<String>
    /// Paths, as `identities.access_token`, whose values are never found.
    public let hidden: Set<String>
    /// The table of values, with the columns `tenant`, `field`, `text`, `number` and the key's.
    let values: SQL
    /// The table of the things searched, with the columns `tenant` and the key's.
    let owners: SQL
    /// The column, in both tables, that tells things apart.
    let key: SQL

    /// - Parameters:
    ///   - owners: the table of the things searched.
    ///   - values: the table of their values.
    ///   - key: the column, in both, that tells things apart.
    public init(
        owners: StaticString, values: StaticString, key: StaticString, defaults: [String], folded: Set<String>,
        dates: Set<String>, hidden: Set<String>
    ) {
        self.owners = SQL(stringLiteral: "\(owners)")
        self.values = SQL(stringLiteral: "\(values)")
        self.key = SQL(stringLiteral: "\(key)")
        self.defaults = defaults
        self.folded = folded
        self.dates = dates
        self.hidden = hidden
    }

    /// A text as a field's values are kept and compared.
    public func form(of text: String, in field: String) -> String {
        if let moment = Timestamp(text) { return moment.description }
        return SearchValue.bounded(folded.contains(field) ? text.lowercased() : text)
    }

    /// A part of a text, or one end of a range.
    func form(ofPart text: String, in field: String) -> String { folded.contains(field) ? text.lowercased() : text }
}
