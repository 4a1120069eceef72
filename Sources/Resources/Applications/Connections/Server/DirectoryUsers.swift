import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Storage

extension Transaction {
    /// Creates or updates a user from a user of the directory.
    /// - Throws: `APIError`, if another user has the email address.
    func bringIn(
        _ entry: JSON, by mapping: [DirectoryMapping], to connection: ConnectionRow, at now: Timestamp
    ) throws {
        let name = connection.options["map_user_id_to_id"] == true ? entry["id"] : entry["primaryEmail"]
        guard let identifier = name?.string, !identifier.isEmpty else { return }
        let profile = Self.profile(of: entry, by: mapping)
        guard let identity = try identity(connection.strategy, identifier) else {
            return try make(identifier, profile, in: connection, at: now)
        }
        guard var user = try userIfThere(identity.userID) else { return }
        let identifiers: UserIdentifiers
        if identity.isMain {
            user.apply(profile)
            identifiers = UserIdentifiers(user)
        } else {
            identifiers = UserIdentifiers(profile: user.apply(profile, toProfileOf: identity))
        }
        user.members["updated_at"] = .string(now.description)
        try update(identity, with: identifiers)
        try update(user)
    }

    private func make(
        _ identifier: String, _ profile: JSONObject, in connection: ConnectionRow, at now: Timestamp
    ) throws {
        let id = UserID("\(connection.strategy)|\(identifier)")
        let identity: JSON = [
            "connection": .string(connection.name), "user_id": .string(identifier),
            "provider": .string(connection.strategy), "isSocial": false,
        ]
        var user = UserDocument(id: id, members: ["created_at": .string(now.description)])
        user.apply(profile)
        if user.email != nil { user.members["email_verified"] = true }
        user.members["identities"] = [identity]
        ProfileDefaults.complete(&user.members)
        user.members["updated_at"] = .string(now.description)
        user.members["user_id"] = .string(id.value)
        let identifiers = UserIdentifiers(user)
        try requireFree(identifiers, in: connection.id, for: nil)
        try insert(user)
        try insert(
            into: "identities",
            [
                "provider": connection.strategy, "id": identifier, "user_id": id, "position": 0,
                "connection_id": connection.id, "email": identifiers.email, "username": identifiers.username,
                "phone_number": identifiers.phoneNumber, "password_hash": String?.none,
            ])
    }

    private static func profile(of entry: JSON, by mapping: [DirectoryMapping]) -> JSONObject {
        var profile: JSONObject = [:]
        for pair in mapping where !UserDocument.ownMembers.contains(pair.auth0) {
            var value: JSON? = entry
            for part in pair.idp.split(separator: ".") { value = value?[String(part)] }
            if let value, !value.isNull { profile[pair.auth0] = value }
        }
        return profile
    }
}
