import AppearanceAPI
import Contract
import OrderedCollections

/// A phone provider as it is stored, with its credentials.
struct PhoneProviderDocument: Sendable {
    private var members: JSONObject

    init(_ json: JSON) { members = json.object ?? [:] }

    /// Creates a new provider.
    /// - Throws: `APIError`, 400, if configuration or credentials do not fit the provider.
    init(creating given: JSONObject, id: ID<PhoneProvider>, tenant: String, at now: Timestamp) throws {
        members = [
            "id": .string(id.value), "tenant": .string(tenant), "name": given["name"] ?? .null, "channel": "phone",
            "disabled": given["disabled"] ?? false,
        ]
        members["configuration"] = given["configuration"]
        members["credentials"] = given["credentials"]
        members["created_at"] = .string(now.description)
        members["updated_at"] = .string(now.description)
        try check()
    }

    /// Returns the provider with an update applied: given members are replaced.
    /// - Throws: `APIError`, 400, if the resulting configuration or credentials do not fit the provider.
    func changed(by changes: JSONObject, at now: Timestamp) throws -> PhoneProviderDocument {
        var changed = self
        changed.members.merge(changes) { $1 }
        changed.members["updated_at"] = .string(now.description)
        try changed.check()
        return changed
    }

    var json: JSON { .object(members) }
    /// The provider in wire format, without its credentials.
    var sent: JSON { .object(members.filter { $0.key != "credentials" }) }

    var id: ID<PhoneProvider> { ID(members["id"]?.string ?? "") }
    private var name: PhoneProviderName { PhoneProviderName(rawValue: members["name"]?.string ?? "") }
    var isDisabled: Bool { members["disabled"]?.bool ?? false }

    /// Returns a string of the configuration; `nil` if it is absent or empty.
    private func configured(_ name: String) -> String? {
        members["configuration"]?[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func check() throws {
        let isTwilio = name == .twilio
        try check("configuration", needs: isTwilio ? ["sid"] : [], takes: ["default_from", "mssid"], isTwilio)
        try check("credentials", needs: isTwilio ? ["auth_token"] : [], takes: [], isTwilio)
        if isTwilio, configured("default_from") == nil, configured("mssid") == nil {
            throw APIError.invalidBody("The configuration needs default_from or mssid.")
        }
    }

    private func check(_ part: String, needs: [String], takes: [String], _ isTwilio: Bool) throws {
        let given = members[part]?.object ?? [:]
        if let missing = needs.first(where: { given[$0] == nil }) {
            throw APIError.invalidBody(
                "Payload validation error: 'Missing required property: \(missing)' on property \(part).")
        }
        let known = needs + (isTwilio ? takes : []) + ["delivery_methods"]
        let unknown = given.keys.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            let names = unknown.joined(separator: ",")
            throw APIError.invalidBody(
                "Payload validation error: 'Additional properties not allowed: \(names)' on property \(part).")
        }
    }
}
