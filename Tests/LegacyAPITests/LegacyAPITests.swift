import Contract
import Gatehouse
import HTTPTypes
import ManagementClient
import TestKit
import Testing

@testable import LegacyAPI

/// Each line of the API's documentation, through a socket.
@Suite struct LegacyAPITests {
    private static let connection = "Username-Password-Authentication"

    private static let ann: JSON = [
        "email": "ann@example.com", "password": "Correct-Horse-9", "connection": .string(connection),
        "email_verified": true, "vip": true, "birthdate": "1980-12-23T03:00:00.000Z", "family_name": "Johnson",
        "name": "Ann Johnson",
    ]
    private static let template: JSON = [
        "template": "welcome_email", "disabled": true, "from": "", "subject": "Hello", "body": "Hi",
        "urlLifetimeInSeconds": "", "resultUrl": "", "syntax": "liquid",
    ]
    private static let rule: JSON = ["name": "greet", "status": false, "script": "function f(u, c, cb) { cb(); }"]

    private static let lines: [Scenario] = [
        .post("/api/users/", ann, 200, ["vip": true, "email": "ann@example.com"], keeping: ["user": "user_id"]),
        .get("/api/users", 200, [["email": "ann@example.com", "vip": true]]),
        .get("/api/users?search=ANN", 200, [["user_id": "{user}"]]),
        .get("/api/users?search=johnson", 200, []),
        .get("/api/users?search=email_verified:true;family_name:%22johnson%22", 200, [["name": "~Ann"]]),
        .get("/api/users?search=loginsCount:7", 200, []),
        .get("/api/users?search=%20:", 400),
        .get("/api/users/{user}", 200, ["birthdate": "~^1980", "vip": true]),
        .get("/api/users/nobody", 404, ["code": "inexistent_user", "error": "The user does not exist."]),
        .get("/api/users/{user}/devices", 200, []),
        .get("/api/connections/\(connection)/users", 200, [["user_id": "{user}"]]),
        .get("/api/connections/\(connection)/users?search=ann&per_page=1", 200, [["user_id": "{user}"]]),
        .get("/api/connections/other/users", 404, ["code": "inexistent_connection"]),
        .get("/api/enterpriseconnections/users?search=ann&per_page=5", 200, [["user_id": "{user}"]]),
        .get("/api/enterpriseconnections/users", 400),
        .get("/api/socialconnections/users?search=&per_page=", 200, []),
        .post("/api/users/{user}/send_verification_email", nil, 200),
        .post(
            "/api/users/{user}/change_password_ticket", ["newPassword": "Next-Horse-12", "resultUrl": ""], 200,
            ["ticket": "~/u/reset-password"]),
        .post("/api/users/{user}/change_password_ticket", [:], 400),
        .post("/api/users/{user}/verification_ticket", ["resultUrl": ""], 200, ["ticket": "~^http"]),
        .post("/api/users/{user}/publickey", ["device": "phone", "public_key": "key"], 200, ["id": "~^dcr_"]),
        .get("/api/users/{user}/devices", 200, [["device_name": "phone"]]),
        .delete("/api/users/{user}/publickey?device=tablet", 404),
        .delete("/api/users/{user}/publickey?device=phone", 204),
        .delete("/api/users/{user}/refresh_tokens/unknown", 404),
        .put("/api/users/{user}/email", ["email": "bea@example.com", "verify": false], 200, ["email": "~^bea"]),
        .put("/api/users/{user}/metadata", ["Policy": "123", "Customer Id": "4"], 200, ["Policy": "123"]),
        .patch("/api/users/{user}/metadata", ["Policy": "5"], 200, ["Policy": "5", "Customer Id": "4"]),
        .put("/api/users/{user}/password", ["password": "Other-Horse-10", "verify": true], 200),
        .put("/api/users/{user}/password", ["password": "Other-Horse-10", "verify": false], 200),
        .put(
            "/api/users/bea@example.com/password",
            ["email": "bea@example.com", "password": "Third-Horse-11", "connection": .string(connection)], 200,
            ["user_id": "{user}"]),
        .put(
            "/api/users/cy@example.com/password",
            ["email": "cy@example.com", "password": "Third-Horse-11", "connection": .string(connection)], 404),
        .get("/api/users/{user}/logs?page=0&per_page=5", 200, ["start": 0, "limit": 5]),
        .get("/api/connections", 200, [["name": .string(connection), "status": false]]),
        .get("/api/connections/\(connection)", 200, ["strategy": "auth0"]),
        .post(
            "/api/connections", ["name": "partner", "strategy": "auth0", "options": [:]], 200,
            ["name": "partner", "status": true]),
        .put("/api/connections/partner", ["status": false], 200, ["status": false]),
        .put("/api/connections/partner", ["options": ["disable_signup": true], "status": true], 200, ["status": true]),
        .delete("/api/connections/partner", 204), .get("/api/connections/partner", 404),
        .get("/api/clients", 200),
        .post(
            "/api/clients", ["name": "Site", "callbacks": "https://a.example/, https://b.example/"], 200,
            ["callbacks": ["https://a.example/", "https://b.example/"], "clientSecret": "~."],
            keeping: ["client": "clientID"]),
        .patch("/api/clients/{client}", ["name": "Shop"], 200, ["name": "Shop", "clientID": "{client}"]),
        .patch("/api/clients/{client}", ["signingKey": ["cert": "x"]], 400),
        .get("/api/clients/{client}/users", 200, []), .get("/api/clients/unknown/users", 404),
        .post("/api/rules/", rule, 200, ["status": false, "name": "greet"]),
        .get("/api/rules", 200, [["name": "greet"]]),
        .put("/api/rules/greet", ["status": true, "script": "function g() {}", "order": 3], 200, ["order": 3]),
        .put("/api/rules/greet", ["script": "function g() {}"], 400),
        .delete("/api/rules/greet", 204), .delete("/api/rules/greet", 404),
        .post("/api/emails/", template, 200, ["template": "welcome_email", "disabled": true]),
        .get("/api/emails/welcome_email", 200, ["subject": "Hello"]),
        .put("/api/emails/welcome_email", template, 200, ["disabled": true]),
        .get("/api/emails/enrollment_email", 404),
        .get("/api/logs?page=0&per_page=2&sort=date:-1", 200, ["limit": 2, "length": 2]),
        .get("/api/logs?fields=date,type&per_page=1", 200, ["logs": [["date": "~Z$"]]]),
        .get("/api/logs?fields=date&exclude_fields=true&per_page=1", 200, ["logs": [["type": "~^[sf]api$"]]]),
        .get("/api/logs?search=nothing", 200, ["total": 0]),
        .get("/api/logs?search=application:x%20user:%22John@contoso.com%22", 200, ["logs": []]),
        .get("/api/logs?search=ip:1", 400),
        .get("/api/logs?take=200", 200, ["start": 0, "limit": 200], keeping: ["log": "logs.0.log_id"]),
        .get("/api/logs?from={log}&take=1", 200, ["length": 1]), .get("/api/logs?take=201", 400),
        .get("/api/logs/{log}", 200, ["log_id": "{log}"]),
        .delete("/api/users/{user}", 204), .get("/api/users/{user}", 404),
    ]

