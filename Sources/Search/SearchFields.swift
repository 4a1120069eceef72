import Contract
import Storage

/// The fields of objects, and how their values are compared.
public struct SearchFields: Sendable {
    /// The fields for terms without a field.
    public let defaults: [String]
    /// The case-insensitive fields.
    public let folded: Set<String>
    /// The date fields, in which `2026` means a year.
    public let dates: Set<String>
    /// Paths whose values are not indexed, as `identities.access_token`.
    public let hidden: Set<String>
    /// The functions that compute fields without a member.
    let derived: [String: @Sendable (JSON) -> String?]
    /// The index table, with the columns `field`, `value`, `first`, `last` and `users`.
    let index: SQL
    /// The table of field numbers, with the columns `id`, `tenant` and `name`.
    let names: SQL
    /// The table of searched objects, with the columns `tenant` and `number`.
    let owners: SQL
    /// Queries for fields that are not in the index. They return the columns of the index, with `tenant` instead of
    /// `field`.
    let elsewhere: [String: SQL]

    /// - Parameters:
    ///   - owners: the table of searched objects.
    ///   - index: the index table.
    ///   - names: the table of field numbers.
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

    /// Returns a text in the form in which values of a field are stored and compared.
    public func form(of text: String, in field: String) -> String { form(of: text, isFolded: folded.contains(field)) }

    func form(of text: String, isFolded: Bool) -> String {
        if let moment = Timestamp(text) { return moment.description }
        return SearchValue.bounded(isFolded ? text.lowercased() : text)
    }

    /// Returns a part of a text, or a bound of a range, in the form in which values of a field are compared.
    func form(ofPart text: String, in field: String) -> String { folded.contains(field) ? text.lowercased() : text }
}
