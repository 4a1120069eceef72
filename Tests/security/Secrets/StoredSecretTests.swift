import Compression
import Contract
import Foundation
import ManagementClient
import Serving
import Storage
import Synchronization
import TestKit
import Testing

@testable import Gatehouse

/// Plants secrets by every way in, and looks for them where they must not be: in the database, in the log, in exports.
@Suite("Stored secrets") struct StoredSecretTests {
    /// What is planted: each secret begins alike, so that one search finds them all.
    private static let mark = "PlantedSecret"
    private static func secret(_ number: Int) -> JSON { .string("\(mark)\(number)aaaaaaaaaaaaaaaaaaaaaaaa") }

    /// Requests of the Management API that have secrets in them.
    private static let plants: [Scenario] = [
        .post(
            "/resource-servers", ["identifier": "urn:a", "signing_alg": "HS256", "signing_secret": secret(1)], 201,
            keeping: ["api": "id"]),
        .patch("/resource-servers/{api}", ["signing_secret": secret(2)], 200),
        .post("/clients", ["name": "a"], 201, keeping: ["client": "client_id"]),
        .patch("/clients/{client}", ["client_secret": secret(3)], 200),
        .post(
            "/users",
            ["connection": "Username-Password-Authentication", "email": "a@example.com", "password": secret(4)], 201,
            keeping: ["user": "user_id"]),
        .patch("/users/{user}", ["password": secret(5), "connection": "Username-Password-Authentication"], 200),
        .post(
            "/connections",
            ["name": "g", "strategy": "google-oauth2", "options": ["client_id": "x", "client_secret": secret(6)]], 201,
            keeping: ["connection": "id"]),
        .patch("/connections/{connection}", ["options": ["client_id": "x", "client_secret": secret(7)]], 200),
        .post(
            "/connections", ["name": "db", "strategy": "auth0", "options": ["configuration": ["key": secret(8)]]], 201),
        .post(
            "/connections",
            [
                "name": "o", "strategy": "okta",
                "options": ["client_id": "x", "client_secret": secret(9), "domain": "x.okta.com"],
            ], 201),
        .post(
            "/log-streams",
            [
                "name": "h", "type": "http",
                "sink": ["httpEndpoint": "https://s.example", "httpAuthorization": secret(10)],
            ], 200),
        .post(
            "/log-streams",
            ["name": "d", "type": "datadog", "sink": ["datadogRegion": "us", "datadogApiKey": secret(11)]], 200),
        .post(
            "/log-streams",
            [
                "name": "p", "type": "splunk",
                "sink": [
                    "splunkDomain": "s.example", "splunkToken": secret(12), "splunkPort": "8088", "splunkSecure": true,
                ],
            ], 200),
        .post(
            "/hooks", ["name": "h", "script": "module.exports = () => {}", "triggerId": "pre-user-registration"], 201,
            keeping: ["hook": "id"]),
        .post("/hooks/{hook}/secrets", ["KEY": secret(13)], 201),
        .patch("/hooks/{hook}/secrets", ["KEY": secret(14)], 201),
        .put("/rules-configs/KEY", ["value": secret(15)], 200),
        .post(
            "/emails/provider",
            ["name": "mailgun", "enabled": true, "credentials": ["api_key": secret(16), "domain": "mail.example"]], 201),
        .patch(
            "/emails/provider",
            [
                "name": "smtp",
                "credentials": [
                    "smtp_host": "mail.example", "smtp_port": 587, "smtp_user": "u", "smtp_pass": secret(17),
                ],
            ], 200),
        .post(
            "/branding/phone/providers",
            [
                "name": "twilio", "credentials": ["auth_token": secret(18)],
                "configuration": ["sid": "sid", "delivery_methods": ["text"], "default_from": "+15551234567"],
            ], 201),
        .put(
            "/guardian/factors/sms/providers/twilio", ["sid": "sid", "auth_token": secret(19), "from": "+15551234567"],
            200),
        .put(
            "/guardian/factors/push-notification/providers/sns",
            ["aws_access_key_id": "a", "aws_secret_access_key": secret(20), "aws_region": "eu-west-1"], 200),
        .put("/guardian/factors/duo/settings", ["ikey": "i", "skey": secret(21), "host": "api.duo.example"], 200),
        .post(
            "/actions/actions",
            [
                "name": "a", "code": "exports.onExecutePostLogin = async () => {};",
                "secrets": [["name": "KEY", "value": secret(22)]],
                "supported_triggers": [["id": "post-login", "version": "v3"]],
            ], 201),
        .post(
            "/event-streams",
            [
                "name": "e", "subscriptions": [["event_type": "user.created"]],
                "destination": [
                    "type": "webhook",
                    "configuration": [
                        "webhook_endpoint": "https://e.example",
                        "webhook_authorization": ["method": "bearer", "token": secret(23)],
                    ],
                ],
            ], 201),
        .post(
            "/flows/vault/connections",
            ["app_id": "HTTP", "name": "v", "setup": ["type": "BEARER", "token": secret(24)]], 200),
        .post(
            "/clients",
            [
                "name": "f",
                "addons": [
                    "firebase": [
                        "secret": secret(25), "private_key": secret(26), "private_key_id": "k",
                        "client_email": "a@example.com",
                    ]
                ],
            ], 201),
        .post(
            "/clients",
            [
                "name": "l",
                "addons": ["layer": ["privateKey": secret(27), "keyId": "k", "providerId": "p", "principal": "x"]],
            ], 201),
        .post(
            "/users/{user}/authentication-methods", ["type": "totp", "totp_secret": "JBSWY3DPEHPK3PXP", "name": "t"],
            201),
        .patch(
            "/attack-protection/captcha",
            ["active_provider_id": "recaptcha_v2", "recaptcha_v2": ["site_key": "s", "secret": secret(28)]], 200),
        .post("/clients", ["name": "z", "addons": ["azure_sb": ["sasKey": secret(29), "sasKeyName": "k"]]], 201),
        .post(
            "/connections",
            [
                "name": "sms2", "strategy": "sms",
                "options": ["twilio_sid": "s", "twilio_token": secret(30), "from": "+15551234567", "name": "sms2"],
            ], 201),
        .post(
            "/flows/vault/connections",
            ["app_id": "HTTP", "name": "b", "setup": ["type": "BASIC_AUTH", "username": "u", "password": secret(31)]],
            200),
        .post(
            "/flows/vault/connections",
            ["app_id": "TELEGRAM", "name": "t", "setup": ["type": "TOKEN", "token": secret(32)]], 200),
        .post("/log-streams", ["name": "s", "type": "segment", "sink": ["segmentWriteKey": secret(33)]], 200),
        .post(
            "/log-streams",
            [
                "name": "m", "type": "mixpanel",
                "sink": [
                    "mixpanelRegion": "us", "mixpanelProjectId": "1", "mixpanelServiceAccountUsername": "u",
                    "mixpanelServiceAccountPassword": secret(34),
                ],
            ], 200),
        .post(
            "/event-streams",
            [
                "name": "b", "subscriptions": [["event_type": "user.created"]],
                "destination": [
                    "type": "webhook",
                    "configuration": [
                        "webhook_endpoint": "https://e.example",
                        "webhook_authorization": ["method": "basic", "username": "u", "password": secret(35)],
                    ],
                ],
            ], 201),
        .patch("/emails/provider", ["name": "sendgrid", "credentials": ["api_key": secret(36)]], 200),
        .patch(
            "/emails/provider",
            ["name": "ms365", "credentials": ["tenantId": "t", "clientId": "c", "clientSecret": secret(37)]], 200),
        .patch("/emails/provider", ["name": "azure_cs", "credentials": ["connectionString": secret(38)]], 200),
        .patch(
            "/emails/provider",
            [
                "name": "ses",
                "credentials": ["accessKeyId": secret(39), "secretAccessKey": secret(45), "region": "eu-west-1"],
            ], 200),
    ]

