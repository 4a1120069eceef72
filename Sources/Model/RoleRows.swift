import Contract
import Storage

extension Transaction {
    /// - Throws: `APIError` with status 404 if the role does not exist.
    public func requireRole(_ role: String) throws {
        let found: SQL = "SELECT 1 FROM roles WHERE tenant = \(tenant) AND id = \(role)\(.forUpdate)"
        if try !exists(found) { throw APIError.roleNotFound }
    }
}

extension APIError {
    public static let roleNotFound = APIError.notFound("The role does not exist.")
}
