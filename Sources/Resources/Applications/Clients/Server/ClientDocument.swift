import ApplicationsAPI
import Contract
import OrderedCollections

/// An application in the form in which it is stored: what it is sent as, but for its secret and its identifier.
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

    /// The credentials that the application proves itself with, by kind.
    func chosenCredentials(_ part: String) -> [String] {
        guard let part = members[part]?.object else { return [] }
        let lists: [JSON] = part.values.compactMap { $0["credentials"] } + [part["credentials"]].compactMap { $0 }
        return lists.flatMap { $0.array ?? [] }.compactMap { $0["id"]?.string }
    }

    /// Applies changes: what is `null` goes, the rest replaces what was there.
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

    /// What is merged by its first level: what a change does not name stays. All else is replaced.
    private static let mergedMembers: Set<String> = [
        "client_metadata", "jwt_configuration", "mobile", "native_social_login", "session_transfer",
        "signed_request_object",
    ]

    /// `null` takes a value away.
    private static func merged(_ before: JSON?, _ changes: JSON) -> JSON {
        var merged = before?.object ?? [:]
        for (name, value) in changes.object ?? [:] { merged[name] = value.isNull ? nil : value }
        return .object(merged)
    }

    /// The application as it is sent.
    /// - Parameters:
    ///   - tenant: the tenant's name.
    ///   - certificate: of the key that signs its tokens.
    /// - Returns: all of it; what the caller may not see is left out where the answer leaves.
    func json(tenant: String, certificate: String) -> JSON {
        var sent: JSONObject = ["tenant": .string(tenant), "global": .bool(isGlobal)]
        for (name, value) in members { sent[name] = value }
        sent["signing_keys"] = [["cert": .string(certificate)]]
        sent["client_secret"] = .string(secret)
        sent["client_id"] = .string(id.value)
        return .object(sent)
    }
}
