import ApplicationsAPI
import Contract
import OrderedCollections
import Serving
import Storage

extension Clients: Upgrading {
    public static func upgrade(managementScopes: [String], in transaction: Transaction) throws {
        try transaction.sealPlainAddons()
    }
}

extension Clients: TenantSeeding {
    public static func seed(_ seed: TenantSeed, in transaction: Transaction) throws {
        func insert(_ id: String, _ secret: String, _ given: JSONObject, isGlobal: Bool = false) throws {
            let members = ClientDefaults.members(creating: given)
            let client = ClientDocument(id: ID(id), secret: secret, members: members, isGlobal: isGlobal)
            try transaction.insert(client, at: seed.now)
        }
        let random = seed.random
        try insert(random.base62(32), random.token(bytes: 48), ["name": "All Applications"], isGlobal: true)
        try insert(random.base62(32), random.token(bytes: 48), ["name": "Default App", "oidc_conformant": true])
        let administrator: JSONObject = [
            "name": "Gatehouse Administrator", "app_type": "non_interactive", "oidc_conformant": true,
            "description": "May do everything on the Management API",
        ]
        try insert(seed.administrator.clientID, seed.administrator.clientSecret, administrator)
    }
}
