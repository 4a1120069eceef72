import Contract
import Foundation
import Gatehouse
import Logging
import OrderedCollections
import Secrets
import Serving
import Storage
import Synchronization

/// A database with a new tenant. It is created once per engine and copied for every test, because creating the schema,
/// a signing key and the initial data takes longer than most tests.
struct TenantTemplate: Sendable {
    static let issuer = "http://localhost:3000/"
    static let administrator = TenantSeed.ClientCredential(
        clientID: "administratorOfTheTestTenant0001", clientSecret: "secret-of-the-administrator-of-the-tests")

    static let rootKeys: RootKeys = {
        do {
            return try RootKeys.generate(RepeatableRandom(seed: 3))
        } catch {
            preconditionFailure("no root key: \(error)")
        }
    }()

    let database: Database
    let scopes: [String]
    /// An access token with all scopes. It is valid for all copies, which have the same signing key.
    let token: String

    private static let made = Mutex<[Engine: Task<TenantTemplate, any Error>]>([:])

    static func of(_ engine: Engine) async throws -> TenantTemplate {
        let task = made.withLock { made in
            if let task = made[engine] { return task }
            let task = Task { try await make(engine) }
            made[engine] = task
            return task
        }
        return try await task.value
    }

    static func settings(_ database: Database) -> Settings {
        var settings = Settings(rootKeys: rootKeys)
        settings.database = database.location
        settings.issuer = issuer
        settings.administrator = administrator
        return settings
    }

    private static func make(_ engine: Engine) async throws -> TenantTemplate {
        let database = try await Database(engine)
        let clock = HeldClock()
        let gatehouse = try await Gatehouse(
            settings(database), port: 3000, clock: clock, random: RepeatableRandom(seed: 1),
            passwords: PasswordHasher(cost: .minimal), logger: .silent)
        let tenant = try gatehouse.services.tenants.tenant(for: IncomingRequest(method: "GET", path: "/"))
        let scopes: [String] = try await gatehouse.services.store.read(tenant.id) { transaction in
            try transaction.rows(
                """
                SELECT p.name FROM permissions p JOIN resource_servers s
                ON s.tenant = p.tenant AND s.id = p.resource_server_id
                WHERE p.tenant = \(tenant.id) AND s.identifier = \(tenant.managementAudience)
                """
            ).map { try $0["name"] }
        }
        let token = try tenant.token(scopes: scopes, now: clock.now)
        await gatehouse.stop()
        return TenantTemplate(database: database, scopes: scopes, token: token)
    }
}

extension TenantContext {
    /// Returns a Management API access token that outlives any test.
    /// - Parameter subject: The user to whom the token was issued; `nil` for an application's own token.
    func token(of subject: String? = nil, scopes: [String], now: Timestamp) throws -> String {
        let client = TenantTemplate.administrator.clientID
        let claims: JSONObject = [
            "iss": .string(issuer), "sub": .string(subject ?? "\(client)@clients"), "aud": .string(managementAudience),
            "iat": .integer(Int64(now.seconds)), "exp": .integer(Int64(now.seconds + 3_650 * 86_400)),
            "scope": .string(scopes.joined(separator: " ")), "gty": subject == nil ? "client-credentials" : "password",
            "azp": .string(client),
        ]
        return try signer.sign(TokenClaims(claims))
    }
}

extension Logger {
    /// A logger that discards everything.
    public static let silent = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
}