    /// What only a broken request would say: these are refused, and told in the log.
    private static let refused: [(String, String, JSON)] = [
        ("POST", "/users", ["connection": "Username-Password-Authentication", "email": "x", "password": secret(40)]),
        ("PATCH", "/clients/none", ["client_secret": secret(41)]),
        (
            "POST", "/connections",
            ["name": "g", "strategy": "google-oauth2", "options": ["client_secret": secret(42)], "x": 1]
        ),
        ("PUT", "/rules-configs/KEY", ["value": secret(43), "x": 1]),
        ("POST", "/emails/provider", ["name": "nobody", "credentials": ["api_key": secret(44)]]),
    ]

    /// Requests of the Authentication API with secrets in them.
    private static let forms: [(String, JSON)] = [
        (
            "/oauth/token",
            [
                "grant_type": "password", "client_id": "x", "client_secret": secret(50), "username": "a@example.com",
                "password": secret(51),
            ]
        ),
        ("/oauth/token", ["grant_type": "refresh_token", "client_id": "x", "refresh_token": secret(52)]),
        (
            "/oauth/token",
            ["grant_type": "authorization_code", "client_id": "x", "code": secret(53), "code_verifier": secret(54)]
        ),
        (
            "/dbconnections/signup",
            [
                "client_id": "x", "connection": "Username-Password-Authentication", "email": "b@example.com",
                "password": secret(55),
            ]
        ),
        ("/oauth/revoke", ["client_id": "x", "token": secret(56), "client_secret": secret(57)]),
        ("/mfa/challenge", ["client_id": "x", "mfa_token": secret(58)]),
    ]

    @Test func `no planted secret is in the database, in the log or in answers that need not have it`() async throws {
        for engine in Engine.available {
            let log = CollectedLog()
            let location = Mutex<Settings.Database?>(nil)
            try await TestTenant.with(
                engine, logger: log.logger, configure: { settings in location.withLock { $0 = settings.database } }
            ) { tenant in
                try await Self.plant(in: tenant)
                let logs = try await tenant.request("GET", "/logs?per_page=100", token: tenant.token)
                Self.expectClean(logs.text, "the tenant's log")
                try await Self.expectCleanExport(tenant)
                try await Self.expectCleanExecution(tenant)
                for (table, text) in try await Self.dump(tenant) { Self.expectClean(text, "the table \(table)") }
                try Self.expectCleanFiles(location.withLock { $0 })
            }
            Self.expectClean(log.text, "the server's log")
        }
    }

