import Contract
import OrderedCollections

/// A user in the form in which it is stored and sent.
public struct UserDocument: Sendable {
    public let id: UserID
    public var members: JSONObject

    public init(id: UserID, members: JSONObject) {
        self.id = id
        self.members = members
    }

    public var email: String? { members["email"]?.string }
    public var name: String? { members["name"]?.string }
    public var identities: [JSON] {
        get { members["identities"]?.array ?? [] }
        set { members["identities"] = .array(newValue) }
    }

    /// The user's names and addresses, which a password should not contain.
    public var personal: [String] {
        ["email", "username", "name", "nickname", "given_name", "family_name", "phone_number"]
            .compactMap { members[$0]?.string }.flatMap { $0.split(whereSeparator: { "@ ".contains($0) }) }.map(
                String.init)
    }

    /// Applies changes of the profile and of metadata. Metadata is merged at its first level, and removed if the change
    /// is empty.
    public mutating func apply(_ changes: JSONObject) {
        for (name, value) in changes where !Self.instructions.contains(name) {
            switch name {
            case "user_metadata", "app_metadata": members[name] = Self.merged(members[name], value)
            case "email": members[name] = value.string.map { .string($0.lowercased()) }
            default: members[name] = value.isNull ? nil : value
            }
        }
    }

    /// The members that the tenant itself maintains and providers cannot set.
    public static let ownMembers: Set<String> = [
        "user_id", "identities", "created_at", "updated_at", "last_login", "last_ip", "logins_count", "multifactor",
        "user_metadata", "app_metadata",
    ]

    /// Members of a change that control it and are not stored.
    private static let instructions: Set<String> = [
        "connection", "client_id", "password", "verify_email", "verify_phone_number", "verify_password",
    ]

    private static func merged(_ before: JSON?, _ changes: JSON) -> JSON? {
        guard let changes = changes.object, !changes.isEmpty else { return nil }
        var merged = before?.object ?? [:]
        for (name, value) in changes { merged[name] = value.isNull ? nil : value }
        return .object(merged)
    }

    public var json: JSON { .object(members) }
}
