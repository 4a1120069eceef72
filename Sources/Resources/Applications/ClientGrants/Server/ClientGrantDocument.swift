import ApplicationsAPI
import Contract
import OrderedCollections
import Storage

/// A client grant as it is stored: the wire format without the audience, which is in the API's row.
struct ClientGrantDocument: Sendable {
    let id: ID<ClientGrant>
    let clientID: ClientID?
    let audience: String
    var members: JSONObject

    init(id: ID<ClientGrant>, clientID: ClientID?, audience: String, members: JSONObject) {
        self.id = id
        self.clientID = clientID
        self.audience = audience
        self.members = members
    }

    init(creating draft: ClientGrantDraft, _ given: JSONObject, id: ID<ClientGrant>, audience: String) {
        var members: JSONObject = ["scope": []]
        for (name, value) in given where name != "client_id" && name != "audience" { members[name] = value }
        if members["subject_type"] == nil { members["subject_type"] = "client" }
        self.init(id: id, clientID: draft.clientID, audience: audience, members: members)
    }

    init(row: Row) throws {
        let document: JSON = try row["document"]
        self.init(
            id: try row["id"], clientID: try row["client_id"], audience: try row["identifier"],
            members: document.object ?? [:])
    }

    var scopes: [String] { members["scope"]?.strings ?? [] }
    var subjectType: String { members["subject_type"]?.string ?? "client" }
    var allowsAnyOrganization: Bool { members["allow_any_organization"]?.bool ?? false }
    var isSystem: Bool { members["is_system"]?.bool ?? false }

    mutating func apply(_ changes: JSONObject) {
        for (name, value) in changes { members[name] = value.isNull ? nil : value }
        if members["scope"] == nil { members["scope"] = [] }
    }

    /// The client grant in wire format.
    var json: JSON {
        var sent: JSONObject = ["id": .string(id.value)]
        if let clientID { sent["client_id"] = .string(clientID.value) }
        sent["audience"] = .string(audience)
        for (name, value) in members { sent[name] = value }
        return .object(sent)
    }
}
