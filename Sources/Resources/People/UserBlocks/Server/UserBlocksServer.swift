import Contract
import Model
import PeopleAPI
import Serving
import Storage

extension UserBlocks: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "user-blocks-1",
            """
            CREATE TABLE login_failures (
                tenant \(.text) NOT NULL, identifier \(.text) NOT NULL, ip \(.text) NOT NULL,
                connection \(.text) NOT NULL, failures BIGINT NOT NULL, last_at \(.text) NOT NULL,
                PRIMARY KEY (tenant, identifier, ip, connection))
            """)
    ]

    public func mount(on routes: inout Routes) {
        routes.on(find) { call in
            let considersSwitch = call.query.considerBruteForceEnablement ?? false
            return try await call.read { transaction in
                let identifiers = try transaction.identifiers(besides: call.query.identifier)
                return try transaction.blocks(as: identifiers, at: call.now, considersSwitch)
            }
        }
        routes.on(unblock) { call in
            try await call.write { transaction in
                try transaction.clearFailures(as: transaction.identifiers(besides: call.query.identifier))
            }
            return NoContent()
        }
        routes.on(get) { call in
            let considersSwitch = call.query.considerBruteForceEnablement ?? false
            return try await call.read { transaction in
                try transaction.requireUser(call.path)
                let identifiers = try transaction.identifiers(of: call.path)
                return try transaction.blocks(as: identifiers, at: call.now, considersSwitch)
            }
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                try transaction.clearFailures(as: transaction.identifiers(of: call.path))
            }
            return NoContent()
        }
    }
}

extension Transaction {
    fileprivate func blocks(
        as identifiers: [String], at now: Timestamp, _ considersSwitch: Bool
    ) throws -> BlockedFor {
        var policy = try bruteForcePolicy()
        if !considersSwitch { policy.isEnabled = true }
        let blocks = try blocks(as: identifiers, at: now, policy: policy)
        return BlockedFor(
            blockedFor: blocks.map {
                BlockedFor.Block(identifier: $0.identifier, ip: $0.ip, connection: $0.connection)
            })
    }

    /// Returns all identifiers of a user: email addresses, usernames and phone numbers.
    fileprivate func identifiers(of user: UserID) throws -> [String] {
        try rows("SELECT email, username, phone_number FROM identities WHERE tenant = \(tenant) AND user_id = \(user)")
            .flatMap { row -> [String] in
                let known: [String?] = [try row["email"], try row["username"], try row["phone_number"]]
                return known.compactMap { $0 }
            }
    }

    /// Returns an identifier together with all identifiers of the users who have it.
    fileprivate func identifiers(besides identifier: String) throws -> [String] {
        let text = identifier.lowercased()
        let users = try rows(
            """
            SELECT DISTINCT user_id FROM identities WHERE tenant = \(tenant)
            AND (email = \(text) OR username = \(text) OR phone_number = \(text))
            """
        ).map { row -> UserID in try row["user_id"] }
        return [text] + (try users.flatMap(identifiers(of:)))
    }
}
