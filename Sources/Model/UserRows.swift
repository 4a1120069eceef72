import Contract
import Storage

extension Transaction {
    /// - Throws: `APIError`, 404, where there is no such user.
    public func requireUser(_ user: UserID) throws {
        let found: SQL = "SELECT 1 FROM users WHERE tenant = \(tenant) AND user_id = \(user)\(.forUpdate)"
        if try !exists(found) { throw APIError.userNotFound }
    }
}

extension APIError {
    public static let userNotFound = APIError.notFound("The user does not exist.", code: "inexistent_user")
}
