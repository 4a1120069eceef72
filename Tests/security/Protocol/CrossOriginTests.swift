import Contract
import HTTPTypes
import OrderedCollections
import TestKit
import Testing

/// Which pages may call the server with scripts.
@Suite("Cross-origin requests") struct CrossOriginTests {
    private static let origin = "https://app.example"
    private static var credentials: HTTPField.Name {
        get throws { try #require(HTTPField.Name("Access-Control-Allow-Credentials")) }
    }

    static let shared: [(method: String, path: String)] = [
        ("POST", "/oauth/token"), ("POST", "/oauth/revoke"), ("POST", "/oauth/par"), ("GET", "/userinfo"),
        ("POST", "/userinfo"), ("POST", "/dbconnections/signup"), ("POST", "/dbconnections/change_password"),
        ("POST", "/passwordless/start"), ("POST", "/mfa/challenge"), ("POST", "/mfa/associate"),
        ("GET", "/mfa/authenticators"), ("POST", "/oauth/device/code"), ("GET", "/api/v2/users"),
        ("PATCH", "/api/v2/users/auth0%7Cx"), ("DELETE", "/api/v2/clients/x"), ("PUT", "/api/v2/guardian/policies"),
    ]

    private func application(_ tenant: TestTenant, _ members: JSONObject = [:]) async throws -> LoginFixture {
        let own: JSONObject = ["allowed_origins": [.string(Self.origin)]]
        return try await LoginFixture(tenant, client: own.merging(members) { $1 })
    }

    private func preflight(
        _ tenant: TestTenant, _ method: String, _ path: String, from origin: String = origin
    ) async throws -> TestTenant.Answer {
        let headers: HTTPFields = [
            .origin: origin, .accessControlRequestMethod: method,
            .accessControlRequestHeaders: "auth0-client,content-type",
        ]
        return try await tenant.request("OPTIONS", path, token: nil, headers: headers, root: "")
    }

    @Test(arguments: shared) func `a registered origin passes the preflight`(_ call: (method: String, path: String))
        async throws
    {
        try await eachEngine { tenant in
            _ = try await application(tenant)
            let answer = try await preflight(tenant, call.method, call.path)
            #expect(answer.status == 204 && answer.headers[.accessControlAllowOrigin] == Self.origin)
            #expect(answer.headers[.accessControlAllowMethods]?.contains(call.method) == true)
            let headers = answer.headers[.accessControlAllowHeaders] ?? ""
            for header in ["authorization", "content-type", "auth0-client", "dpop"] {
                #expect(headers.contains(header))
            }
            #expect(answer.headers[.vary] == "Origin" && answer.headers[.accessControlMaxAge] != nil)
            #expect(answer.headers[try Self.credentials] == "true")
            for stranger in [
                "https://evil.example", "https://app.example.evil.example", "http://app.example", "null",
                "https://app.example:8443", "https://app.example/", "https://APP.example", "https://app.exampl\u{E9}",
            ] {
                let refused = try await preflight(tenant, call.method, call.path, from: stranger)
                #expect(refused.headers[.accessControlAllowOrigin] == nil, "\(stranger)")
            }
        }
    }

    @Test(arguments: [("GET", "/authorize"), ("POST", "/u/login"), ("GET", "/oidc/logout"), ("GET", "/v2/logout")])
    func `pages that browsers go to are shared with nobody`(_ call: (method: String, path: String)) async throws {
        try await eachEngine { tenant in
            _ = try await application(tenant)
            let answer = try await preflight(tenant, call.method, call.path)
            #expect(answer.status == 404 && answer.headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test func `an answer is for the application's own pages`() async throws {
        try await eachEngine { tenant in
            let login = try await application(tenant, ["web_origins": ["https://web.example"]])
            try await tenant.run([
                .post("/clients", ["name": "Other", "allowed_origins": ["https://other.example"]], 201)
            ])
            for (origin, isAllowed) in [
                (Self.origin, true), ("https://web.example", true), ("https://other.example", false),
                ("https://evil.example", false),
            ] {
                let answer = try await login.logIn(headers: [.origin: origin])
                #expect(answer.headers[try Self.credentials] == (isAllowed ? "true" : nil))
                #expect(answer.status == 200 && answer.headers[.vary] == "Origin")
                #expect((answer.headers[.accessControlAllowOrigin] == origin) == isAllowed, "\(origin)")
                let token = answer.json["access_token"]?.string ?? ""
                let profile = try await tenant.request(
                    "GET", "/userinfo", token: token, headers: [.origin: origin], root: "")
                #expect((profile.headers[.accessControlAllowOrigin] == origin) == isAllowed, "\(origin)")
            }
            let refused = try await login.logIn(["password": "wrong"], headers: [.origin: Self.origin])
            #expect(refused.status == 403 && refused.headers[.accessControlAllowOrigin] == Self.origin)
            let early = try await tenant.request("GET", "/users", token: "x.y.z", headers: [.origin: Self.origin])
            #expect(early.status == 401 && early.headers[.accessControlAllowOrigin] == Self.origin)
        }
    }

    @Test func `wildcards and organizations stand for origins`() async throws {
        try await eachEngine { tenant in
            let origins: JSON = ["https://*.apps.example", "https://{organization_name}.orgs.example"]
            _ = try await application(tenant, ["allowed_origins": origins])
            try await tenant.run([.post("/organizations", ["name": "acme"], 201)])
            for (origin, isAllowed) in [
                ("https://a.apps.example", true), ("https://a.b.apps.example", false), ("https://apps.example", false),
                ("https://acme.orgs.example", true), ("https://nobody.orgs.example", false),
                // As no browser writes it.
                ("https://A.apps.example", false),
            ] {
                let answer = try await preflight(tenant, "POST", "/oauth/token", from: origin)
                #expect((answer.headers[.accessControlAllowOrigin] == origin) == isAllowed, "\(origin)")
            }
        }
    }

    @Test func `what changes counts at once`() async throws {
        try await eachEngine { tenant in
            let login = try await application(tenant)
            try await tenant.run([.patch("/clients/\(login.client)", ["allowed_origins": ["https://new.example"]], 200)]
            )
            let (old, new) = (
                try await preflight(tenant, "POST", "/oauth/token"),
                try await preflight(tenant, "POST", "/oauth/token", from: "https://new.example")
            )
            #expect(old.headers[.accessControlAllowOrigin] == nil)
            #expect(new.headers[.accessControlAllowOrigin] == "https://new.example")
            try await tenant.run([.delete("/clients/\(login.client)", 204)])
            let gone = try await preflight(tenant, "POST", "/oauth/token", from: "https://new.example")
            #expect(gone.headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test(arguments: ["/.well-known/openid-configuration", "/.well-known/jwks.json"])
    func `discovery is for everybody`(_ path: String) async throws {
        try await eachEngine { tenant in
            let headers: HTTPFields = [.origin: "https://anybody.example"]
            let answer = try await tenant.request("GET", path, token: nil, headers: headers, root: "")
            #expect(answer.headers[.accessControlAllowOrigin] == "*")
            let asked = try await preflight(tenant, "GET", path)
            #expect(asked.headers[.accessControlAllowOrigin] == "*")
            for answer in [answer, asked] { #expect(answer.headers[try Self.credentials] == nil) }
            #expect(answer.headers[.vary] == nil, "it is the same for everybody")
        }
    }
}
