import Contract
import HTTPTypes
import Mail
import ManagementClient
import OrderedCollections
import TestKit
import Testing

@Suite("Signing up, and asking for a new password") struct DatabaseTests {
    private static let signup = "/dbconnections/signup"
    private static let change = "/dbconnections/change_password"
    private static let sent = "We've just sent you an email to reset your password."

    /// An application that a tenant's database is enabled for.
    private static func client(_ tenant: TestTenant) async throws -> JSON {
        let client = try await tenant.request("POST", "/clients", body: ["name": "Shop"], token: tenant.token).json
        let id = client["client_id"] ?? .null
        let list = try await tenant.request("GET", "/connections?strategy=auth0", token: tenant.token).json
        let path = "/connections/\(list.member("0.id")?.string ?? "")/clients"
        let enabled = try await tenant.request(
            "PATCH", path, body: [["client_id": id, "status": true]], token: tenant.token)
        #expect(enabled.status == 204)
        return id
    }

    private static func ask(_ client: JSON, _ more: JSONObject) -> JSON {
        let common: JSONObject = ["client_id": client, "connection": "Username-Password-Authentication"]
        return .object(common.merging(more) { $1 })
    }

    private static func events(_ tenant: TestTenant, _ type: String) async throws -> [JSON] {
        try await tenant.request("GET", "/logs?q=type:\(type)", token: tenant.token).json.array ?? []
    }

    private static func set(_ tenant: TestTenant, options: JSON) async throws {
        let list = try await tenant.request("GET", "/connections?strategy=auth0", token: tenant.token).json
        let path = "/connections/\(list.member("0.id")?.string ?? "")"
        #expect(try await tenant.request("PATCH", path, body: ["options": options], token: tenant.token).status == 200)
    }

    @Test func signUp() async throws {
        try await eachEngine { tenant in
            let client = try await Self.client(tenant)
            let ann: JSONObject = ["email": "Ann@Example.com", "password": "Correct-Horse-9", "given_name": "Ann"]
            let invalid: JSON = [
                "name": "BadRequestError", "code": "invalid_signup", "description": "Invalid sign up",
                "statusCode": 400,
            ]
            try await tenant.run(
                [
                    .post(
                        Self.signup, Self.ask(client, ann.merging(["user_metadata": ["color": "red"]]) { $1 }), 200,
                        [
                            "_id": "~^[0-9a-f]{24}$", "email": "ann@example.com", "email_verified": false,
                            "given_name": "Ann", "user_metadata": ["color": "red"],
                        ], by: .nobody, lacking: ["password"]),
                    .post(Self.signup, Self.ask(client, ann), 400, invalid, by: .nobody),
                    .post(
                        Self.signup, Self.ask(client, ["email": "bob", "password": "x"]), 400,
                        ["error": "error in email - email format validation failed: bob"], by: .nobody),
                    .post(Self.signup, Self.ask("nobody", ann), 400, ["error": "Unknown client: nobody"], by: .nobody),
                    .post(Self.signup, Self.ask(client, ["connection": "none"]), 400, by: .nobody),
                    .post(
                        Self.signup, Self.ask(client, ["email": "bob@example.com"]), 400,
                        ["error": "password is required"], by: .nobody),
                ], root: "")
            let event = try #require(try await Self.events(tenant, "ss").first)
            #expect(event["user_name"] == "Ann@Example.com" && event["client_name"] == "Shop")
            #expect(event.member("details.body.password") == "*****")
            #expect(try await Self.events(tenant, "fs").count == 1)
            let mail = try #require(try await tenant.mails(.verifyEmail).first)
            #expect(mail.text.contains("at Shop"))
        }
    }

    @Test func tellsOfBadPasswords() async throws {
        try await eachEngine { tenant in
            let client = try await Self.client(tenant)
            let weak = Self.ask(client, ["email": "ann@example.com", "password": "weak"])
            let answer = try await tenant.request("POST", Self.signup, body: weak, token: nil, root: "")
            #expect(answer.status == 400)
            let expected: JSON = [
                "name": "PasswordStrengthError", "message": "Password is too weak", "code": "invalid_password",
                "statusCode": 400,
                "policy": .string(
                    """
                    * At least 8 characters in length
                    * Contain at least 3 of the following 4 types of characters:
                     * lower case letters (a-z)
                     * upper case letters (A-Z)
                     * numbers (i.e. 0-9)
                     * special characters (e.g. !@#$%^&*)
                    """),
            ]
            #expect(answer.json.difference(from: expected) == nil)
            #expect(answer.json.member("description.rules.0.verified") == false)
            #expect(answer.json.member("description.rules.1.items.0.verified") == true)
        }
    }

    @Test func isClosedWhereTheDatabaseSaysSo() async throws {
        try await eachEngine { tenant in
            let client = try await Self.client(tenant)
            try await Self.set(tenant, options: ["disable_signup": true])
            let ann = Self.ask(client, ["email": "ann@example.com", "password": "Correct-Horse-9"])
            let answer = try await tenant.request("POST", Self.signup, body: ann, token: nil, root: "")
            #expect(answer.status == 400 && answer.json == ["error": "public signup is disabled"])
            #expect(try await Self.events(tenant, "fs").count == 1)
        }
    }