    @Test func everyLine() async throws {
        try await eachEngine(configure: { $0.servesLegacyAPI = true }) { tenant in
            try await tenant.listening { domain in
                try await tenant.run(Self.lines, root: "", at: domain)
            }
        }
    }

    /// A line of the documentation for each operation.
    @Test func noOperationIsLeftOut() {
        let asked = Set(Self.lines.map { line in "\(line.method.rawValue) \(line.path)" })
        for operation in LegacyAPI.operations {
            let pattern = operation.path.replacing(#/\{[^}]*\}/#, with: "[^/?]+")
            let isAsked = asked.contains { line in
                (try? Regex("\(operation.method) \(pattern)/?(\\?.*)?")).map { line.wholeMatch(of: $0) != nil } ?? false
            }
            #expect(isAsked, "\(operation.method) \(operation.path)")
        }
    }

    /// What the one API writes, the other reads.
    @Test func bothHaveTheSameData() async throws {
        try await eachEngine(configure: { $0.servesLegacyAPI = true }) { tenant in
            let kept = try await tenant.run(
                [
                    .post("/api/users", Self.ann, 200, keeping: ["user": "user_id"]),
                    .get("/api/v2/users/{user}", 200, ["app_metadata": ["vip": true], "family_name": "Johnson"]),
                    .patch("/api/v2/users/{user}", ["app_metadata": ["vip": false], "nickname": "an"], 200),
                    .get("/api/users/{user}", 200, ["vip": false, "nickname": "an"]),
                    .put("/api/users/{user}/email", ["email": "bea@example.com", "verify": false], 200),
                    .get("/api/v2/users/{user}", 200, ["email": "bea@example.com"]),
                    .put("/api/users/{user}/metadata", ["a": 1], 200),
                    .get("/api/v2/users/{user}", 200, ["app_metadata": ["a": 1]], lacking: ["app_metadata.vip"]),
                    .patch("/api/users/{user}/metadata", ["b": 2], 200),
                    .get("/api/v2/users/{user}", 200, ["app_metadata": ["a": 1, "b": 2]]),
                    .post("/api/users/{user}/publickey", ["device": "phone", "public_key": "k"], 200),
                    .get("/api/v2/device-credentials?user_id={user}", 200, [["device_name": "phone"]]),
                    .post("/api/connections", ["name": "partner", "strategy": "auth0", "status": false], 200),
                    .get("/api/v2/connections?name=partner", 200, [["enabled_clients": []]], keeping: ["con": "0.id"]),
                    .patch("/api/v2/connections/{con}", ["options": ["disable_signup": true]], 200),
                    .get("/api/connections/partner", 200, ["options": ["disable_signup": true]]),
                    .put("/api/connections/partner", ["status": true], 200),
                    .get(
                        "/api/v2/connections/{con}", 200, ["strategy": "auth0"], keeping: ["first": "enabled_clients.0"]
                    ),
                    .post(
                        "/api/clients", ["name": "Site", "callbacks": "https://a.example"], 200,
                        keeping: ["c": "clientID"]),
                    .get("/api/v2/clients/{c}", 200, ["callbacks": ["https://a.example"]]),
                    .patch("/api/v2/clients/{c}", ["callbacks": []], 200),
                    .patch("/api/clients/{c}", ["name": "Shop"], 200, ["callbacks": []]),
                    .post("/api/rules", Self.rule, 200, keeping: ["rule": "id"]),
                    .patch("/api/v2/rules/{rule}", ["enabled": true], 200),
                    .get("/api/rules", 200, [["status": true]]),
                    .put("/api/rules/greet", ["status": false, "script": "function g() {}"], 200),
                    .get("/api/v2/rules/{rule}", 200, ["enabled": false, "script": "function g() {}"]),
                    .post("/api/emails", Self.template, 200),
                    .get("/api/v2/email-templates/welcome_email", 200, ["enabled": false, "subject": "Hello"]),
                    .patch("/api/v2/email-templates/welcome_email", ["subject": "Good day"], 200),
                    .get("/api/emails/welcome_email", 200, ["subject": "Good day"]),
                    .delete("/api/rules/greet", 204), .get("/api/v2/rules/{rule}", 404),
                    .delete("/api/connections/partner", 204), .get("/api/v2/connections/{con}", 404),
                    .delete("/api/users/{user}", 204), .get("/api/v2/users/{user}", 404),
                ], root: "")
            #expect(kept["first"] != nil)
        }
    }

    @Test func theUsersOfAnApplication() async throws {
        try await eachEngine(configure: { $0.servesLegacyAPI = true }) { tenant in
            let kept = try await tenant.run([
                .post(
                    "/clients",
                    [
                        "name": "Notes", "oidc_conformant": true,
                        "grant_types": ["http://auth0.com/oauth/grant-type/password-realm", "refresh_token"],
                    ], 201, keeping: ["client": "client_id", "secret": "client_secret"]),
                .post(
                    "/resource-servers", ["identifier": "https://notes.example/", "allow_offline_access": true], 201),
                .post("/connections", ["name": "People", "strategy": "auth0", "enabled_clients": ["{client}"]], 201),
                .post(
                    "/users", ["connection": "People", "email": "ann@example.com", "password": "Correct-Horse-9"], 201),
            ])
            let login: JSON = [
                "grant_type": "http://auth0.com/oauth/grant-type/password-realm", "username": "ann@example.com",
                "password": "Correct-Horse-9", "realm": "People", "client_id": kept["client"] ?? .null,
                "client_secret": kept["secret"] ?? .null, "audience": "https://notes.example/",
                "scope": "offline_access",
                "device": "phone",
            ]
            let answer = try await tenant.request("POST", "/oauth/token", body: login, token: nil, root: "")
            #expect(answer.json["refresh_token"]?.string != nil, "\(answer.json)")
            let path = "/api/clients/\(kept["client"]?.string ?? "")/users"
            try await tenant.run(
                [
                    .get(path, 200, [["email": "ann@example.com", "loginsCount": 1]], keeping: ["user": "0.user_id"]),
                    .get(
                        "/api/users/{user}/devices", 200, [["type": "~refresh_token"]], keeping: ["device": "0.id"]),
                    .delete("/api/users/{user}/refresh_tokens/{device}", 204),
                    .get("/api/users/{user}/devices", 200, []),
                    .get("/api/users?search=loginsCount:1", 200, [["email": "ann@example.com"]]),
                    .get("\(path)?page=1", 200, []),
                ], root: "")
        }
    }

    @Test func tokens() async throws {
        try await eachEngine(configure: { $0.servesLegacyAPI = true }) { tenant in
            var filter = ClientFilter()
            filter.isGlobal = true
            let found = try await tenant.client.clients.list(filter).items.first
            let client = try #require(found)
            let body: JSON = [
                "client_id": .string(client.clientID?.value ?? ""), "grant_type": "client_credentials",
                "client_secret": .string(client.clientSecret ?? ""),
            ]
            let answer = try await tenant.request("POST", "/oauth/token", body: body, token: nil, root: "")
            #expect(answer.status == 200 && answer.json["expires_in"]?.integer == 86_400)
            let token = try #require(answer.json["access_token"]?.string)
            let listed = try await tenant.request("GET", "/api/users?access_token=\(token)", token: nil, root: "")
            #expect(listed.status == 200)
            #expect(listed.headers[.deprecation]?.hasPrefix("@") == true && listed.headers[.sunset] != nil)
            #expect(listed.headers[.link] == "</api/v2/users>; rel=\"successor-version\"")
            try await tenant.run(
                [
                    .get("/api/users", 401, ["statusCode": 401], by: .nobody),
                    .get("/api/users", 401, by: .token("nonsense")),
                    .get("/api/users", 403, ["code": "insufficient_scope"], by: .scopes(["read:clients"])),
                    .post("/api/users", [], 400), .post("/api/users", ["email": "x@example.com"], 400),
                ], root: "")
        }
    }

    @Test func offUnlessAskedFor() async throws {
        try await eachEngine { tenant in
            try await tenant.run([.get("/api/users", 404)], root: "")
            let body: JSON = [
                "client_id": .string(tenant.administrator.clientID), "grant_type": "client_credentials",
                "client_secret": .string(tenant.administrator.clientSecret),
            ]
            #expect(try await tenant.request("POST", "/oauth/token", body: body, token: nil, root: "").status == 403)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let deprecation = HTTPField.Name("Deprecation") ?? .accept
    fileprivate static let sunset = HTTPField.Name("Sunset") ?? .accept
    fileprivate static let link = HTTPField.Name("Link") ?? .accept
}
