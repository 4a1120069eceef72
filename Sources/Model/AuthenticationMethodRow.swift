import Contract
import OrderedCollections
import Storage

/// An authentication method of a user: a second factor, a passkey or a recovery code.
public struct AuthenticationMethodRow: Sendable {
    public let id: AuthenticationMethodID
    public let userID: UserID
    /// The type, as `phone`, `totp`, `webauthn-roaming` or `recovery-code`.
    public let type: String
    public let createdAt: Timestamp
    /// Whether the enrollment is confirmed.
    public var isConfirmed: Bool
    /// Secret, and never sent: a TOTP key, or the digest of a recovery code.
    public var secret: String?
    /// All other members with the names in responses, but with unmasked values: `name`, `email`, `phone_number`,
    /// `key_id` and others.
    public var members: JSONObject

    /// - Parameter device: the last part of the identifier: `dev_` and 16 letters and digits.
    public init(
        device: String, of user: UserID, type: String, at now: Timestamp, isConfirmed: Bool = true,
        secret: String? = nil, members: JSONObject = [:]
    ) {
        id = AuthenticationMethodID("\(type)|\(device)")
        userID = user
        self.type = type
        createdAt = now
        self.isConfirmed = isConfirmed
        self.secret = secret
        self.members = members
    }

    /// The last part of the identifier, which identifies second factors.
    public var device: String { id.value.split(separator: "|").last.map(String.init) ?? id.value }

    /// The types that are second factors on their own.
    public static let factors = ["totp", "phone", "push", "webauthn-roaming", "webauthn-platform", "duo"]
    /// The types of authenticators: second factors, and their substitutes.
    public static let authenticators = factors + ["email", "recovery-code"]
}

extension AuthenticationMethodRow {
    /// Reads the columns of the table.
    public init(row: Row, in transaction: Transaction) throws {
        let document: JSON = try row["document"]
        id = try row["id"]
        userID = try row["user_id"]
        type = try row["type"]
        createdAt = try row["created_at"]
        isConfirmed = try row["confirmed"]
        let sealed: Sealed? = try row["secret"]
        secret = try sealed.map(transaction.open)
        members = document.object ?? [:]
    }
}

extension Transaction {
    /// Inserts an authentication method.
    public func insert(_ method: AuthenticationMethodRow) throws {
        try insert(
            into: "authentication_methods",
            [
                "id": method.id, "user_id": method.userID, "type": method.type, "created_at": method.createdAt,
                "confirmed": method.isConfirmed, "secret": try method.secret.map { try seal($0) },
                "document": JSON.object(method.members),
            ])
        try updateMultifactor(of: method.userID)
    }

    /// Updates an authentication method.
    public func update(_ method: AuthenticationMethodRow) throws {
        try execute(
            """
            UPDATE authentication_methods SET confirmed = \(method.isConfirmed), secret = \(try method.secret.map { try seal($0) }),
                document = \(JSON.object(method.members))
            WHERE tenant = \(tenant) AND id = \(method.id)
            """)
        try updateMultifactor(of: method.userID)
    }

    /// Returns a user's authentication method.
    public func authenticationMethod(
        _ id: AuthenticationMethodID, of user: UserID
    ) throws -> AuthenticationMethodRow? {
        let row = try row(
            """
            SELECT * FROM authentication_methods WHERE tenant = \(tenant) AND id = \(id)
            AND user_id = \(user)\(.forUpdate)
            """)
        return try row.map({ try AuthenticationMethodRow(row: $0, in: self) })
    }

    /// Returns a user's authentication methods in the order of their creation.
    /// - Parameter types: the types to return; `nil` for all.
    public func authenticationMethods(of user: UserID, types: [String]? = nil) throws -> [AuthenticationMethodRow] {
        try rows(
            """
            SELECT * FROM authentication_methods WHERE tenant = \(tenant) AND user_id = \(user)
            \(Self.ofTypes(types)) ORDER BY created_at, id
            """
        ).map({ try AuthenticationMethodRow(row: $0, in: self) })
    }

    /// Deletes one of a user's authentication methods.
    /// - Returns: whether it existed.
    @discardableResult
    public func deleteAuthenticationMethod(_ id: AuthenticationMethodID, of user: UserID) throws -> Bool {
        let deleted = try execute(
            "DELETE FROM authentication_methods WHERE tenant = \(tenant) AND id = \(id) AND user_id = \(user)")
        if deleted > 0 { try updateMultifactor(of: user) }
        return deleted > 0
    }

    /// Deletes a user's authentication methods.
    /// - Parameter types: the types to delete; `nil` for all.
    public func deleteAuthenticationMethods(of user: UserID, types: [String]? = nil) throws {
        let deleted = try execute(
            """
            DELETE FROM authentication_methods WHERE tenant = \(tenant) AND user_id = \(user) \(Self.ofTypes(types))
            """)
        if deleted > 0 { try updateMultifactor(of: user) }
    }

    private static func ofTypes(_ types: [String]?) -> SQL { types.map { "AND type IN \(list: $0)" } ?? "" }

    /// Updates the `multifactor` member of the user's document.
    private func updateMultifactor(of id: UserID) throws {
        var user = try user(id)
        let factors = try rows(
            """
            SELECT DISTINCT type FROM authentication_methods WHERE tenant = \(tenant) AND user_id = \(id)
            AND confirmed = 1 AND type IN \(list: AuthenticationMethodRow.factors)
            """
        ).map { row -> String in try row["type"] }
        var providers: [JSON] = []
        if factors.contains(where: { $0 != "duo" }) { providers.append("guardian") }
        if factors.contains("duo") { providers.append("duo") }
        guard providers != user.members["multifactor"]?.array ?? [] else { return }
        user.members["multifactor"] = providers.isEmpty ? nil : .array(providers)
        try update(user, isChange: false)
    }
}
