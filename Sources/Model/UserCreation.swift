import Contract
import OrderedCollections
import Secrets
import Storage

/// A new user that has not been inserted yet.
public struct UserCreation: Sendable {
    /// The strategies whose users are created by the tenant itself.
    private static let providers: Set<String> = ["auth0", "email", "sms"]

    public let connection: ConnectionRow
    public var document: UserDocument
    /// The part of the identifier after the first `|`.
    public let identity: String

    /// - Parameters:
    ///   - profile: the checked profile, with the Management API's member names.
    ///   - needsPassword: whether a database user must have a password; imported users may have none.
    /// - Throws: `APIError` with status 400 if the profile is not valid for the connection.
    public init(
        profile: JSONObject, in connection: ConnectionRow, needsPassword: Bool = true, random: any RandomSource,
        now: Timestamp
    ) throws {
        func text(_ name: String) -> String? { profile[name]?.string }
        try Self.check(profile, connection, needsPassword: needsPassword)
        self.connection = connection
        identity = text("user_id").flatMap { $0.isEmpty ? nil : $0 } ?? random.objectIdentifier(at: now)
        let id = UserID("\(connection.strategy)|\(identity)")
        var members: JSONObject = ["created_at": .string(now.description)]
        members["email"] = text("email").map { .string($0.lowercased()) }
        if members["email"] != nil { members["email_verified"] = .bool(profile["email_verified"]?.bool ?? false) }
        members["username"] = profile["username"]
        members["phone_number"] = profile["phone_number"]
        if profile["phone_number"] != nil {
            members["phone_verified"] = .bool(profile["phone_verified"]?.bool ?? false)
        }
        for name in ["given_name", "family_name", "name", "nickname", "picture", "blocked"] {
            members[name] = profile[name]
        }
        members["identities"] = [
            [
                "connection": .string(connection.name), "user_id": .string(identity),
                "provider": .string(connection.strategy), "isSocial": false,
            ]
        ]
        ProfileDefaults.complete(&members)
        members["updated_at"] = .string(now.description)
        members["user_id"] = .string(id.value)
        members["user_metadata"] = profile["user_metadata"]
        members["app_metadata"] = profile["app_metadata"]
        document = UserDocument(id: id, members: members)
    }

    /// Creates a user whom an external provider has authenticated.
    /// - Parameters:
    ///   - identity: the part of the identifier after the first `|`.
    ///   - profile: the provider's data in its stored form.
    public init(vouchedFor identity: String, profile: JSONObject, by connection: ConnectionRow, at now: Timestamp) {
        self.connection = connection
        self.identity = identity
        let id = UserID("\(connection.strategy)|\(identity)")
        var members: JSONObject = ["created_at": .string(now.description)]
        members.merge(profile) { $1 }
        members["identities"] = [
            [
                "connection": .string(connection.name), "user_id": .string(identity),
                "provider": .string(connection.strategy), "isSocial": .bool(connection.isSocial),
            ]
        ]
        ProfileDefaults.complete(&members)
        members["updated_at"] = .string(now.description)
        members["user_id"] = .string(id.value)
        document = UserDocument(id: id, members: members)
    }

    private static func check(_ profile: JSONObject, _ connection: ConnectionRow, needsPassword: Bool) throws {
        guard providers.contains(connection.strategy) else {
            throw APIError.badRequest(
                "The connection \(connection.name) does not support the creation of users",
                code: "operation_not_supported")
        }
        switch connection.strategy {
        case "email": try require(profile, "email")
        case "sms": try require(profile, "phone_number")
        default:
            let identifiers = DatabaseIdentifiers(options: connection.options)
            try identifiers.check(
                email: profile["email"]?.string, username: profile["username"]?.string,
                phoneNumber: profile["phone_number"]?.string)
            if needsPassword { try require(profile, "password") }
        }
    }

    private static func require(_ profile: JSONObject, _ name: String) throws {
        if profile[name]?.string == nil {
            throw APIError.invalidBody("Payload validation error: 'Missing required property: \(name)'.")
        }
    }

    /// Checks and hashes the user's password.
    /// - Returns: `nil` if the connection has no passwords.
    /// - Throws: `APIError` with status 400 if the password does not satisfy the policy.
    public func hash(of password: String?, with passwords: PasswordHasher) async throws -> String? {
        guard let password, connection.strategy == "auth0" else { return nil }
        try PasswordPolicy(options: connection.options).check(password, personal: document.personal)
        return try await passwords.hash(password)
    }

    /// Inserts the user.
    /// - Throws: `APIError` with status 409 if another user has the identifier, email address, username or phone
    ///   number.
    public func insert(into transaction: Transaction, passwordHash: String?) throws {
        try requireKeepable()
        guard
            try transaction.exists(
                "SELECT 1 FROM connections WHERE tenant = \(transaction.tenant) AND id = \(connection.id)")
        else { throw APIError.connectionNotFound }
        let taken: SQL = """
            SELECT 1 FROM identities
            WHERE tenant = \(transaction.tenant) AND provider = \(connection.strategy) AND id = \(identity)
            """
        if try transaction.exists(taken) { throw APIError.userExists }
        try transaction.requireFree(identifiers, in: connection.id, for: nil)
        try transaction.insert(document)
        try transaction.insert([newIdentity(passwordHash: passwordHash)])
    }

    /// - Throws: `APIError` with status 400 if an identifier is too long for an index. Forms are checked before, but
    ///   data from providers is not.
    private func requireKeepable() throws {
        let lengths: [(String, String?, Int)] = [
            ("email", document.email, EmailAddress.longest),
            ("username", document.members["username"]?.string, 512),
            ("phone_number", document.members["phone_number"]?.string, 64), ("user_id", document.id.value, 1_024),
        ]
        if let long = lengths.first(where: { ($0.1?.utf8.count ?? 0) > $0.2 }) {
            throw APIError.invalidBody(
                "Payload validation error: 'String is too long (\(long.1?.utf8.count ?? 0) chars), maximum \(long.2)' on property \(long.0)."
            )
        }
    }

    /// The identifiers that must be unique within the connection; empty for external providers, which ensure that
    /// themselves.
    var identifiers: UserIdentifiers {
        Self.providers.contains(connection.strategy) ? UserIdentifiers(document) : UserIdentifiers(profile: [:])
    }

    /// Returns the identity to insert with the user.
    public func newIdentity(passwordHash: String?) -> NewIdentity { NewIdentity(of: self, passwordHash: passwordHash) }
}

extension APIError {
    public static let connectionNotFound = APIError.badRequest(
        "The connection does not exist.", code: "inexistent_connection")
}
