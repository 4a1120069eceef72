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

    /// Makes users ready, one after the other, and keeps no more of them than is written.
    public struct Builder {
        private var rows: [[SQLValue]] = []
        private var events: [(event: ChangeEvent, date: Timestamp)] = []
        private var entries = SearchBatch.Builder(.users)

        public init() {}

        public mutating func add(_ user: UserDocument) {
            let document = user.json
            let text = document.text
            func column(_ name: String) -> SQLValue { user.members[name]?.string.sqlValue ?? .null }
            rows.append([user.id.sqlValue, column("email"), column("name"), column("picture"), .text(text)])
            events.append(
                (ChangeEvent(.userCreated, object: user.published(storedAs: text), at: user.changedAt), user.changedAt))
            entries.add(document)
        }

        /// All who were added.
        public var users: NewUsers { NewUsers(rows: rows, entries: entries.batch, events: events) }
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
    public func insert(_ user: UserDocument) throws {
        var builder = NewUsers.Builder()
        builder.add(user)
        try insert(builder.users)
    }

    /// Inserts users, and what they are found by.
    /// - Parameter users: 10,000 at most.
    /// - Throws: `StorageError.notUnique` where one of them is there.
    public func insert(_ users: NewUsers) throws { try users.insert(into: self) }
}
