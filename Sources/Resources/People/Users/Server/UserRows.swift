import Contract
import Model
import OrderedCollections
import PeopleAPI
import Storage

/// What no two users of a connection share.
struct UserIdentifiers: Hashable, Sendable {
    let email: String?
    let username: String?
    let phoneNumber: String?

    init(_ user: UserDocument) {
        email = user.email
        username = user.members["username"]?.string?.lowercased()
        phoneNumber = user.members["phone_number"]?.string
    }
}

extension Transaction {
    /// - Throws: `APIError`, 404, where there is no such user.
    func user(_ id: UserID) throws -> UserDocument {
        let row = try row("SELECT document FROM users WHERE tenant = \(tenant) AND user_id = \(id)\(.forUpdate)")
        guard let document: JSON = try row?["document"] else { throw APIError.userNotFound }
        return UserDocument(id: id, members: document.object ?? [:])
    }

    func insert(_ user: UserDocument) throws {
        try insert(
            into: "users",
            [
                "user_id": user.id, "email": user.email, "name": user.name, "nickname": user.text("nickname"),
                "username": user.text("username"), "phone_number": user.text("phone_number"),
                "picture": user.text("picture"), "blocked": user.isBlocked, "created_at": user.text("created_at"),
                "updated_at": user.text("updated_at"), "document": user.json,
            ])
        try insertValues(of: user)
    }

    func update(_ user: UserDocument) throws {
        try execute(
            """
            UPDATE users SET email = \(user.email), name = \(user.name), nickname = \(user.text("nickname")),
                username = \(user.text("username")), phone_number = \(user.text("phone_number")),
                picture = \(user.text("picture")), blocked = \(user.isBlocked), updated_at = \(user.text("updated_at")),
                document = \(user.json)
            WHERE tenant = \(tenant) AND user_id = \(user.id)
            """)
        try updateValues(of: user)
    }

    /// - Parameter user: who may have them already.
    /// - Throws: `APIError`, 409, where another user of the connection has one of the identifiers.
    func requireFree(_ identifiers: UserIdentifiers, in connection: String, for user: UserID?) throws {
        let others: SQL = user.map { "AND user_id <> \($0)" } ?? ""
        let known: SQL = "SELECT 1 FROM identities WHERE tenant = \(tenant) AND connection_id = \(connection) \(others)"
        if let email = identifiers.email, try exists(known + " AND email = \(email)") {
            throw user == nil ? APIError.userExists : APIError.emailTaken
        }
        if let username = identifiers.username, try exists(known + " AND username = \(username)") {
            throw user == nil ? APIError.usernameInUse : APIError.usernameTaken
        }
        if let phone = identifiers.phoneNumber, try exists(known + " AND phone_number = \(phone)") {
            throw user == nil ? APIError.userExists : APIError.phoneNumberTaken
        }
    }
}

extension UserDocument {
    fileprivate func text(_ name: String) -> String? { members[name]?.string }
    fileprivate var isBlocked: Bool { members["blocked"]?.bool ?? false }
}

extension APIError {
    fileprivate static let usernameInUse = APIError.conflict(
        "The username provided is in use already.", code: "auth0_idp_error")
    fileprivate static let emailTaken = APIError.badRequest(
        "The specified new email already exists", code: "auth0_idp_error")
    fileprivate static let usernameTaken = APIError.badRequest(
        "The specified new username already exists", code: "auth0_idp_error")
    fileprivate static let phoneNumberTaken = APIError.badRequest(
        "The specified new phone number already exists", code: "auth0_idp_error")
}
