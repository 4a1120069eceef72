import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Secrets

/// A connection as it is stored: its wire format without its applications, which are rows.
struct ConnectionDocument: Sendable {
    let id: ID<Connection>
    let name: String
    let strategy: ConnectionStrategy
    var members: JSONObject
    var enabledClients: [ClientID]

    init(
        id: ID<Connection>, name: String, strategy: ConnectionStrategy, members: JSONObject, enabledClients: [ClientID]
    ) {
        self.id = id
        self.name = name
        self.strategy = strategy
        self.members = members
        self.enabledClients = enabledClients
    }

    init(_ row: ConnectionRow, enabledClients: [ClientID]) {
        self.init(
            id: ID(row.id), name: row.name, strategy: ConnectionStrategy(rawValue: row.strategy),
            members: row.document.object ?? [:], enabledClients: enabledClients)
    }

    /// Creates a new connection.
    /// - Parameter given: The members of the request.
    init(
        creating draft: ConnectionDraft, _ given: JSONObject, id: ID<Connection>, issuer: String,
        random: any RandomSource
    ) throws {
        let strategy = draft.strategy
        var members: JSONObject = [
            "options": try ConnectionOptions.settled(draft.options, strategy), "is_domain_connection": false,
            "authentication": ["active": true], "connected_accounts": ["active": false],
            "realms": [.string(draft.name)],
        ]
        if let length = strategy.ticketLength {
            members["provisioning_ticket_url"] = .string("\(issuer)p/\(strategy.rawValue)/\(random.base62(length))")
        }
        if strategy.hasButton { members["show_as_button"] = false }
        if strategy.isOpenIDConnect { members["display_name"] = .string(draft.name) }
        self.init(
            id: id, name: draft.name, strategy: strategy, members: members, enabledClients: draft.enabledClients ?? [])
        set(given)
    }

    /// Returns the connection with an update applied.
    func applying(_ changes: Patch<ConnectionDraft>) throws -> ConnectionDocument {
        var changed = self
        if let options = changes.members["options"] {
            changed.members["options"] = try ConnectionOptions.settled(options, strategy)
        }
        if changes.members["enabled_clients"] != nil { changed.enabledClients = changes.enabledClients ?? [] }
        changed.set(changes.members)
        return changed
    }

    /// Sets the members that are stored as they are sent.
    private mutating func set(_ given: JSONObject) {
        let settledElsewhere: Set<String> = ["name", "strategy", "options", "enabled_clients"]
        for (name, value) in given where !settledElsewhere.contains(name) {
            members[name] = value.isNull ? nil : value
        }
        if let metadata = members["metadata"]?.object {
            members["metadata"] = .object(metadata.filter { !$0.value.isNull })
        }
    }

    var options: JSON { members["options"] ?? [:] }

    /// The members to store.
    var storedMembers: JSONObject {
        var stored = members
        // Returned once, in the response to the request that sent them, and never stored.
        for name in ["authorizationURL", "tokenURL"] where options[name]?.isNull ?? false {
            stored["options"]?[name] = nil
        }
        return stored
    }

    /// The connection in wire format.
    var json: JSON {
        var sent: JSONObject = ["id": .string(id.value)]
        sent["options"] = options
        sent["strategy"] = .string(strategy.rawValue)
        sent["name"] = .string(name)
        for (name, value) in members where name != "options" { sent[name] = value }
        sent["enabled_clients"] = .array(enabledClients.map { .string($0.value) })
        return .object(sent)
    }
}
