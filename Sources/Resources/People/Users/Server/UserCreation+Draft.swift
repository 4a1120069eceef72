import Contract
import Model
import PeopleAPI
import Secrets

extension UserCreation {
    /// - Parameter needsPassword: whether a database's user must have one; who is imported may come without.
    /// - Throws: `APIError`, 400, where the connection cannot have such a user.
    init(
        _ draft: UserDraft, in connection: ConnectionRow, needsPassword: Bool = true, random: any RandomSource,
        now: Timestamp
    ) throws {
        try self.init(
            profile: try JSON(encoding: draft).object ?? [:], in: connection, needsPassword: needsPassword,
            random: random, now: now)
    }
}
