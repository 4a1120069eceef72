import Contract
import Events
import Search
import Storage

/// Users who are to be inserted, with all that is written: what takes time is done before the transaction.
public struct NewUsers: Sendable {
    private static let columns = [
        "tenant", "number", "user_id", "email", "name", "picture", "document",
    ]

    /// The columns but for the first two.
    private let rows: [[SQLValue]]
    private let entries: SearchBatch
    private let events: [(event: ChangeEvent, date: Timestamp)]

    public init(_ users: [UserDocument]) {
        let documents = users.map(\.json)
        rows = zip(users, documents).map(Self.row)
        entries = SearchBatch(documents, .users)
        events = users.map { user in
            (ChangeEvent(.userCreated, data: ["object": user.published], at: user.changedAt), user.changedAt)
        }
    }

    private static func row(_ user: UserDocument, _ json: JSON) -> [SQLValue] {
        func text(_ name: String) -> SQLValue { user.members[name]?.string.sqlValue ?? .null }
        return [
            user.id.sqlValue, text("email"), text("name"), text("picture"), json.sqlValue,
        ]
    }

    fileprivate func insert(into transaction: Transaction) throws {
        if rows.isEmpty { return }
        let numbers = try rows.count == 1 ? [transaction.nextUserNumber()] : transaction.nextUserNumbers(rows.count)
        let tenant = transaction.tenant.sqlValue
        let numbered = zip(numbers, rows).map { [tenant, $0.sqlValue] + $1 }
        try transaction.insertAll(into: "users", Self.columns, numbered)
        try transaction.userIndex.insert(entries, numbers, in: transaction)
        try transaction.publish(events)
    }
}

extension Transaction {
    /// Inserts a user, and what the user is found by.
    public func insert(_ user: UserDocument) throws { try insert(NewUsers([user])) }

    /// Inserts users, and what they are found by.
    /// - Parameter users: 10,000 at most.
    /// - Throws: `StorageError.notUnique` where one of them is there.
    public func insert(_ users: NewUsers) throws { try users.insert(into: self) }
}
