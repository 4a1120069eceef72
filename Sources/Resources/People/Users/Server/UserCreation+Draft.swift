import Contract
import Model
import PeopleAPI
import Secrets

extension UserCreation {
    /// - Parameter needsPassword: Whether users of a database need a password; imported users may lack one.
    /// - Throws: `APIError`, 400, if the connection does not support such a user.
    init(
        _ draft: UserDraft, in connection: ConnectionRow, needsPassword: Bool = true, random: any RandomSource,
        now: Timestamp
    ) throws {
        try self.init(
            profile: try JSON(encoding: draft).object ?? [:], in: connection, needsPassword: needsPassword,
            random: random, now: now)
    }
}
