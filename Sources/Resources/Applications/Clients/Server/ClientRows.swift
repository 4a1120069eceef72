import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Storage

extension Transaction {
    /// - Throws: `APIError`, 404, if the application does not exist.
    func clientDocument(_ id: ClientID) throws -> ClientDocument {
        let row = try row("SELECT * FROM clients WHERE tenant = \(tenant) AND client_id = \(id)\(.forUpdate)")
        guard let row else { throw APIError.clientNotFound }
        return try ClientDocument(row: row, in: self)
    }

    func insert(_ client: ClientDocument, at now: Timestamp) throws {
        guard try !exists("SELECT 1 FROM clients WHERE tenant = \(tenant) AND client_id = \(client.id)") else {
            throw APIError.conflict("A client with the same id already exists", code: "client_exists")
        }
        try insert(
            into: "clients",
            [
                "client_id": client.id, "name": client.name, "secret": try seal(client.secret),
                "is_global": client.isGlobal,
                "is_first_party": client.isFirstParty, "app_type": client.members["app_type"]?.string,
                "external_client_id": client.members["external_client_id"]?.string, "created_at": now,
                "document": try sealingAddons(of: client.members),
            ])
        try setOrigins(of: client.id, .object(client.members))
    }

    func update(_ client: ClientDocument) throws {
        try execute(
            """
            UPDATE clients SET name = \(client.name), secret = \(try seal(client.secret)),
                is_first_party = \(client.isFirstParty), app_type = \(client.members["app_type"]?.string),
                document = \(try sealingAddons(of: client.members))
            WHERE tenant = \(tenant) AND client_id = \(client.id)
            """)
        try setOrigins(of: client.id, .object(client.members))
    }
}

// Add-ons hold keys for the services that they log in to, under arbitrary names: each add-on object is encrypted as a
// whole.
extension Transaction {
    fileprivate func sealingAddons(of members: JSONObject) throws -> JSON {
        try seal(["addons"], of: .object(members))
    }

    fileprivate func openingAddons(of document: JSON) throws -> JSONObject {
        // Older versions stored them unencrypted.
        guard document["addons"]?.string != nil else { return document.object ?? [:] }
        return try open(["addons"], of: document).object ?? [:]
    }

    /// Encrypts the add-ons that older versions stored unencrypted.
    func sealPlainAddons() throws {
        let plain = try rows(
            """
            SELECT * FROM clients WHERE tenant = \(tenant) AND
            \(sqlite: "document", postgres: "document::text") LIKE '%"addons"%'
            """)
        for row in plain {
            let document: JSON = try row["document"]
            guard document["addons"]?.object != nil else { continue }
            try update(try ClientDocument(row: row, in: self))
        }
    }
}

extension ClientDocument {
    init(row: Row, in transaction: Transaction) throws {
        let members = try transaction.openingAddons(of: try row["document"])
        self.init(
            id: try row["client_id"], secret: try transaction.open(row["secret"]), members: members,
            isGlobal: try row["is_global"])
    }
}
