import Contract
import Model
import PeopleAPI
import Secrets
import Storage

/// Users of a file, prepared for insertion. Expensive work is done before the transaction, and only the data to write
/// is kept.
struct ImportBatch: Sendable {
    private struct Item: Sendable {
        /// The index of the user in the file.
        let position: Int
        let bytes: Range<Int>
        /// The identifier of the user if the file has none.
        let identifier: String
    }

    private let bytes: [UInt8]
    private let connection: ConnectionRow
    private let random: any RandomSource
    private let now: Timestamp

    /// The users that can be inserted.
    private var items: [Item] = []
    /// The errors of the others, by their index in the file.
    private(set) var problems: [(position: Int, error: JobError)] = []
    /// The rows to insert if no user with the same identifiers exists.
    private var new: NewAccounts

    var isEmpty: Bool { items.isEmpty && problems.isEmpty }

    /// - Parameters:
    ///   - items: The ranges of the users.
    ///   - count: The number of preceding users in the file.
    ///   - identifiers: One identifier per user.
    init(
        _ items: [Range<Int>], of bytes: [UInt8], after count: Int, into connection: ConnectionRow,
        identifiers: [String], random: any RandomSource, now: Timestamp
    ) {
        self.bytes = bytes
        self.connection = connection
        self.random = random
        self.now = now
        var accounts = NewAccounts.Builder()
        for (index, place) in items.enumerated() {
            let item = Item(position: count + index, bytes: place, identifier: identifiers[index])
            var given: JSON = .null
            do {
                given = try JSON(parsing: bytes[place])
                accounts.add(
                    try UserImport(given, into: connection, identifier: item.identifier, random: random, now: now))
                self.items.append(item)
            } catch let problem as JobError.Problem {
                problems.append((item.position, JobError(refusing: given, problem)))
            } catch let error as APIError {
                problems.append((item.position, JobError(refusing: given, JobError.Problem(error))))
            } catch {
                let problem = JobError.Problem(code: "INVALID_JSON", message: "The user is not JSON: \(error)")
                problems.append((item.position, JobError(user: .null, errors: [problem])))
            }
        }
        new = accounts.accounts
    }

    private func user(_ item: Item) throws -> UserImport {
        try UserImport(
            JSON(parsing: bytes[item.bytes]), into: connection, identifier: item.identifier, random: random, now: now)
    }

    /// Inserts the users and counts them.
    func insert(into transaction: Transaction, _ state: inout UsersImportState) throws {
        let others = try insertNew(into: transaction, &state)
        for item in others {
            let user = try user(item)
            do {
                if try user.write(in: transaction, upsert: state.upsert) {
                    state.inserted += 1
                } else {
                    state.updated += 1
                }
            } catch let error as JobError.Problem {
                let problem = JobError(refusing: user.imported.given, error)
                try transaction.insert(problem, of: state.job, position: item.position)
                state.failed += 1
            }
        }
    }

    /// The number of users that can be inserted.
    var count: Int { items.count }

    /// Returns a batch of a part of the users.
    func keeping(_ part: Range<Int>) throws -> ImportBatch {
        var batch = self
        batch.items = Array(items[part])
        batch.problems = []
        var accounts = NewAccounts.Builder()
        for item in batch.items { accounts.add(try user(item)) }
        batch.new = accounts.accounts
        return batch
    }

    /// Returns the batch without users that the database rejects, which are reported as problems.
    func refusing(_ unkeepable: [Int], because message: String) throws -> ImportBatch {
        let refused = Set(unkeepable)
        var batch = self
        batch.items = items.indices.filter { !refused.contains($0) }.map { items[$0] }
        var accounts = NewAccounts.Builder()
        for item in batch.items { accounts.add(try user(item)) }
        batch.new = accounts.accounts
        for index in unkeepable {
            let given = (try? JSON(parsing: bytes[items[index].bytes])) ?? .null
            let problem = JobError.Problem(code: "INVALID_FORMAT", message: message)
            batch.problems.append((items[index].position, JobError(refusing: given, problem)))
        }
        return batch
    }

    /// Inserts all users that do not exist yet in one operation.
    /// - Returns: The other users.
    private func insertNew(into transaction: Transaction, _ state: inout UsersImportState) throws -> [Item] {
        let isThere = try transaction.exists(
            "SELECT 1 FROM connections WHERE tenant = \(transaction.tenant) AND id = \(connection.id)")
        guard isThere else { return items }
        var taken = try TakenIdentifiers(of: new.identities, in: transaction)
        let isFree = new.identities.map { taken.take($0) }
        let others = zip(items, isFree).filter { !$0.1 }.map(\.0)
        var accounts = new
        if !others.isEmpty {
            var builder = NewAccounts.Builder()
            for (item, isFree) in zip(items, isFree) where isFree { builder.add(try user(item)) }
            accounts = builder.accounts
        }
        try accounts.insert(into: transaction)
        state.inserted += accounts.identities.count
        return others
    }
}

/// Users to insert, with their identities and second factors.
private struct NewAccounts: Sendable {
    let identities: [NewIdentity]
    fileprivate let users: NewUsers
    fileprivate let factors: [AuthenticationMethodRow]

    struct Builder {
        private var users = NewUsers.Builder()
        private var identities: [NewIdentity] = []
        private var factors: [AuthenticationMethodRow] = []

        mutating func add(_ user: UserImport) {
            users.add(user.creation.document)
            identities.append(user.creation.newIdentity(passwordHash: user.imported.passwordHash))
            factors += user.factors
        }

        /// All accounts that were added.
        var accounts: NewAccounts { NewAccounts(identities: identities, users: users.users, factors: factors) }
    }

    func insert(into transaction: Transaction) throws {
        try transaction.insert(users)
        try transaction.insert(identities)
        for factor in factors { try transaction.insert(factor) }
    }
}

extension JobError {
    /// Creates the error report of a rejected user.
    init(refusing given: JSON, _ problem: Problem) {
        let told = Problem(
            code: problem.code, message: problem.message.withVisibleNULs, path: problem.path?.withVisibleNULs)
        self.init(user: given.redacted.withVisibleNULs, errors: [told])
    }
}
