import Contract
import ExtensionsAPI
import Storage

/// A secret of an action or a module as it is stored.
struct KeptSecret: Codable, Hashable, Sendable {
    let name: String
    let value: Sealed
    let updatedAt: Timestamp

    /// The secret in wire format, without its value.
    var told: ActionSecret { ActionSecret(name: name, updatedAt: updatedAt) }
}

extension Transaction {
    /// Returns the secrets to store after an update of the complete list.
    /// - Throws: `APIError`, 400, if a new secret has no value, or two have the same name.
    func replace(
        _ kept: [KeptSecret], by given: [ActionSecretDraft]?, at now: Timestamp
    ) throws -> [KeptSecret] {
        guard let given else { return kept }
        guard Set(given.map(\.name)).count == given.count else {
            throw APIError.badRequest("Secret names must be unique.")
        }
        return try given.map { secret in
            if let value = secret.value {
                return KeptSecret(name: secret.name, value: try seal(value), updatedAt: now)
            }
            guard let before = kept.first(where: { $0.name == secret.name }) else {
                throw APIError.badRequest("The secret \(secret.name) has no value.")
            }
            return before
        }
    }
}
