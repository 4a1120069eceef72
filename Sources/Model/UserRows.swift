import Contract
import Storage

extension Transaction {
    /// Whether there is such a user.
    public func hasUser(_ user: UserID) throws -> Bool {
        try exists("SELECT 1 FROM users WHERE tenant = \(tenant) AND user_id = \(user)\(.forUpdate)")
    }

    /// - Throws: `APIError`, 404, where there is no such user.
    public func requireUser(_ user: UserID) throws {
        if try !hasUser(user) { throw APIError.userNotFound }
    }
}

extension APIError {
    public static let userNotFound = APIError.notFound("The user does not exist.", code: "inexistent_user")
}
