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
    /// Fields that no member of a document has, by what gives their values.
    let derived: [String: @Sendable (JSON) -> String?]
    /// The table of what things are found by, with the columns `field`, `value`, `first`, `last` and `users`.
    let index: SQL
    /// The table of the fields' numbers, with the columns `id`, `tenant` and `name`.
    let names: SQL
    /// The table of the things searched, with the columns `tenant` and `number`.
    let owners: SQL
    /// What gives, for fields that are not in the index, the columns of the index, with `tenant` for `field`.
    let elsewhere: [String: SQL]

    /// - Parameters:
    ///   - owners: the table of the things searched.
    ///   - index: the table of what they are found by.
    ///   - names: the table of the fields' numbers.
    public init(
        owners: StaticString, index: StaticString, names: StaticString, defaults: [String], folded: Set<String>,
        dates: Set<String>, hidden: Set<String>, derived: [String: @Sendable (JSON) -> String?],
        elsewhere: [String: SQL]
    ) {
        self.owners = SQL(stringLiteral: "\(owners)")
        self.index = SQL(stringLiteral: "\(index)")
        self.names = SQL(stringLiteral: "\(names)")
        self.defaults = defaults
        self.folded = folded
        self.dates = dates
        self.hidden = hidden
        self.derived = derived
        self.elsewhere = elsewhere
    }

    /// A text as a field's values are kept and compared.
    public func form(of text: String, in field: String) -> String { form(of: text, isFolded: folded.contains(field)) }

    func form(of text: String, isFolded: Bool) -> String {
        if let moment = Timestamp(text) { return moment.description }
        return SearchValue.bounded(isFolded ? text.lowercased() : text)
    }

    /// A part of a text, or one end of a range.
    func form(ofPart text: String, in field: String) -> String { folded.contains(field) ? text.lowercased() : text }
}
