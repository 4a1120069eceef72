import AsyncHTTPClient
import Contract
import GatehouseTesting
import HTTPTypes
import ManagementClient
import Testing

@Suite struct LocalTenantTests {
    private static func user(_ name: String) -> UserDraft {
        UserDraft(
            connection: "Username-Password-Authentication", email: "\(name)@example.com", password: "Correct-Horse-9")
    }

    @Test func isATenantOfItsOwn() async throws {
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await LocalTenant.run { tenant in
                        let user = try await tenant.management.users.create(Self.user("ann"))
                        #expect(try await tenant.management.users.list(UserFilter()).items.count == 1)
                        #expect(user.createdAt == tenant.clock.now)
                        return user.userID?.value ?? ""
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(ids).count == 1, "what is made up is the same in every run")
    }

    @Test func comesBackToWhatWas() async throws {
        try await LocalTenant.run { tenant in
            let management = tenant.management
            _ = try await management.users.create(Self.user("ann"))
            let before = try await tenant.snapshot()
            let (date, mails) = (tenant.clock.now, try await tenant.mails().count)
            var made: [String?] = []
            for _ in 0..<2 {
                tenant.clock.advance(.seconds(60))
                made.append(try await management.users.create(Self.user("bea")).userID?.value)
                try await management.keys.rekey()
                _ = try await management.keys.rotateSigning()
                _ = try await management.clients.create(ClientDraft(name: "Notes"))
                #expect(try await management.users.list(UserFilter()).items.count == 2)
                try await tenant.restore(before)
                #expect(try await management.users.list(UserFilter()).items.count == 1)
                #expect(tenant.clock.now == date)
                #expect(try await tenant.mails().count == mails)
            }
            #expect(made[0] == made[1])
            #expect(try await management.clients.create(ClientDraft(name: "Notes")).clientSecret != nil)
        }
    }

    @Test func logsPeopleIn() async throws {
        try await LocalTenant.run { tenant in
            let management = tenant.management
            _ = try await management.users.create(Self.user("ann"))
            var draft = ClientDraft(name: "Notes")
            draft.callbacks = ["https://notes.example/callback"]
            let client = try #require(try await management.clients.create(draft).clientID)
            let connection = try #require(try await management.connections.list().items.first)
            let changes = ConnectionClientChanges([.init(clientID: client, status: true)])
            try await management.connections.updateClients(try #require(connection.id), changes)
            let link = """
                \(tenant.issuer)authorize?response_type=code&client_id=\(client)&state=s\
                &redirect_uri=https://notes.example/callback
                """
            let callback = try await tenant.logIn(at: link, as: "ann@example.com", password: "Correct-Horse-9")
            #expect(callback.hasPrefix("https://notes.example/callback?code="))
            await #expect(throws: BrowserLoginFailure(description: "Wrong email or password.")) {
                try await tenant.logIn(at: link, as: "ann@example.com", password: "wrong")
            }
            let refused = try await tenant.logIn(at: link + "&prompt=none", as: "", password: "")
            #expect(refused.hasSuffix("?error=login_required&error_description=Login%20required&state=s"))
        }
    }

    @Test func keepsMails() async throws {
        try await LocalTenant.run { tenant in
            _ = try await tenant.management.users.create(Self.user("ann"))
            try await tenant.finishBackgroundWork()
            let mail = try #require(try await tenant.mails().first)
            #expect(mail.to == "ann@example.com" && mail.kind == "verify_email")
        }
    }

    @Test func givesTokens() async throws {
        try await LocalTenant.run { tenant in
            let answer = try await tenant.send(
                .post, "/oauth/token",
                body: [
                    "grant_type": "client_credentials", "client_id": .string(tenant.administrator.clientID),
                    "client_secret": .string(tenant.administrator.clientSecret),
                    "audience": .string(tenant.issuer + "api/v2/"),
                ])
            #expect(answer.status == .ok)
            #expect(try JSON(parsing: answer.body)["token_type"] == "Bearer")
        }
    }

    @Test func listens() async throws {
        try await LocalTenant.run { tenant in
            let issuer = try await tenant.listening { address in
                let url = address + "/.well-known/openid-configuration"
                let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(10))
                return try JSON(parsing: Array(buffer: try await answer.body.collect(upTo: 1 << 20)))["issuer"]?.string
            }
            #expect(issuer == tenant.issuer)
        }
    }

    @Test func isSetUpAsTheTestSays() async throws {
        try await LocalTenant.run(configure: { $0.isStrict = true }) { tenant in
            await #expect(throws: ManagementError.self) {
                _ = try await tenant.management.users.list(UserFilter(page: 30, perPage: 50))
            }
        }
    }
}
