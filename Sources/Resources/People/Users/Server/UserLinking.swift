import Contract
import Model
import OrderedCollections
import Storage

extension Transaction {
    /// Links a user to another as an identity. All other data of the linked user, such as metadata, roles, sessions and
    /// second factors, is deleted; identities linked to that user are moved too.
    func link(_ secondary: UserID, to primary: UserID, at now: Timestamp) throws -> UserDocument {
        var user = try user(primary)
        let other = try self.user(secondary)
        guard primary != secondary else { throw APIError.linkedToItself }
        var identities = other.identities
        if !identities.isEmpty { identities[0]["profileData"] = .object(other.profile) }
        try execute(
            """
            UPDATE identities SET user_id = \(primary), position = position + \(user.identities.count)
            WHERE tenant = \(tenant) AND user_id = \(secondary)
            """)
        // Must come last: it deletes the remaining rows of the user.
        try deleteUser(secondary, at: now)
        user.identities += identities
        user.members["updated_at"] = .string("\(now)")
        try update(user)
        return user
    }

    /// Creates a separate user from an identity.
    func unlink(_ identity: IdentityRow, at now: Timestamp) throws -> UserDocument {
        guard !identity.isMain else { throw APIError.mainIdentity }
        var user = try user(identity.userID)
        guard user.identities.indices.contains(identity.position) else { throw APIError.identityNotFound }
        let alone = UserDocument(
            standingAlone: user.identities[identity.position], provider: identity.provider, id: identity.id, at: now)
        try insert(alone)
        try detach(identity, from: &user)
        try execute(
            """
            UPDATE identities SET user_id = \(alone.id), position = 0
            WHERE tenant = \(tenant) AND provider = \(identity.provider) AND id = \(identity.id)
            """)
        user.members["updated_at"] = .string("\(now)")
        try update(user)
        return user
    }

    /// Returns the identity that a caller names. The identifier may include the provider, as in `auth0|...`.
    func identity(_ provider: String, named id: String) throws -> IdentityRow? {
        if let identity = try identity(provider, id) { return identity }
        guard id.hasPrefix("\(provider)|") else { return nil }
        return try identity(provider, String(id.dropFirst(provider.count + 1)))
    }
}

extension UserDocument {
    /// The profile of an identity, without the tenant's metadata and usage data.
    fileprivate var profile: JSONObject {
        let others: Set<String> = [
            "user_id", "identities", "created_at", "updated_at", "user_metadata", "app_metadata", "blocked",
            "multifactor", "last_ip", "last_login", "last_password_reset", "logins_count",
        ]
        return members.filter { !others.contains($0.key) }
    }

    /// Creates a user from an identity that was linked to another.
    fileprivate init(standingAlone identity: JSON, provider: String, id: String, at now: Timestamp) {
        var members: JSONObject = ["created_at": .string("\(now)")]
        members.merge(identity["profileData"]?.object ?? [:]) { $1 }
        var identity = identity
        identity["profileData"] = nil
        members["identities"] = [identity]
        ProfileDefaults.complete(&members)
        members["updated_at"] = .string("\(now)")
        members["user_id"] = .string("\(provider)|\(id)")
        self.init(id: UserID("\(provider)|\(id)"), members: members)
    }
}

extension APIError {
    fileprivate static let linkedToItself = APIError.badRequest("Main identity and the new one are the same.")
    fileprivate static let mainIdentity = APIError.badRequest("Main identity cannot be removed.")
    static let identityNotFound = APIError.notFound("The identity does not exist.", code: "inexistent_identity")
    static let identityTaken = APIError.conflict("Specified identity already exists.")
}