    private static func plant(in tenant: TestTenant) async throws {
        try await tenant.run(plants)
        for (method, path, body) in refused {
            let answer = try await tenant.request(method, path, body: body, token: tenant.token)
            #expect((400...499).contains(answer.status), "\(path) \(answer.text)")
        }
        for (path, body) in forms {
            let answer = try await tenant.request("POST", path, body: body, token: nil, root: "")
            #expect(answer.status < 500)
            #expect(!answer.text.contains(mark), "\(path)")
        }
        try await tenant.work()
    }

    /// An export has nothing of a user that logs in with a planted password.
    private static func expectCleanExport(_ tenant: TestTenant) async throws {
        let job = try await tenant.request("POST", "/jobs/users-exports", body: ["format": "json"], token: tenant.token)
        try await tenant.work()
        let id = try #require(job.json["id"]?.string, "\(job.text)")
        let done = try await tenant.request("GET", "/jobs/\(id)", token: tenant.token)
        let location = try #require(done.json["location"]?.string, "\(done.text)")
        let export = try await tenant.download(location)
        #expect(export.status == 200)
        let text = String(decoding: try Gzip.expand(export.bytes), as: UTF8.self)
        #expect(text.contains("a@example.com"))
        expectClean(text, "the export")
    }

    /// The record of an action's run has its secrets starred.
    private static func expectCleanExecution(_ tenant: TestTenant) async throws {
        let login = try await LoginFixture(tenant)
        let key = secret(46).string ?? ""
        let action = try await tenant.client.actions.create(
            ActionDraft(
                name: "tells", supportedTriggers: [ActionTrigger(.postLogin)],
                code: """
                    exports.onExecutePostLogin = async (event) => {
                        console.log('key', event.secrets.KEY);
                        throw new Error(event.secrets.KEY);
                    };
                    """, secrets: [ActionSecretDraft(name: "KEY", value: key)], deploy: true))
        _ = try await tenant.client.actions.updateBindings(
            at: .postLogin, ActionBindingSelection(bindings: [.init(ref: .action(named: action.name))]))
        expectClean(try await login.logIn().text, "the answer to a login")
        let event = try await login.event("f")
        let id = try #require(event["details"]?["actions"]?["executions"]?.array?.first?.string, "\(event.text)")
        let execution = try await tenant.request("GET", "/actions/executions/\(id)", token: tenant.token)
        #expect(execution.text.contains("key ***"), "\(execution.text)")
        expectClean(execution.text, "the execution")
    }

    /// Neither the file of a database has them, nor what belongs to it.
    private static func expectCleanFiles(_ database: Settings.Database?) throws {
        guard case .sqlite(let path) = database else { return }
        for suffix in ["", "-wal", "-shm"] {
            let data = try Data(contentsOf: URL(fileURLWithPath: path + suffix))
            #expect(data.range(of: Data(mark.utf8)) == nil, "\(path)\(suffix)")
        }
    }

    private static func expectClean(_ text: String, _ place: String) {
        for found in text.matches(of: /.{0,160}PlantedSecret\d+/) {
            Issue.record("\(place) has \(found.output)")
        }
    }

    /// All rows of all tables, as text.
    private static func dump(_ tenant: TestTenant) async throws -> [(String, String)] {
        let names: SQL = """
            \(sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
                postgres: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
            """
        return try await tenant.store.read("local") { transaction in
            let tables: [String] = try transaction.rows(names).map { try $0["name"] }
            return try tables.map { table in
                let name = SQL(stringLiteral: table)
                let rows = try transaction.rows("SELECT * FROM \(name)")
                return (table, rows.map { "\($0)" }.joined(separator: "\n"))
            }
        }
    }

    @Test func `secrets of APIs that an older version kept in clear are sealed at the next start`() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                .post(
                    "/resource-servers",
                    ["identifier": "urn:a", "signing_alg": "HS256", "signing_secret": Self.secret(1)], 201)
            ])
            let plain: JSON = ["name": "a", "signing_alg": "HS256", "signing_secret": Self.secret(2)]
            try await tenant.store.write("local") { transaction -> Void in
                try transaction.execute("UPDATE resource_servers SET document = \(plain) WHERE identifier = 'urn:a'")
            }
            try await tenant.run([.get("/resource-servers/urn:a", 200, ["signing_secret": Self.secret(2)])])
            try await tenant.store.write("local") { try Composition.upgrade(in: $0) }
            try await tenant.run([.get("/resource-servers/urn:a", 200, ["signing_secret": Self.secret(2)])])
            for (table, text) in try await Self.dump(tenant) { Self.expectClean(text, "the table \(table)") }
        }
    }
}
