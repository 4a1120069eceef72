import Contract
import Events
import Search
import Storage

/// New users with everything that is written for them, prepared before the transaction to keep it short.
public struct NewUsers: Sendable {
    private static let columns = [
        "tenant", "number", "user_id", "email", "name", "picture", "document",
    ]

    /// The values of the columns without the first two.
    private let rows: [[SQLValue]]
    private let entries: SearchBatch
    private let events: [(event: ChangeEvent, date: Timestamp)]

    /// Prepares users one by one, and keeps only what is written.
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

        /// The prepared users.
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
    /// Inserts a user and its search entries.
    public func insert(_ user: UserDocument) throws {
        var builder = NewUsers.Builder()
        builder.add(user)
        try insert(builder.users)
    }

    /// Inserts users and their search entries.
    /// - Parameter users: at most 10,000 users.
    /// - Throws: `StorageError.notUnique` if one of them already exists.
    public func insert(_ users: NewUsers) throws { try users.insert(into: self) }
}
