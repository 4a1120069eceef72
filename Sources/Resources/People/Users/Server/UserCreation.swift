import Contract
import Model
import OrderedCollections
import PeopleAPI
import Secrets
import Serving
import Storage

/// A user that is being made.
struct UserCreation: Sendable {
    /// The providers whose users the tenant itself makes.
    private static let providers: Set<String> = ["auth0", "email", "sms"]

    let connection: ConnectionRow
    let document: UserDocument
    /// The part of the identifier after the `|`.
    let identity: String

    /// - Parameter needsPassword: whether a database's user must have one; who is imported may come without.
    /// - Throws: `APIError`, 400, where the connection cannot have such a user.
    init(
        _ draft: UserDraft, in connection: ConnectionRow, needsPassword: Bool = true, random: any RandomSource,
        now: Timestamp
    ) throws {
        try Self.check(draft, connection, needsPassword: needsPassword)
        self.connection = connection
        identity = draft.userID.flatMap { $0.isEmpty ? nil : $0 } ?? random.objectIdentifier(at: now)
        let id = UserID("\(connection.strategy)|\(identity)")
        var members: JSONObject = ["created_at": .string(now.description)]
        func set(_ name: String, _ value: JSON?) { if let value { members[name] = value } }
        set("email", draft.email.map { .string($0.lowercased()) })
        if draft.email != nil { set("email_verified", .bool(draft.emailVerified ?? false)) }
        set("username", draft.username.map(JSON.string))
        set("phone_number", draft.phoneNumber.map(JSON.string))
        if draft.phoneNumber != nil { set("phone_verified", .bool(draft.phoneVerified ?? false)) }
        set("given_name", draft.givenName.map(JSON.string))
        set("family_name", draft.familyName.map(JSON.string))
        set("name", draft.name.map(JSON.string))
        set("nickname", draft.nickname.map(JSON.string))
        set("picture", draft.picture.map(JSON.string))
        set("blocked", draft.blocked.map(JSON.bool))
        members["identities"] = [
            [
                "connection": .string(connection.name), "user_id": .string(identity),
                "provider": .string(connection.strategy), "isSocial": false,
            ]
        ]
        ProfileDefaults.complete(&members)
        members["updated_at"] = .string(now.description)
        members["user_id"] = .string(id.value)
        set("user_metadata", draft.userMetadata)
        set("app_metadata", draft.appMetadata)
        document = UserDocument(id: id, members: members)
    }

    private static func check(_ draft: UserDraft, _ connection: ConnectionRow, needsPassword: Bool) throws {
        guard providers.contains(connection.strategy) else {
            throw APIError.badRequest(
                "The connection \(connection.name) does not support the creation of users",
                code: "operation_not_supported")
        }
        switch connection.strategy {
        case "email": try require(draft.email, "email")
        case "sms": try require(draft.phoneNumber, "phone_number")
        default:
            let identifiers = DatabaseIdentifiers(options: connection.options)
            try identifiers.check(email: draft.email, username: draft.username, phoneNumber: draft.phoneNumber)
            if needsPassword { try require(draft.password, "password") }
        }
    }

    private static func require(_ value: String?, _ name: String) throws {
        if value == nil {
            throw APIError.invalidBody("Payload validation error: 'Missing required property: \(name)'.")
        }
    }

    /// Inserts the user.
    /// - Throws: `APIError`, 409, where another has the identifier, e-mail address, username or phone number.
    func insert(into transaction: Transaction, passwordHash: String?) throws {
        guard
            try transaction.exists(
                "SELECT 1 FROM connections WHERE tenant = \(transaction.tenant) AND id = \(connection.id)")
        else { throw APIError.connectionNotFound }
        let taken: SQL = """
            SELECT 1 FROM identities
            WHERE tenant = \(transaction.tenant) AND provider = \(connection.strategy) AND id = \(identity)
            """
        if try transaction.exists(taken) { throw APIError.userExists }
        let identifiers = UserIdentifiers(document)
        try transaction.requireFree(identifiers, in: connection.id, for: nil)
        try transaction.insert(document)
        try transaction.insert(
            into: "identities",
            [
                "provider": connection.strategy, "id": identity, "user_id": document.id, "position": 0,
                "connection_id": connection.id, "email": identifiers.email, "username": identifiers.username,
                "phone_number": identifiers.phoneNumber, "password_hash": passwordHash,
            ])
    }
}

extension APIError {
    static let connectionNotFound = APIError.badRequest("The connection does not exist.", code: "inexistent_connection")
}