    @Test func saysWhoIsThereIfTheTenantWantsIt() async throws {
        try await eachEngine { tenant in
            let client = try await Self.client(tenant)
            _ = try await tenant.request(
                "PATCH", "/tenants/settings", body: ["flags": ["enable_public_signup_user_exists_error": true]],
                token: tenant.token)
            let ann = Self.ask(client, ["email": "ann@example.com", "password": "Correct-Horse-9"])
            for status in [200, 400] {
                let answer = try await tenant.request("POST", Self.signup, body: ann, token: nil, root: "")
                #expect(answer.status == status)
                if status == 400 { #expect(answer.json["code"] == "user_exists") }
            }
        }
    }

    @Test func asksForANewPassword() async throws {
        try await eachEngine { tenant in
            let client = try await Self.client(tenant)
            _ = try await tenant.client.users.create(
                UserDraft(
                    connection: "Username-Password-Authentication", email: "ann@example.com",
                    password: "Correct-Horse-9"))
            for email in ["ann@example.com", "nobody@example.com", "ANN@example.com"] {
                let body = Self.ask(client, ["email": .string(email)])
                let answer = try await tenant.request("POST", Self.change, body: body, token: nil, root: "")
                #expect(answer.status == 200 && answer.text == Self.sent)
            }
            let mails = try await tenant.mails(.resetEmail)
            #expect(mails.count == 2 && mails.allSatisfy { $0.to == "ann@example.com" })
            #expect(try await Self.events(tenant, "scpr").count == 2)
            let failed = try await Self.events(tenant, "fcpr")
            #expect(failed.first?["description"] == "User does not exist." && failed.count == 1)
            // The last mail alone has a link that works.
            var standing: [Int] = []
            for mail in mails {
                let match = try #require(mail.text.firstMatch(of: /ticket=([A-Za-z0-9]+)/))
                let path = "/u/reset-password?ticket=\(match.output.1)"
                standing.append(try await tenant.request("GET", path, token: nil, root: "").status)
            }
            #expect(standing.sorted() == [200, 400])
        }
    }

    @Test func whatCannotBeSignedUp() async throws {
        try await eachEngine { tenant in
            let client = try await Self.client(tenant)
            try await Self.set(tenant, options: ["password_no_personal_info": ["enable": true]])
            try await tenant.run([
                .post(
                    "/connections", ["name": "email", "strategy": "email", "enabled_clients": [client]], 201),
                .post("/connections", ["name": "Closed", "strategy": "auth0"], 201),
            ])
            let ann: JSONObject = ["email": "ann@example.com", "password": "Correct-Horse-9"]
            func signUp(_ more: JSONObject) async throws -> TestTenant.Answer {
                try await tenant.request(
                    "POST", Self.signup, body: Self.ask(client, ann.merging(more) { $1 }), token: nil, root: "")
            }
            let many = JSON.object(.init(uniqueKeysWithValues: (1...11).map { ("k\($0)", "x") }))
            let text = { JSON.string(String(repeating: "x", count: $0)) }
            let name = JSON.object([String(repeating: "n", count: 101): "x"])
            func refuses(_ more: JSONObject, _ words: String) async throws {
                let answer = try await signUp(more)
                #expect(answer.status == 400 && answer.json["error"]?.string?.contains(words) == true, "\(answer.json)")
            }
            try await refuses(["connection": "email"], "connection not found")
            try await refuses(["connection": "Closed"], "connection is disabled")
            for name in ["a\u{0}b", text(1025), 7] as [JSON] {
                try await refuses(["given_name": name], "given_name must be a string")
            }
            for metadata in [many, "x"] as [JSON] {
                try await refuses(["user_metadata": metadata], "at most 10 properties")
            }
            for metadata in [["k": text(501)], ["k": "a\u{0}b"], ["k": 7], name] as [JSON] {
                try await refuses(["user_metadata": metadata], "must be a string of at most 500 characters")
            }
            let personal = try await signUp(["password": "Ann-Horse-9ann@example.com"])
            #expect(personal.status == 400 && personal.json["code"] == "invalid_password", "\(personal.json)")
            #expect(personal.json["name"] == "PasswordNoUserInfoError")
            #expect(personal.json["description"] == personal.json["message"] && personal.json["policy"] == nil)
            let good = try await signUp([
                "nickname": .null, "given_name": text(150), "user_metadata": ["k": text(500)],
            ])
            #expect(good.status == 200, "\(good.json)")
            #expect(try await signUp(["email": "bob@example.com", "user_metadata": .null]).status == 200)
        }
    }

    @Test func takesForms() async throws {
        try await eachEngine { tenant in
            let client = try await Self.client(tenant).string ?? ""
            let form = "client_id=\(client)&email=a%40example.com&connection=Username-Password-Authentication"
            let answer = try await tenant.request(
                "POST", Self.change, bytes: Array(form.utf8), token: nil,
                headers: [.contentType: "application/x-www-form-urlencoded"], root: "")
            #expect(answer.text == Self.sent)
            #expect(try await tenant.request("POST", Self.change, body: [], token: nil, root: "").status == 400)
        }
    }
}
