import Contract
import Model
import Foundation
import Serving
import TestKit
import Testing

/// For every operation, and each scope that it accepts alone: no answer has a secret that needs another scope.
@Suite("Secrets and scopes") struct ScopedSecretTests {
    private static let mark = "PlantedSecret"

    /// Scopes of operations that are there to tell the secret, or that Auth0 tells it to: what is told of it needs no other.
    private static func mayTell(_ scope: String, _ secret: String) -> Bool {
        switch secret {
        case "client": ["read:client_keys", "read:client_credentials"].contains(scope)
        case "addon": scope == "read:client_keys"
        case "connection": scope.hasSuffix(":connections")
        case "api": scope.hasSuffix(":resource_servers")
        case "stream": scope.hasSuffix(":log_streams")
        case "configuration": scope == "read:nobody"
        case "user": scope == "read:user_idp_tokens"
        default: false
        }
    }

    private static func secret(_ kind: String) -> JSON { .string("\(mark)-\(kind)-aaaaaaaaaaaaaaaaaaaaaaaaaaaa") }

    @Test func `no scope alone shows what needs another`() async throws {
        try await eachEngine { tenant in
            var arguments = try await OperationWalk.populate(tenant)
            let client = try #require(arguments["/clients"])
            let connection: JSON = [
                "name": "g", "strategy": "google-oauth2", "enabled_clients": [.string(client)],
                "options": ["client_id": "x", "client_secret": Self.secret("connection")],
            ]
            let kept = try await tenant.run([
                .post("/connections", connection, 201, keeping: ["id": "id"]),
                .patch(
                    "/clients/\(client)",
                    ["client_secret": Self.secret("client"), "addons": ["firebase": ["secret": Self.secret("addon")]]],
                    200),
                .patch(
                    "/resource-servers/urn:notes", ["signing_alg": "HS256", "signing_secret": Self.secret("api")], 200),
                .patch(
                    "/log-streams/\(arguments["/log-streams"] ?? "")",
                    ["sink": ["httpEndpoint": "https://s.example", "httpAuthorization": Self.secret("stream")]], 200),
                .put("/rules-configs/KEY", ["value": Self.secret("rule")], 200),
                .post("/hooks/\(arguments["/hooks"] ?? "")/secrets", ["KEY": Self.secret("hook")], 201),
                .post(
                    "/emails/provider",
                    [
                        "name": "mailgun", "enabled": true,
                        "credentials": ["api_key": Self.secret("mail"), "domain": "mail.example"],
                    ], 201),
                .post(
                    "/branding/phone/providers",
                    [
                        "name": "twilio", "credentials": ["auth_token": Self.secret("phone")],
                        "configuration": ["sid": "sid", "delivery_methods": ["text"], "default_from": "+15551234567"],
                    ], 201),
                .patch(
                    "/actions/actions/\(arguments["/actions/actions"] ?? "")",
                    ["secrets": [["name": "KEY", "value": Self.secret("action")]]], 200),
            ])
            arguments["/connections"] = kept["id"]?.string
            let user = try #require(arguments["/users"])
            let identity = String(user.dropFirst("auth0|".count))
            try await tenant.store.write("local") { transaction in
                try transaction.setTokens(
                    ["access_token": Self.secret("user"), "refresh_token": Self.secret("user")], of: "auth0", identity)
            }
            let readers = OperationWalk.operations.filter { $0.method == .get }
            let writers = OperationWalk.operations.filter { $0.method == .patch || $0.method == .put }
            for operation in readers + writers {
                for scope in operation.scopes {
                    let token =
                        scope.contains(":current_user")
                        ? try await tenant.token(of: user, scopes: [scope]) : try await tenant.token(scopes: [scope])
                    let path = OperationWalk.path(of: operation, arguments)
                    let body: JSON? = operation.body == nil ? nil : [:]
                    for query in operation.method == .get
                        ? ["", "?per_page=100&include_totals=true", "?take=100"] : [""]
                    {
                        let answer = try await tenant.request(
                            operation.method.rawValue, path + query, body: body, token: token)
                        for found in answer.text.matches(of: /PlantedSecret-([a-z]+)-/)
                        where !Self.mayTell(scope, String(found.output.1)) {
                            Issue.record(
                                "\(operation.method.rawValue) \(path)\(query) with \(scope) shows \(found.output.0)")
                        }
                    }
                }
            }
        }
    }
}
