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

extension Clients: Founding {
    public static func found(_ founding: TenantFounding, in transaction: Transaction) throws {
        func insert(_ id: String, _ secret: String, _ given: JSONObject, isGlobal: Bool = false) throws {
            let members = ClientDefaults.members(creating: given)
            let client = ClientDocument(id: ID(id), secret: secret, members: members, isGlobal: isGlobal)
            try transaction.insert(client, at: founding.now)
        }
        let random = founding.random
        try insert(random.base62(32), random.token(bytes: 48), ["name": "All Applications"], isGlobal: true)
        try insert(random.base62(32), random.token(bytes: 48), ["name": "Default App", "oidc_conformant": true])
        let administrator: JSONObject = [
            "name": "Gatehouse Administrator", "app_type": "non_interactive", "oidc_conformant": true,
            "description": "May do everything on the Management API",
        ]
        try insert(founding.administrator.clientID, founding.administrator.clientSecret, administrator)
    }
}
