import Contract
import Gatehouse
import HTTPTypes
import Secrets
import Serving
import Storage
import TestKit
import Testing

/// What clients are told when the store says no: a store that cannot be written is no mistake of theirs.
@Suite struct StoreRefusalTests {
    private static let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

    private func requests(_ token: String) -> [IncomingRequest] {
        let credentials = "grant_type=client_credentials&client_id=abcdefghijkl&client_secret=x&audience=urn:x"
        let signup = #"{"client_id":"abcdefghijkl","connection":"c","email":"a@example.com","password":"x"}"#
        let json: HTTPFields = [.contentType: "application/json"]
        let signed: HTTPFields = [.contentType: "application/json", .authorization: "Bearer \(token)"]
        return [
            IncomingRequest(method: "POST", path: "/oauth/token", headers: Self.form, body: Array(credentials.utf8)),
            IncomingRequest(
                method: "POST", path: "/oauth/revoke", headers: Self.form, body: Array((credentials + "&token=x").utf8)),
            IncomingRequest(method: "POST", path: "/dbconnections/signup", headers: json, body: Array(signup.utf8)),
            IncomingRequest(method: "GET", path: "/api/v2/roles", headers: signed),
            IncomingRequest(method: "POST", path: "/api/v2/roles", headers: signed, body: Array(#"{"name":"a"}"#.utf8)),
            IncomingRequest(
                method: "GET", path: "/authorize",
                query: "response_type=code&client_id=abcdefghijkl&redirect_uri=https://a.example/cb"),
        ]
    }

    @Test func eachKindHasAStatus() async throws {
        for engine in Engine.available {
            try await engine.withDatabase { database in
                var settings = Settings(rootKeys: try RootKeys.generate(SystemRandom()))
                settings.database = database
                let store = FaultyStore(try Gatehouse.store(database))
                let gatehouse = try await Gatehouse(
                    settings, port: 3000, in: store, passwords: PasswordHasher(cost: .minimal), logger: .silent)
                let token = try await Gatehouse.token(settings, scope: nil, lifetime: 600)
                for (fault, status) in [
                    (StorageError.unavailable("gone"), 503), (.refused("syntax error"), 500),
                    (.unreadable(column: "a", as: "b"), 500), (.unstorableText("NUL"), 400),
                ] {
                    store.fail(with: fault)
                    for request in requests(token) {
                        let answer = await gatehouse.site.answer(request)
                        #expect(answer.status == status, "\(fault) at \(request.path)")
                        #expect((answer.headers[.retryAfter] != nil) == (status == 503), "\(fault) at \(request.path)")
                    }
                    store.fail(with: nil)
                }
                store.fail(with: .unavailable("gone"))
                let ready = await gatehouse.site.answer(IncomingRequest(method: "GET", path: "/readyz"))
                #expect(ready.status == 503 && ready.headers[.retryAfter] != nil)
                let lives = await gatehouse.site.answer(IncomingRequest(method: "GET", path: "/healthz"))
                #expect(lives.status == 200)
                store.fail(with: nil)
                await gatehouse.stop()
            }
        }
    }

    @Test func aNULIsTheCallersMistake() async throws {
        for engine in Engine.available {
            try await TestTenant.with(engine) { tenant in
                let answer = try await tenant.request(
                    "POST", "/oauth/token",
                    bytes: Array("grant_type=client_credentials&client_id=a%00b&audience=x".utf8),
                    token: nil, headers: Self.form, root: "")
                #expect([400, 401].contains(answer.status), "\(answer.status)")
            }
        }
    }
}
