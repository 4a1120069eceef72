import Contract
import Events
import HTTPTypes
import Model
import OrderedCollections
import Serving
import Storage

// The representation of data in the events of actions: the members that Auth0 documents, without secrets.

extension IncomingRequest {
    /// - Parameters:
    ///   - origin: the origin of the request.
    ///   - body: the members of the body that actions may see.
    public func seenByActions(from origin: LoggedEvent.Origin, body: JSONObject? = nil) -> JSON {
        var seen = origin.seenByActions(method: method)
        if let language = headers[.acceptLanguage]?.split(whereSeparator: { ",;-".contains($0) }).first {
            seen["language"] = .string(String(language))
        }
        if let body { seen["body"] = .object(body) }
        seen["query"] = [:]
        return .object(seen)
    }
}

extension LoggedEvent.Origin {
    public func seenByActions(method: String) -> JSONObject {
        var seen: JSONObject = ["ip": .string(ip), "method": .string(method), "geoip": [:]]
        seen["hostname"] = hostname.map(JSON.string)
        seen["user_agent"] = userAgent.map(JSON.string)
        return seen
    }
}

extension ClientRow {
    public var seenByActions: JSON {
        var seen: JSON = [
            "client_id": .string(id.value), "name": document["name"] ?? "",
            "metadata": document["client_metadata"] ?? [:],
        ]
        if let policies = document["refresh_token"]?["policies"], !policies.isNull {
            seen["refresh_token"] = ["policies": policies]
        }
        return seen
    }
}

extension ConnectionRow {
    public var seenByActions: JSON {
        [
            "id": .string(id), "name": .string(name), "strategy": .string(strategy),
            "metadata": document["metadata"] ?? [:],
        ]
    }
}

extension OrganizationRow {
    public var seenByActions: JSON {
        [
            "id": .string(id), "name": .string(name), "display_name": .string(displayName ?? name),
            "metadata": document["metadata"] ?? [:],
        ]
    }
}

extension UserDocument {
    public var seenByActions: JSON {
        var seen = members.filter { Self.seen.contains($0.key) && !$0.value.isNull }
        for name in ["app_metadata", "user_metadata"] where seen[name] == nil { seen[name] = [:] }
        seen["email_verified"] = members["email_verified"] ?? false
        seen["identities"] = .array(identities.map(Self.identity))
        return .object(seen)
    }

    private static let seen: Set<String> = [
        "user_id", "email", "email_verified", "username", "phone_number", "phone_verified", "name", "nickname",
        "given_name", "family_name", "picture", "created_at", "updated_at", "last_password_reset", "app_metadata",
        "user_metadata", "multifactor",
    ]

    private static func identity(_ identity: JSON) -> JSON {
        let members = ["connection", "isSocial", "profileData", "provider", "user_id"]
        return .object((identity.object ?? [:]).filter { members.contains($0.key) })
    }
}

extension Transaction {
    /// Returns the names of a user's roles, including those in an organization if one is given.
    public func roleNames(of user: UserID, in organization: String?) throws -> [String] {
        let own = try rows(
            """
            SELECT r.name FROM user_roles h JOIN roles r ON r.tenant = h.tenant AND r.id = h.role_id
            WHERE h.tenant = \(tenant) AND h.user_id = \(user) ORDER BY r.name
            """
        ).map { try $0["name"] as String }
        guard let organization else { return own }
        let there = try roles(of: [user], in: organization)[user] ?? []
        return Array(OrderedSet(own + there.map(\.name)))
    }
}

extension HTTPField.Name {
    fileprivate static let acceptLanguage = HTTPField.Name(known: "Accept-Language")
}
