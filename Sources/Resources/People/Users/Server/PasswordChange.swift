import Contract
import Model
import PeopleAPI
import Serving
import Storage

/// A new password for a user that is there, checked against the connection's policy.
struct PasswordChange: Sendable {
    let hash: String?
    let history: Int

    /// Nothing changes.
    static let none = PasswordChange(hash: nil, history: 0)

    private init(hash: String?, history: Int) {
        self.hash = hash
        self.history = history
    }

    /// - Throws: `APIError`, 400, where the connection has no passwords, or wants better ones.
    init(_ password: String, of id: UserID, _ change: UserChange, _ call: Call<UserID, Nothing, Changes<UserFields>>)
        async throws
    {
        let (policy, personal, earlier) = try await call.read { transaction in
            let user = try transaction.user(id)
            let identity = try change.identity(of: user, in: transaction)
            guard let connection = try transaction.connection(named: identity.connection),
                connection.strategy == "auth0"
            else {
                throw APIError.badRequest(
                    "Cannot update password for non-database user", code: "operation_not_supported")
            }
            let policy = PasswordPolicy(options: connection.options)
            return (policy, user.personal, try transaction.passwords(of: identity, history: policy.historySize))
        }
        try policy.check(password, personal: personal)
        for hash in earlier where try await call.services.passwords.verify(password, hash: hash) {
            throw PasswordPolicy.usedBefore
        }
        self.init(hash: try await call.services.passwords.hash(password), history: policy.historySize)
    }
}
