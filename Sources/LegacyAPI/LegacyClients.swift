import Contract
import Foundation
import OrderedCollections
import Outbound

extension LegacyAPI {
    static let clientOperations: [LegacyOperation] = [
        LegacyOperation("GET", "/api/clients", "GET /clients") { call in
            LegacyReply(.array(try await call.askAll("/clients", "clients").map(LegacyClient.json)))
        },
        LegacyOperation("POST", "/api/clients", "POST /clients") { call in
            let client = LegacyClient.change(["name": .string(try call.text("name"))], call.body)
            return LegacyReply(LegacyClient.json(try await call.ask(.post, "/clients", body: client)))
        },
        LegacyOperation("PATCH", "/api/clients/{client}", "PATCH /clients/{id}") { call in
            if call.body["signingKey"] != nil {
                throw LegacyRefusal(
                    400, "Keys are rotated with POST /api/v2/keys/signing/rotate, and cannot be given",
                    code: "operation_not_supported")
            }
            let path = "/clients/\(OutboundForm.encoded(call.arguments[0]))"
            let change = LegacyClient.change([:], call.body)
            return LegacyReply(LegacyClient.json(try await call.ask(.patch, path, body: change)))
        },
    ]
}

/// An application in the format of the Management API v1.
private enum LegacyClient {
    private static let names: KeyValuePairs<String, String> = [
        "client_id": "clientID", "client_secret": "clientSecret",
    ]

    static func json(_ client: JSON) -> JSON {
        var members = client.object ?? [:]
        for (name, former) in names {
            members[former] = members[name]
            members[name] = nil
        }
        members["callbacks"] = members["callbacks"] ?? []
        return .object(members)
    }

    /// Returns the members for an update in v2. Callbacks may be one string, separated by commas.
    static func change(_ before: JSON, _ sent: JSONObject) -> JSON {
        var change = before
        for (name, value) in sent { change[name] = value }
        if let text = sent["callbacks"]?.string {
            let urls = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            change["callbacks"] = .array(urls.filter { !$0.isEmpty }.map(JSON.string))
        }
        return change
    }
}
