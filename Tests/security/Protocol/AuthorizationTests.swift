import Contract
import HTTPTypes
import OrderedCollections
import TestKit
import Testing

/// Invalid requests and sessions at `/authorize`.
@Suite("Requests to log in that are not right") struct AuthorizationAttackTests {
    @Test(arguments: [
        ["prompt": "create"], ["prompt": "login registration"], ["code_challenge": ""],
        ["code_challenge": String(repeating: "a", count: 42)], ["code_challenge": String(repeating: "a", count: 129)],
    ])
    func `what it does not know is refused`(_ more: [String: String]) async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            #expect(try await app.authorize(more).parameters["error"] == "invalid_request")
        }
    }

    @Test(arguments: [" ", "code x", "code  code"])
    func `what it does not bring is refused`(_ type: String) async throws {
        try await eachEngine { tenant in
            let view = try await WebApplication(tenant).authorize(["response_type": type])
            #expect(view.parameters["error"] == "unsupported_response_type", "\(view.location)")
        }
    }

    @Test func `what is given twice is refused`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            for more in ["scope=openid", "redirect_uri=https%3A%2F%2Fevil.example%2F", "state=x"] {
                let view = try await app.browser.open("\(app.address())&\(more)")
                #expect(view.status == 400 && view.location.isEmpty)
                #expect(view.alert?.hasSuffix("is given twice") == true, "\(view.text)")
            }
            let form = "grant_type=client_credentials&client_id=a&client_id=b"
            let answer = try await tenant.request(
                "POST", "/oauth/token", bytes: Array(form.utf8), token: nil,
                headers: [.contentType: "application/x-www-form-urlencoded"], root: "")
            expect(answer, 400, oauthError("invalid_request", "Parameter client_id is given twice"))
        }
    }

    @Test func `who is to choose or to agree is asked in spite of a session`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            _ = try await app.code()
            #expect(try await app.authorize(["prompt": "select_account"]).location.hasPrefix("/u/login?"))
            #expect(try await app.authorize(["prompt": "consent"]).location.hasPrefix("/u/consent?"))
            #expect(try await app.authorize().parameters["code"] != nil)
        }
    }

    @Test func `a session of a connection that is taken away is none`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            _ = try await app.code()
            #expect(try await app.authorize(["prompt": "none"]).parameters["code"] != nil)
            try await tenant.run([
                .patch(
                    "/connections/\(app.login.connection)/clients",
                    [["client_id": .string(app.login.client), "status": false]], 204)
            ])
            #expect(try await app.authorize(["prompt": "none"]).parameters["error"] == "login_required")
        }
    }

    @Test func `cookies go over TLS alone where the server is reached so`() async throws {
        for issuer in ["https://login.example/", "http://login.example/"] {
            try await eachEngine {
                $0.issuer = issuer
            } _: { tenant in
                let answer = try await tenant.request("GET", "/oidc/logout", token: nil, root: "")
                let cookie = try #require(answer.headers[.setCookie])
                let isSecure = issuer.hasPrefix("https")
                #expect(cookie.hasPrefix("did=") && cookie.contains("; HttpOnly"))
                #expect(cookie.contains("; Secure; SameSite=None") == isSecure, "\(cookie)")
                #expect(cookie.contains("; SameSite=Lax") == !isSecure, "\(cookie)")
            }
        }
    }

    @Test func `an invitation counts at pages alone`() async throws {
        try await eachEngine { tenant in
            let login = try await LoginFixture(tenant)
            expect(try await login.logIn(["invitation": "x"]), 200)
        }
    }

    @Test func `a cookie without a value is none`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let answer = try await tenant.request(
                "GET", app.address(), token: nil, headers: [.cookie: "auth0; did"], root: "")
            #expect(answer.status == 302 && answer.headers[.location]?.hasPrefix("/u/login?") == true)
        }
    }

    @Test func `applications without a secret need a challenge for codes alone`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(
                tenant,
                client: ["grant_types": ["authorization_code", "implicit"], "token_endpoint_auth_method": "none"])
            let without = ["code_challenge": "", "code_challenge_method": ""]
            let token = without.merging(["response_type": "id_token"]) { $1 }
            #expect(try await app.authorize(token).location.hasPrefix("/u/login?"))
            for type in ["code", "code id_token"] {
                let view = try await app.authorize(without.merging(["response_type": type]) { $1 })
                #expect(view.parameters["error_description"] == "Missing required parameter: code_challenge")
            }
        }
    }

    @Test func `a login of no device confirms none`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let state = try #require(try await app.page().hidden("state"))
            for action in ["confirm", "cancel"] {
                let view = try await app.browser.submit(
                    "/u/device-code-confirmation", ["state": state, "action": action])
                #expect(view.status == 400 && view.location.isEmpty)
            }
        }
    }

    @Test func `who is granted nothing is told of no scope`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant, client: ["grant_types": ["implicit"]])
            let page = try await app.page(["response_type": "token", "scope": "unheard:of"])
            let answer = try await app.logIn(page).parameters
            #expect(answer["access_token"] != nil && answer["scope"] == nil)
        }
    }

    @Test func `an invitation is for one organization, application and connection`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(
                tenant, client: ["organization_usage": "allow", "initiate_login_uri": "https://notes.example/login"])
            func invitation(_ client: JSON, _ more: JSONObject = [:]) -> JSON {
                let usual: JSONObject = [
                    "inviter": ["name": "Eve"], "client_id": client, "send_invitation_email": false,
                    "invitee": ["email": "ada@example.com"],
                ]
                return .object(usual.merging(more) { $1 })
            }
            let own = JSON.string(app.login.client)
            let enabled: JSON = ["connection_id": .string(app.login.connection)]
            let kept = try await tenant.run([
                .post("/organizations", ["name": "acme"], 201, keeping: ["acme": "id"]),
                .post("/organizations", ["name": "other"], 201, keeping: ["other": "id"]),
                .post(
                    "/clients",
                    [
                        "name": "Other", "organization_usage": "allow",
                        "initiate_login_uri": "https://other.example/login",
                    ], 201,
                    keeping: ["client": "client_id"]),
                .post(
                    "/connections", ["name": "Staff", "strategy": "auth0", "enabled_clients": [own]], 201,
                    keeping: ["staff": "id"]),
                .post("/organizations/{acme}/enabled_connections", enabled, 201),
                .post("/organizations/{acme}/enabled_connections", ["connection_id": "{staff}"], 201),
                .post("/organizations/{other}/enabled_connections", enabled, 201),
                .post("/organizations/{acme}/invitations", invitation(own), 201, keeping: ["good": "ticket_id"]),
                .post(
                    "/organizations/{acme}/invitations", invitation("{client}"), 201,
                    keeping: ["elsewhere": "ticket_id"]),
                .post(
                    "/organizations/{acme}/invitations", invitation(own, ["connection_id": "{staff}"]), 201,
                    keeping: ["staff only": "ticket_id"]),
            ])
            func asked(_ organization: String, _ ticket: String) -> [String: String] {
                ["organization": kept[organization]?.string ?? "", "invitation": kept[ticket]?.string ?? ""]
            }
            for wrong in [asked("other", "good"), asked("acme", "elsewhere")] {
                let view = try await app.authorize(wrong)
                #expect(view.parameters["error_description"] == "invitation not found or already used")
            }
            let people = asked("acme", "staff only").merging(["connection": "People"]) { $1 }
            #expect(try await app.logIn(try await app.page(people)).parameters["error"] == "access_denied")
            let good = asked("acme", "good").merging(["connection": "People"]) { $1 }
            #expect(try await app.logIn(try await app.page(good)).parameters["code"] != nil)
        }
    }

    @Test func `an application cannot push in another's name`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let kept = try await tenant.run([
                .patch("/tenants/settings", ["pushed_authorization_requests_supported": true], 200),
                .post("/clients", ["name": "Other"], 201, keeping: ["id": "client_id"]),
            ])
            let basic = "\(app.login.client):\(app.login.secret)"
            func push(as client: String) async throws -> TestTenant.Answer {
                let form = "client_id=\(client)&response_type=code&redirect_uri="
                return try await tenant.request(
                    "POST", "/oauth/par", bytes: Array((form + PercentEncoding.encode(WebApplication.callback)).utf8),
                    token: nil,
                    headers: [
                        .authorization: "Basic " + Basic.text(basic), .contentType: "application/x-www-form-urlencoded",
                    ], root: "")
            }
            expect(try await push(as: app.login.client), 201)
            expect(
                try await push(as: kept["id"]?.string ?? ""), 400,
                oauthError("invalid_request", "client_id is not that of the application"))
        }
    }
}
