import AccessAPI
import ApplicationsAPI
import Contract
import ManagementClient
import Model
import OperationsAPI
import PeopleAPI
import Serving
import Storage
import Synchronization
import TestKit
import Testing

/// One row of a table: the name of something that is documented, and a call that shows what it does.
struct DocumentedCall: Sendable {
    let name: String
    /// Called with a user of its own, whose address is that of `UsersFixture.email`.
    let run: @Sendable (UsersFixture, UserID) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (UsersFixture, UserID) async throws -> Void) {
        self.name = name
        self.run = run
    }

    /// Runs each row on each engine, and expects that it sends what the table of methods says.
    static func run(_ rows: [DocumentedCall], of section: MethodTable.Section) async throws {
        try await run(rows) { row, sent in RememberedCalls.expect(row.name, of: section, among: sent) }
    }

    /// Runs each row on each engine.
    /// - Parameter check: what else is to hold after a row, with what was sent in it.
    static func run(
        _ table: [DocumentedCall], check: (DocumentedCall, [String]) -> Void = { _, _ in }
    ) async throws {
        try await eachEngine { tenant in
            let fixture = try await UsersFixture(tenant)
            for (number, row) in table.enumerated() {
                let user = try await fixture.createUser("u\(number)")
                fixture.calls.forget()
                do {
                    try await row.run(fixture, user)
                } catch {
                    Issue.record(error, "\(tenant.engine.rawValue): \(row.name)")
                }
                check(row, fixture.calls.sent)
            }
        }
    }
}

/// A tenant with what users can have, and a client that remembers what it sent.
final class UsersFixture: Sendable {
    static let connection = "Username-Password-Authentication"
    static let permission = PermissionSelection.Item(
        resourceServerIdentifier: "https://notes.example/", permissionName: "read:notes")

    let tenant: TestTenant
    let calls: RememberedCalls
    var api: ManagementClient { calls.client }
    let role: Role
    let organization: Organization
    let connectionID: ID<ApplicationsAPI.Connection>

    init(_ tenant: TestTenant) async throws {
        self.tenant = tenant
        calls = RememberedCalls(to: tenant)
        let scopes = [ResourceServerScope(value: Self.permission.permissionName)]
        let notes = ResourceServerDraft(
            identifier: Self.permission.resourceServerIdentifier, name: "Notes", scopes: scopes)
        _ = try await tenant.client.resourceServers.create(notes)
        role = try await tenant.client.roles.create(RoleDraft(name: "editor"))
        organization = try await tenant.client.organizations.create(OrganizationDraft(name: "club"))
        let all = try await tenant.client.connections.list().items
        connectionID = try #require(all.first { $0.name == Self.connection }?.id)
    }

    static func email(_ user: UserID) -> String { "\(user.value.dropFirst("auth0|".count))@example.com" }

    static func draft(_ name: String) -> UserDraft {
        var draft = UserDraft(connection: connection, email: "\(name)@example.com", password: "Correct-Horse-9")
        draft.userID = name
        return draft
    }

    func createUser(_ name: String) async throws -> UserID {
        try #require(try await tenant.client.users.create(Self.draft(name)).userID)
    }

    /// Whether a user is there.
    func isThere(_ user: UserID) async throws -> Bool {
        try await tenant.request("GET", "/users/\(user.value.replacing("|", with: "%7C"))", token: tenant.token).status
            == 200
    }

    /// Gives the user a phone as a second factor.
    func addPhone(to user: UserID) async throws -> AuthenticationMethodID {
        try #require(try await api.authenticationMethods.create(user, Self.phone).id)
    }

    static var phone: AuthenticationMethodDraft {
        var draft = AuthenticationMethodDraft(type: .phone, name: "mine")
        draft.phoneNumber = "+15551234567"
        return draft
    }

    static var generator: AuthenticationMethodDraft {
        var draft = AuthenticationMethodDraft(type: .totp, name: "app")
        draft.totpSecret = "5HCWXIP2MJNSUBGYVUZFLRB2"
        return draft
    }

    static let permissions = PermissionSelection(permissions: [permission])
    var roles: RoleSelection { RoleSelection(roles: [role.id.value]) }

    /// What is left of a user's second factors.
    func methods(of user: UserID) async throws -> [AuthenticationMethodType] {
        try await tenant.client.authenticationMethods.list(user).items.map(\.type)
    }

    /// What a login leaves: a session, with the user's identifier for its own.
    func startSession(of user: UserID) async throws -> SessionID {
        let session = SessionRow(
            id: SessionID("session-of-\(user.value)"), of: user, at: tenant.clock.now, idleLifetime: .seconds(3600),
            lifetime: .seconds(86_400), device: DeviceTrace(.init(ip: "192.0.2.1", userAgent: "Browser/1")))
        try await tenant.store.write("local") { try $0.insert(session) }
        return session.id
    }

    /// What a login leaves: a refresh token.
    func issueRefreshToken(to user: UserID) async throws -> RefreshTokenID {
        let token = RefreshTokenRow(
            id: RefreshTokenID("token-of-\(user.value)"), of: user, for: ClientID(tenant.administrator.clientID),
            in: nil, isRotating: true, at: tenant.clock.now, idleLifetime: .seconds(3600), lifetime: nil,
            device: DeviceTrace(.init(ip: "192.0.2.1", userAgent: "App/1")))
        try await tenant.store.write("local") { try $0.insert(token, digest: "digest-of-\(user.value)") }
        return token.id
    }

    /// Has a browser of the user remembered, and tells whether it still is.
    func rememberBrowser(of user: UserID) async throws {
        let now = tenant.clock.now
        try await tenant.store.write("local") { transaction in
            try transaction.rememberBrowser("browser", of: user, until: now + .seconds(60), at: now)
        }
    }

    func isBrowserRemembered(of user: UserID) async throws -> Bool {
        let now = tenant.clock.now
        return try await tenant.store.read("local") { try $0.isRememberedBrowser("browser", of: user, at: now) }
    }

    /// Has logins fail until no more are let through.
    func block(_ user: UserID) async throws {
        let now = tenant.clock.now
        let attempt = LoginAttempt(as: Self.email(user), from: "192.0.2.1", with: Self.connection)
        try await tenant.store.write("local") { transaction in
            for _ in 0..<10 { try transaction.recordFailure(attempt, at: now, policy: .standard) }
        }
    }

    /// Has the user log in, which is written in the log.
    /// - Returns: the access token.
    func logIn(_ user: UserID) async throws -> String {
        let grant: JSON = "http://auth0.com/oauth/grant-type/password-realm"
        let kept = try await tenant.run([
            .post(
                "/clients",
                [
                    "name": .string("App of \(user.value)"), "grant_types": [grant], "oidc_conformant": true,
                    "jwt_configuration": ["alg": "RS256"],
                ], 201, keeping: ["client": "client_id", "secret": "client_secret"])
        ])
        let client = kept["client"] ?? .null
        let path = "/connections/\(connectionID)/clients"
        try await tenant.run([.patch(path, [["client_id": client, "status": true]], 204)])
        let login: JSON = [
            "grant_type": grant, "client_id": client, "client_secret": kept["secret"] ?? .null,
            "username": .string(Self.email(user)), "password": "Correct-Horse-9", "scope": "openid email",
            "realm": .string(Self.connection),
        ]
        let answer = try await tenant.request("POST", "/oauth/token", body: login, token: nil, root: "")
        return try #require(answer.json["access_token"]?.string, "\(answer.json.text)")
    }
}
