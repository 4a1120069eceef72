import Contract
import OrchestrationAPI
import OrderedCollections

/// A form as it is stored, with the members that were sent.
struct StoredForm: Sendable {
    private var members: JSONObject

    init(_ json: JSON) { members = json.object ?? [:] }

    init(new id: ID<Form>, _ sent: JSONObject, at now: Timestamp) {
        members = ["id": .string(id.value)]
        members.merge(sent.filter { !$0.value.isNull }) { $1 }
        if members["ending"] == nil { members["ending"] = ["resume_flow": true] }
        members["created_at"] = .string(now.description)
        members["updated_at"] = .string(now.description)
    }

    var json: JSON { .object(members) }
    var name: String { members["name"]?.string ?? "" }

    /// Whether responses have the format of the API's first version, which callers expect who create forms with its
    /// members.
    var isEarly: Bool {
        let style = members["style"]
        return members["description"] != nil || style?["version"] != nil || style?["theme"] != nil
    }

    mutating func change(_ changes: JSONObject, at now: Timestamp) {
        for (name, value) in changes { members[name] = value.isNull ? nil : value }
        members["updated_at"] = .string(now.description)
    }

    /// The identifiers of the flows in the form.
    var flows: Set<String> {
        var found: Set<String> = []
        func note(_ holder: JSON?) {
            if let id = holder?["flow_id"]?.string { found.insert(id) }
        }
        for node in members["nodes"]?.array ?? [] {
            note(node["config"])
            for component in node["config"]?["components"]?.array ?? [] { note(component["config"]) }
        }
        note(members["ending"]?["after_submit"])
        return found
    }

    /// Returns the form in wire format.
    func told(_ hydration: [FormHydration] = []) -> JSON {
        hydrated(isEarly ? EarlyForm.told(members) : members, hydration)
    }

    /// Returns the form in the wire format of lists.
    func summary(_ hydration: [FormHydration]) -> JSON {
        let names = ["id", "name", "description", "created_at", "updated_at", "embedded_at", "submitted_at"]
        guard isEarly else { return hydrated(members.filter { names.contains($0.key) }, hydration) }
        return hydrated(EarlyForm.told(members).filter { names.contains($0.key) }, [.flowCount])
    }

    private func hydrated(_ members: JSONObject, _ hydration: [FormHydration]) -> JSON {
        var told = members
        if hydration.contains(.flowCount) { told["flow_count"] = .integer(Int64(flows.count)) }
        return .object(told)
    }
}

/// The wire format of forms in the API's first version, which includes every member and names some differently.
private enum EarlyForm {
    static func told(_ form: JSONObject) -> JSONObject {
        var told: JSONObject = [
            "id": .null, "name": .null, "description": .null, "messages": ["custom": [:], "errors": [:]],
            "languages": ["primary": .null, "default": .null], "translations": [:],
            "start": ["hiddenFields": [], "nextNode": .null, "coordinates": .null], "nodes": [], "ending": ending,
            "social": [], "style": ["version": .null, "theme": .null, "css": .null], "tags": [],
            "created_at": .null, "updated_at": .null, "embedded_at": .null, "submitted_at": .null,
        ]
        for (name, value) in form {
            let value = name == "translations" || name == "messages" ? value : renamed(value)
            told[name] = merged(told[name], value)
        }
        return told
    }

    private static let ending: JSON = [
        "content": .null, "redirection": .null, "callback": .null, "afterSubmit": ["flowId": .null, "email": .null],
        "resumeFlow": true, "coordinates": .null,
    ]

    private static let names = [
        "hidden_fields": "hiddenFields", "next_node": "nextNode", "after_submit": "afterSubmit", "flow_id": "flowId",
        "resume_flow": "resumeFlow",
    ]

    private static func renamed(_ value: JSON) -> JSON {
        switch value {
        case .array(let items): return .array(items.map(renamed))
        case .object(let members):
            var object: JSONObject = [:]
            for (name, value) in members { object[names[name] ?? name] = renamed(value) }
            return .object(object)
        default: return value
        }
    }

    /// Returns a value with its missing members taken from a default.
    private static func merged(_ usual: JSON?, _ value: JSON) -> JSON {
        guard let usual = usual?.object, let own = value.object else { return value }
        return .object(usual.merging(own) { merged($0, $1) })
    }
}
