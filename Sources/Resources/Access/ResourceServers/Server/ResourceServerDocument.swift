import AccessAPI
import Contract
import OrderedCollections

/// An API as it is stored: its wire format without its scopes, which are rows.
struct ResourceServerDocument: Sendable {
    let id: ID<ResourceServer>
    let identifier: String
    var members: JSONObject
    var scopes: [ResourceServerScope]
    let isSystem: Bool

    /// The default members of an API.
    private static let defaults: JSONObject = [
        "signing_alg": "RS256", "allow_offline_access": false, "token_lifetime": 86_400,
        "token_lifetime_for_web": 7_200,
        "skip_consent_for_verifiable_first_party_clients": false,
        "subject_type_authorization": ["user": ["policy": "allow_all"], "client": ["policy": "require_client_grant"]],
    ]

    init(
        id: ID<ResourceServer>, identifier: String, members: JSONObject, scopes: [ResourceServerScope], isSystem: Bool
    ) {
        self.id = id
        self.identifier = identifier
        self.members = members
        self.scopes = scopes
        self.isSystem = isSystem
    }

    /// Creates a new API.
    /// - Parameters:
    ///   - system: The fixed properties of a built-in API.
    ///   - secret: Generates the secret for `HS256`.
    init(
        creating draft: ResourceServerDraft, _ given: JSONObject, id: ID<ResourceServer>, system: SystemAPI?,
        secret: () -> String
    ) {
        let identifier = draft.identifier ?? ""
        if let system {
            self.init(
                id: id, identifier: identifier, members: system.members(given), scopes: system.scopes, isSystem: true)
            return
        }
        var members = Self.defaults
        members["name"] = .string(identifier)
        for (name, value) in given where name != "scopes" && name != "identifier" && !value.isNull {
            members[name] = value
        }
        self.init(id: id, identifier: identifier, members: members, scopes: draft.scopes ?? [], isSystem: false)
        settle(given, secret: secret)
    }

    /// Applies an update: `null` removes a member, other values replace the member.
    mutating func apply(_ changes: Patch<ResourceServerDraft>, secret: () -> String) {
        for (name, value) in changes.members where name != "scopes" { members[name] = value.isNull ? nil : value }
        if let scopes = changes.scopes { self.scopes = scopes }
        settle(changes.members, secret: secret)
    }

    /// Generates a secret for `HS256`, and limits the lifetime for web flows to a shortened lifetime.
    private mutating func settle(_ given: JSONObject, secret: () -> String) {
        if members["signing_alg"] != "HS256" {
            members["signing_secret"] = nil
        } else if members["signing_secret"] == nil {
            members["signing_secret"] = .string(secret())
        }
        if let lifetime = members["token_lifetime"]?.integer, let web = members["token_lifetime_for_web"]?.integer,
            web > lifetime, given["token_lifetime_for_web"] == nil
        {
            members["token_lifetime_for_web"] = .integer(Int64(lifetime))
        }
    }

    /// The API in wire format.
    var json: JSON {
        var sent: JSONObject = ["id": .string(id.value)]
        sent["name"] = members["name"]
        sent["identifier"] = .string(identifier)
        sent["scopes"] = .array(scopes.map(\.json))
        for (name, value) in members where name != "name" { sent[name] = value }
        // The public key is stored, but responses omit its PEM text.
        if var encryption = sent["token_encryption"], var key = encryption["encryption_key"] {
            key["pem"] = nil
            encryption["encryption_key"] = key
            sent["token_encryption"] = encryption
        }
        if isSystem { sent["is_system"] = true }
        return .object(sent)
    }
}

extension ResourceServerScope {
    fileprivate var json: JSON {
        var json: JSON = ["value": .string(value)]
        if let description { json["description"] = .string(description) }
        return json
    }
}
