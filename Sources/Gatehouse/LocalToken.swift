import Authentication
import Contract
import Foundation
import Keyring
import Model
import OrderedCollections
import Secrets
import Storage

extension Gatehouse {
    /// Returns a Management API access token for the tenant in a database, signed with its key, for scripts on the same
    /// machine. Read access to the database and the root key suffices to create one.
    /// - Parameter scope: The scopes, separated by spaces; all scopes if `nil`.
    /// - Throws: `Settings.Problem` if no tenant exists yet.
    public static func token(_ settings: Settings, scope: String?, lifetime: Int) async throws -> String {
        let store = SealingStore(try store(settings.database), sealing: Vault(settings.rootKeys))
        try await store.migrate(Composition.migrations)
        let (signer, issuer, client, scopes) = try await store.read(Tenants.only) { transaction in
            let row = try transaction.row(
                "SELECT issuer, administrator FROM tenants WHERE id = \(transaction.tenant)")
            guard let row, let signer = try transaction.tokenSigner() else {
                throw Settings.Problem("there is no tenant yet; `gatehouse serve` makes one")
            }
            let issuer: String = try row["issuer"]
            let administrator: String = try row["administrator"]
            let scopes = try transaction.audience(issuer + "api/v2/").map(transaction.scopes(of:)) ?? []
            return (signer, issuer, administrator, scopes)
        }
        await store.close()
        let now = Timestamp(Date()).seconds
        let claims: JSONObject = [
            "iss": .string(issuer), "sub": .string("\(client)@clients"), "aud": .string(issuer + "api/v2/"),
            "iat": .integer(Int64(now)), "exp": .integer(Int64(now + lifetime)),
            "scope": .string(scope ?? scopes.joined(separator: " ")), "gty": "client-credentials",
            "azp": .string(client),
        ]
        return try signer.sign(TokenClaims(claims))
    }
}
