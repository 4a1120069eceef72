import ApplicationsAPI
import Contract
import OrderedCollections

/// An application as it is stored: its wire format without secret and identifier.
struct ClientDocument: Sendable {
    let id: ClientID
    var secret: String
    var members: JSONObject
    let isGlobal: Bool

    init(id: ClientID, secret: String, members: JSONObject, isGlobal: Bool = false) {
        self.id = id
        self.secret = secret
        self.members = members
        self.isGlobal = isGlobal
    }

    var name: String { members["name"]?.string ?? "" }
    var isFirstParty: Bool { members["is_first_party"]?.bool ?? true }

    /// Returns the identifiers of the credentials with which the application authenticates, by method.
    func chosenCredentials(_ part: String) -> [String] {
        guard let part = members[part]?.object else { return [] }
        let lists: [JSON] = part.values.compactMap { $0["credentials"] } + [part["credentials"]].compactMap { $0 }
        return lists.flatMap { $0.array ?? [] }.compactMap { $0["id"]?.string }
    }

    /// Applies an update: `null` removes a member, other values replace the member.
    mutating func apply(_ changes: JSONObject) {
        for (name, value) in changes {
            if name == "client_secret" {
                if let secret = value.string { self.secret = secret }
            } else if value.isNull {
                members[name] = nil
            } else if Self.mergedMembers.contains(name) {
                members[name] = ClientDefaults.completed(name, Self.merged(members[name], value))
            } else {
                members[name] = ClientDefaults.completed(name, value)
            }
            if name == "cross_origin_authentication" { members["cross_origin_auth"] = members[name] }
        }
    }

    /// Members whose first level is merged: an update keeps the members that it does not name. All others are replaced.
    private static let mergedMembers: Set<String> = [
        "client_metadata", "jwt_configuration", "mobile", "native_social_login", "session_transfer",
        "signed_request_object",
    ]

    /// `null` removes a value.
    private static func merged(_ before: JSON?, _ changes: JSON) -> JSON {
        var merged = before?.object ?? [:]
        for (name, value) in changes.object ?? [:] { merged[name] = value.isNull ? nil : value }
        return .object(merged)
    }

    /// Returns the application in wire format.
    /// - Parameters:
    ///   - tenant: The name of the tenant.
    ///   - certificate: The certificate of the key that signs its tokens.
    /// - Returns: All members; those that the caller may not read are removed when the response is sent.
    func json(tenant: String, certificate: String) -> JSON {
        var sent: JSONObject = ["tenant": .string(tenant), "global": .bool(isGlobal)]
        for (name, value) in members { sent[name] = value }
        sent["signing_keys"] = [["cert": .string(certificate)]]
        sent["client_secret"] = .string(secret)
        sent["client_id"] = .string(id.value)
        return .object(sent)
    }
}
