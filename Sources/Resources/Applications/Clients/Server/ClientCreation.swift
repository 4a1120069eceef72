import ApplicationsAPI
import Contract
import OrderedCollections
import Secrets
import Serving
import Storage

/// An application to create, with its credentials.
struct ClientCreation: Sendable {
    var document: ClientDocument
    /// The credentials, followed by the members of the response to its creation, which has the credentials in full.
    private(set) var credentials: [ClientCredentialDocument] = []
    private var told: JSONObject

    init(_ members: JSONObject, random: any RandomSource, now: Timestamp) throws {
        let completed = ClientDefaults.members(creating: members)
        try ClientConstraints.check(completed, given: members)
        document = ClientDocument(id: ID(random.base62(32)), secret: random.token(bytes: 48), members: completed)
        told = completed
        for (part, method) in try Self.parts(of: completed) {
            var chosen: [JSON] = []
            var full: [JSON] = []
            for draft in try Self.drafts(in: completed, part, method) {
                let credential = try ClientCredentialDocument(
                    creating: draft, id: random.identifier("cred", 22), now: now)
                credentials.append(credential)
                chosen.append(["id": .string(credential.id)])
                full.append(credential.json)
            }
            Self.set(&document.members, part, method, .array(chosen))
            Self.set(&told, part, method, .array(full))
        }
    }

    /// Returns the locations of credentials in an application: each authentication method, and the settings of signed
    /// request objects.
    private static func parts(of members: JSONObject) throws -> [(part: String, method: String?)] {
        let methods = members["client_authentication_methods"]?.object?.keys ?? []
        var parts: [(part: String, method: String?)] = methods.map { ("client_authentication_methods", $0) }
        if members["signed_request_object"]?["credentials"] != nil { parts.append(("signed_request_object", nil)) }
        return parts
    }

    private static func drafts(
        in members: JSONObject, _ part: String, _ method: String?
    ) throws -> [ClientCredentialDraft] {
        let holder = method.flatMap { members[part]?[$0] } ?? members[part]
        return try (holder?["credentials"] ?? []).decoded()
    }

    private static func set(_ members: inout JSONObject, _ part: String, _ method: String?, _ list: JSON) {
        guard var value = members[part] else { return }
        if let method, var inner = value[method] {
            inner["credentials"] = list
            value[method] = inner
        } else {
            value["credentials"] = list
        }
        members[part] = value
    }

    func insert(into transaction: Transaction, at now: Timestamp) throws {
        try transaction.insert(document, at: now)
        for credential in credentials { try transaction.insert(credential, of: document.id, at: now) }
    }

    /// The application with its credentials in full, for the response to its creation.
    var described: ClientDocument { ClientDocument(id: document.id, secret: document.secret, members: told) }
}
