import Contract
import HTTPTypes
import OrderedCollections
import TestKit
import Testing

/// Access tokens that are not what they should be.
@Suite("Access tokens that prove nothing") struct BearerTests {
    private func claims(_ tenant: TestTenant, _ more: JSONObject) -> JSONObject {
        let now = Int64(tenant.clock.now.seconds)
        let usual: JSONObject = [
            "iss": .string(tenant.issuer), "sub": "x@clients", "aud": .string(tenant.issuer + "api/v2/"),
            "iat": .integer(now), "exp": .integer(now + 60), "scope": "read:roles", "azp": "x",
        ]
        return usual.merging(more) { $1 }
    }

    @Test func `the Management API looks at each claim`() async throws {
        try await eachEngine { tenant in
            func ask(_ more: JSONObject) async throws -> TestTenant.Answer {
                try await tenant.request("GET", "/roles", token: try await tenant.signed(claims(tenant, more)))
            }
            #expect(try await ask([:]).status == 200)
            let past = Int64(tenant.clock.now.seconds)
            for (more, message) in [
                (["iss": "https://evil.example/"], "Invalid token"),
                (["aud": "https://evil.example/"], "Bad audience: https://evil.example/"),
                (["exp": .integer(past)], "Expired token received for JSON Web Token validation"),
                (["exp": .null], "Expired token received for JSON Web Token validation"),
            ] as [(JSONObject, String)] {
                expect(try await ask(more), 401, .refusal(401, message))
            }
        }
    }

    @Test func `a header has one token`() async throws {
        try await eachEngine { tenant in
            let token = try await tenant.signed(claims(tenant, [:]))
            for header in ["Bearer", "Bearer ", "Bearer \(token) x", "Bearer  \(token)", "Basic \(token)", token] {
                let answer = try await tenant.request("GET", "/roles", token: nil, headers: [.authorization: header])
                expect(answer, 401, .refusal(401, "Bad HTTP authentication header format"))
            }
            let answer = try await tenant.request(
                "GET", "/roles", token: nil, headers: [.authorization: "bearer \(token)"])
            #expect(answer.status == 200)
        }
    }

    @Test func `a profile is shown to whoever has a token for it`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            func ask(_ more: JSONObject) async throws -> Int {
                let own: JSONObject = [
                    "sub": .string(login.user), "aud": .string(tenant.issuer + "userinfo"), "scope": "openid",
                    "azp": .string(login.client),
                ]
                let token = try await tenant.signed(claims(tenant, own.merging(more) { $1 }))
                return try await tenant.request("GET", "/userinfo", token: token, root: "").status
            }
            #expect(try await ask([:]) == 200)
            for wrong in [
                ["iss": "https://evil.example/"], ["scope": "email"], ["scope": "openid2"], ["aud": "x"],
            ] as [JSONObject] {
                #expect(try await ask(wrong) == 401, "\(wrong)")
            }
            let good = try #require(try await login.logIn().json["access_token"]?.string)
            func send(_ headers: HTTPFields, _ body: String) async throws -> Int {
                try await tenant.request(
                    "POST", "/userinfo", bytes: Array(body.utf8), token: nil, headers: headers, root: ""
                ).status
            }
            #expect(try await send([.authorization: "Basic! \(good)"], "") == 401)
            #expect(try await send([.contentType: "application/json"], "{\"access_token\":\"\(good)\"}") == 401)
            #expect(
                try await send([.contentType: "application/x-www-form-urlencoded"], "access_token=\(good)") == 200)
        }
    }

    @Test func `whose pages may read an answer is told by its request`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant, client: ["allowed_origins": ["https://*.app.example"]])
            try await tenant.run([
                .post("/clients", ["name": "Other", "allowed_origins": ["https://other.example"]], 201)
            ])
            func shares(_ headers: HTTPFields, from origin: String) async throws -> Bool {
                var headers = headers
                headers[.origin] = origin
                headers[.contentType] = "application/x-www-form-urlencoded"
                let answer = try await tenant.request(
                    "POST", "/oauth/token", bytes: Array("grant_type=x".utf8), token: nil, headers: headers, root: "")
                return answer.headers[.accessControlAllowOrigin] == origin
            }
            let basic: HTTPFields = [.authorization: "Basic " + Basic.text("\(login.client):\(login.secret)")]
            #expect(try await shares(basic, from: "https://a.app.example"))
            #expect(try await !shares(basic, from: "https://other.example"))
            // An authorization scheme other than Basic names no application: the client_id of the body counts.
            let body = Array("grant_type=x&client_id=\(login.client)".utf8)
            let digest = try await tenant.request(
                "POST", "/oauth/token", bytes: body, token: nil,
                headers: [
                    .authorization: "Digest x", .origin: "https://other.example",
                    .contentType: "application/x-www-form-urlencoded",
                ], root: "")
            #expect(digest.headers[.accessControlAllowOrigin] == nil)
            // Longer than any origin is.
            let long = "https://\(String(repeating: "a", count: 300)).app.example"
            #expect(try await !shares(basic, from: long))
            let page = try await tenant.request(
                "GET", "/authorize?client_id=\(login.client)", token: nil,
                headers: [.origin: "https://a.app.example"], root: "")
            #expect(page.headers[.accessControlAllowOrigin] == nil && page.headers[.vary] == nil)
            for token in ["x", "x.y", ".."] {
                let answer = try await tenant.request(
                    "GET", "/userinfo", token: token, headers: [.origin: "https://a.app.example"], root: "")
                #expect(answer.status == 401)
            }
        }
    }
}
