import Contract
import Foundation
import Serving
import TestKit
import Testing

/// Sends texts that Swift joins, hides or splits as every text of every operation, and of the endpoints that strangers
/// reach. Which text goes where follows from a seed.
@Suite("Text fuzz") struct EndpointTextFuzzTests {
    /// As they stand in JSON, so that lone surrogates can be among them.
    private static let texts: [String] =
        HostileText.wrapping("<>\"'&;,:=%*?()[]{}\\/`$^~!|+-_#@\n\t\r ").map { JSON.string($0).text }
        + [
            #""\ud800""#, #""\udc00<""#, #""\ud800\u0022""#, #""\u0000""#, #""a\u0000b""#, "\"\"",
            #""\ufeff""#, #""\u2028""#, #""\u0085""#, JSON.string(String(repeating: "\u{301}", count: 3000)).text,
            JSON.string(String(repeating: "👩‍👩‍👧‍👦", count: 300)).text,
        ]

    private static func isText(_ schema: Schema) -> Bool {
        if case .string = schema.shape { return true }
        return false
    }

    @Test(arguments: FuzzEffort.seeds)
    func `no text of any operation is a 500`(_ seed: UInt64) async throws {
        let places = OperationWalk.places(where: Self.isText)
        #expect(places.count > 400)
        try await eachEngine { tenant in
            var dice = Dice(state: seed)
            let arguments = try await OperationWalk.populate(tenant)
            for place in places where place.operation.fileMember == nil {
                try await Self.send(Self.texts.randomElement(using: &dice) ?? "", at: place, arguments, tenant)
            }
            let search = OperationWalk.places { _ in true }.filter { $0.isQuery && $0.path[0] == "q" }
            for place in search {
                for _ in 0..<5 {
                    let text = (0..<6).compactMap { _ in Self.texts.randomElement(using: &dice) }.joined(separator: ":")
                    try await Self.send(text, at: place, arguments, tenant)
                }
            }
        }
    }

    private static func send(
        _ text: String, at place: OperationWalk.Place, _ arguments: [String: String], _ tenant: TestTenant
    ) async throws {
        let operation = place.operation
        var path = OperationWalk.path(of: operation, arguments)
        var bytes: [UInt8] = []
        if place.isQuery {
            let plain = (try? JSON(parsing: text))?.string ?? text
            path += "?\(place.path[0])=\(PercentEncoding.encode(plain))"
        }
        if let schema = operation.body {
            let body =
                place.isQuery
                ? OperationWalk.sample(schema) : OperationWalk.body(of: schema, with: "@@", at: place.path[...])
            bytes = Array(body.text.replacingExactly("\"@@\"", with: text).utf8)
        }
        let answer = try await tenant.request(operation.method.rawValue, path, bytes: bytes, token: tenant.token)
        #expect(answer.status < 500 || answer.status == 501, "\(place) \(text): \(answer.text)")
    }

    private static let strangers: [(method: String, path: String, names: [String])] = [
        (
            "GET", "/authorize",
            [
                "client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "prompt", "max_age",
                "login_hint",
                "audience", "organization", "invitation", "connection", "code_challenge", "code_challenge_method",
                "response_mode", "request", "request_uri", "id_token_hint", "screen_hint", "ui_locales", "acr_values",
            ]
        ),
        (
            "POST", "/oauth/token",
            [
                "grant_type", "client_id", "client_secret", "username", "password", "realm", "scope", "audience",
                "code",
                "refresh_token", "client_assertion", "client_assertion_type", "mfa_token", "otp", "device_code",
                "organization",
            ]
        ),
        ("POST", "/oauth/revoke", ["token", "client_id", "client_secret", "token_type_hint"]),
        ("POST", "/oauth/par", ["client_id", "client_secret", "redirect_uri", "response_type", "request"]),
        ("POST", "/oauth/device/code", ["client_id", "scope", "audience"]),
        ("POST", "/dbconnections/signup", ["client_id", "connection", "email", "password", "username", "nickname"]),
        ("POST", "/dbconnections/change_password", ["client_id", "connection", "email", "organization"]),
        ("POST", "/passwordless/start", ["client_id", "connection", "email", "phone_number", "send"]),
        ("POST", "/mfa/challenge", ["mfa_token", "challenge_type", "authenticator_id"]),
        ("GET", "/oidc/logout", ["id_token_hint", "post_logout_redirect_uri", "client_id", "state", "logout_hint"]),
        ("GET", "/v2/logout", ["client_id", "returnTo"]), ("POST", "/activate", ["user_code"]),
        ("GET", "/passwordless/verify_redirect", ["connection", "email", "verification_code"]),
        ("GET", "/login/callback", ["state", "code", "error"]), ("GET", "/continue", ["state"]),
        ("GET", "/forensics/impersonation", ["ticket"]), ("GET", "/u/login", ["state"]),
    ]

    @Test(arguments: strangers)
    func `no text of a stranger is a 500`(_ call: (method: String, path: String, names: [String])) async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            var dice = Dice(state: 3)
            let usual = [
                "client_id": app.login.client, "client_secret": app.login.secret, "connection": "People",
                "redirect_uri": WebApplication.callback, "response_type": "code", "email": "ada@example.com",
                "grant_type": "password", "username": "ada@example.com", "password": "x", "scope": "openid",
            ]
            for name in call.names {
                for _ in 0..<FuzzEffort.tries {
                    let text = (try? JSON(parsing: Self.texts.randomElement(using: &dice) ?? ""))?.string ?? "\u{FFFD}"
                    let values = usual.filter { call.names.contains($0.key) }.merging([name: text]) { $1 }
                    let form = values.map { "\($0.key)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
                    let isPost = call.method == "POST"
                    let answer = try await tenant.request(
                        call.method, isPost ? call.path : "\(call.path)?\(form)", bytes: isPost ? Array(form.utf8) : [],
                        token: nil, headers: isPost ? [.contentType: "application/x-www-form-urlencoded"] : [:],
                        root: "")
                    #expect(answer.status < 500, "\(call.path) \(name) \(text.debugDescription): \(answer.text)")
                }
            }
        }
    }
}
