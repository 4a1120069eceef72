import Contract
import Events
import OrderedCollections
import Search
import Storage

/// The identifiers that must be unique within a connection.
public struct UserIdentifiers: Hashable, Sendable {
    public let email: String?
    public let username: String?
    public let phoneNumber: String?

    public init(_ user: UserDocument) { self.init(profile: user.members) }

    /// - Parameter profile: the profile of a user or of a linked identity.
    public init(profile: JSONObject) {
        email = profile["email"]?.string?.lowercased()
        username = profile["username"]?.string?.lowercased()
        phoneNumber = profile["phone_number"]?.string
    }
}

extension Transaction {
    /// Whether a user exists.
    public func hasUser(_ user: UserID) throws -> Bool {
        try exists("SELECT 1 FROM users WHERE tenant = \(tenant) AND user_id = \(user)\(.forUpdate)")
    }

    /// - Throws: `APIError` with status 404 if the user does not exist.
    public func requireUser(_ user: UserID) throws {
        if try !hasUser(user) { throw APIError.userNotFound }
    }

    /// Returns a user.
    /// - Throws: `APIError` with status 404 if the user does not exist.
    public func user(_ id: UserID) throws -> UserDocument {
        guard let user = try userIfThere(id) else { throw APIError.userNotFound }
        return user
    }

    /// Returns a user; `nil` if it does not exist.
    public func userIfThere(_ id: UserID) throws -> UserDocument? {
        let row = try row("SELECT document FROM users WHERE tenant = \(tenant) AND user_id = \(id)\(.forUpdate)")
        guard let document: JSON = try row?["document"] else { return nil }
        return UserDocument(id: id, members: document.object ?? [:])
    }

    /// Updates a user and its search entries.
    /// - Parameter isChange: whether to publish the change; logins are not published.
    public func update(_ user: UserDocument, isChange: Bool = true) throws {
        // The row is locked, so that concurrent changes leave no stale search entries.
        let row = try row(
            "SELECT number, document FROM users WHERE tenant = \(tenant) AND user_id = \(user.id)\(.forUpdate)")
        guard let row else { throw APIError.userNotFound }
        let number: Int = try row["number"]
        let before = SearchFields.users.entries(of: try row["document"])
        let text = user.json.text
        try execute(
            """
            UPDATE users SET email = \(user.email), name = \(user.name), picture = \(user.text("picture")),
                document = \(text)
            WHERE tenant = \(tenant) AND user_id = \(user.id)
            """)
        let after = user.searchEntries
        try userIndex.delete(number, under: before.subtracting(after), in: self)
        try userIndex.insert(number, under: after.subtracting(before), in: self)
        if isChange { try publish(.userUpdated, at: user.changedAt, user.published(storedAs: text)) }
    }

    /// - Parameter identity: the identity that may already have the identifiers; `nil` for a new user.
    /// - Throws: `APIError` with status 409 or 400 if another identity of the connection has one of the identifiers.
    public func requireFree(_ identifiers: UserIdentifiers, in connection: String, for identity: IdentityRow?) throws {
        let others: SQL = identity.map { "AND NOT (provider = \($0.provider) AND id = \($0.id))" } ?? ""
        let known: SQL = "SELECT 1 FROM identities WHERE tenant = \(tenant) AND connection_id = \(connection) \(others)"
        if let email = identifiers.email, try exists(known + " AND email = \(email)") {
            throw identity == nil ? APIError.userExists : APIError.emailTaken
        }
        if let username = identifiers.username, try exists(known + " AND username = \(username)") {
            throw identity == nil ? APIError.usernameInUse : APIError.usernameTaken
        }
        if let phone = identifiers.phoneNumber, try exists(known + " AND phone_number = \(phone)") {
            throw identity == nil ? APIError.userExists : APIError.phoneNumberTaken
        }
    }
}

extension UserDocument {
    /// Returns the user as JSON for event subscribers, without provider tokens.
    /// - Parameter text: the complete user as JSON.
    func published(storedAs text: String) -> String {
        guard identities.contains(where: { identity in Self.secrets.contains { identity[$0] != nil } }) else {
            return text
        }
        var published = self
        published.identities = identities.map { identity in
            .object((identity.object ?? [:]).filter { !Self.secrets.contains($0.key) })
        }
        return published.json.text
    }

    private static let secrets = ["access_token", "access_token_secret", "refresh_token"]

    var changedAt: Timestamp {
        text("updated_at").flatMap(Timestamp.init) ?? Timestamp(milliseconds: 0)
    }

    fileprivate func text(_ name: String) -> String? { members[name]?.string }
}

extension APIError {
    public static let userNotFound = APIError.notFound("The user does not exist.", code: "inexistent_user")
    public static let userExists = APIError.conflict("The user already exists.", code: "auth0_idp_error")
    fileprivate static let usernameInUse = APIError.conflict(
        "The username provided is in use already.", code: "auth0_idp_error")
    fileprivate static let emailTaken = APIError.badRequest(
        "The specified new email already exists", code: "auth0_idp_error")
    fileprivate static let usernameTaken = APIError.badRequest(
        "The specified new username already exists", code: "auth0_idp_error")
    fileprivate static let phoneNumberTaken = APIError.badRequest(
        "The specified new phone number already exists", code: "auth0_idp_error")
}
