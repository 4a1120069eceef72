import Contract
import ExtensionsAPI
import Secrets
import Serving

/// A secret of an action or a module in the form in which it is stored.
struct KeptSecret: Codable, Hashable, Sendable {
    let name: String
    let value: Sealed
    let updatedAt: Timestamp

    /// What is told of it.
    var told: ActionSecret { ActionSecret(name: name, updatedAt: updatedAt) }
}

/// A secret that was sent, sealed already.
struct GivenSecret: Sendable {
    let name: String
    /// `nil` where the one that is kept stays.
    let value: Sealed?
}

extension TenantContext {
    func sealed(_ secrets: [ActionSecretDraft]?) throws -> [GivenSecret]? {
        try secrets?.map { GivenSecret(name: $0.name, value: try $0.value.map(vault.seal)) }
    }
}

extension [KeptSecret] {
    /// What is kept when all secrets were sent.
    /// - Throws: `APIError`, 400, where one has no value and had none before, or two have the same name.
    func replaced(by given: [GivenSecret]?, at now: Timestamp) throws -> [KeptSecret] {
        guard let given else { return self }
        guard Set(given.map(\.name)).count == given.count else {
            throw APIError.badRequest("Secret names must be unique.")
        }
        return try given.map { secret in
            if let value = secret.value { return KeptSecret(name: secret.name, value: value, updatedAt: now) }
            guard let before = first(where: { $0.name == secret.name }) else {
                throw APIError.badRequest("The secret \(secret.name) has no value.")
            }
            return before
        }
    }
}
