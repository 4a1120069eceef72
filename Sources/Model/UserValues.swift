import Contract
import OrderedCollections
import Search
import Storage

extension UserDocument {
    public typealias Values = OrderedDictionary<String, OrderedSet<SearchValue>>

    /// What the user is found by.
    public var values: Values {
        let fields = SearchFields.users
        var values = fields.values(of: json)
        if let domain = email?.split(separator: "@", omittingEmptySubsequences: false).last {
            values["email.domain"] = [.text(fields.form(of: String(domain), in: "email.domain"))]
        }
        return values
    }
}

/// A row of the table of values.
private struct ValueRow {
    let field: String
    let position: Int
    let value: SearchValue
}

extension Transaction {
    /// Inserts what a new user is found by.
    public func insertValues(of user: UserDocument) throws { try insert(user.values, of: user.id) }

    /// Replaces what a user is found by, where it changed.
    func updateValues(of user: UserDocument) throws {
        let before = try values(of: user.id)
        let after = user.values
        for field in before.keys where before[field] != after[field] {
            try execute(
                """
                DELETE FROM user_values
                WHERE tenant = \(tenant) AND user_id = \(user.id) AND field = \(field)
                """)
        }
        try insert(after.filter { before[$0.key] != $0.value }, of: user.id)
    }

    /// What is kept of a user's document to be found by. The organizations that a user is a member of come from their
    /// own rows, and change with those.
    public func values(of user: UserID) throws -> UserDocument.Values {
        var values: UserDocument.Values = [:]
        let kept: SQL = """
            SELECT field, text, number FROM user_values WHERE tenant = \(tenant) AND user_id = \(user)
            AND field <> \(Self.organizationSearchField) ORDER BY field, position
            """
        for row in try rows(kept) {
            let text: String? = try row["text"]
            let value: SearchValue = try text.map(SearchValue.text) ?? .number(row["number"])
            values[try row["field"], default: []].append(value)
        }
        return values
    }

    /// Inserts many rows with each statement, but with few different statements, as each is kept prepared.
    private func insert(_ values: UserDocument.Values, of user: UserID) throws {
        var rows: ArraySlice<ValueRow> = []
        for (field, found) in values {
            rows += found.enumerated().map { ValueRow(field: field, position: $0.offset, value: $0.element) }
        }
        while let size = [16, 4, 1].first(where: { $0 <= rows.count }) {
            let parts: [SQL] = rows.prefix(size).map { row in
                "(\(tenant), \(user), \(row.field), \(row.position), \(row.value.text), \(row.value.number))"
            }
            try execute(
                """
                INSERT INTO user_values (tenant, user_id, field, position, text, number)
                VALUES \(SQL.joined(parts, by: ", "))
                """)
            rows = rows.dropFirst(size)
        }
    }
}
