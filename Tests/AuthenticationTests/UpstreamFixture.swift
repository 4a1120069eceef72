import Contract
import GatehouseTesting
import HTTPTypes
import Secrets
import Serving
import Synchronization
import TestKit
import Testing

/// A company's own tenant, at which its people log in to get elsewhere: a whole server that listens on a socket.
struct CompanyTenant {
    static let issuer = "https://idp.example/"
    static let password = "Correct-Horse-9"

    let tenant: LocalTenant
    let client: String
    let secret: String
    private let token: String

    /// Has a company's tenant listen, and another tenant reach it, while something is done.
    static func listening(
        for tenant: TestTenant, client members: JSONObject = [:], _ body: (CompanyTenant) async throws -> Void
    ) async throws {
        try await LocalTenant.run {
            $0.issuer = issuer
        } _: { company in
            let provider = try await CompanyTenant(company, members)
            try await company.listening { address in
                tenant.outbound.passOn(issuer, to: address + "/")
                try await body(provider)
            }
        }
    }

    private init(_ tenant: LocalTenant, _ members: JSONObject) async throws {
        self.tenant = tenant
        let answer = try await tenant.send(
            .post, "/oauth/token",
            body: [
                "grant_type": "client_credentials", "client_id": .string(tenant.administrator.clientID),
                "client_secret": .string(tenant.administrator.clientSecret),
                "audience": .string(tenant.issuer + "api/v2/"),
            ])
        token = try JSON(parsing: answer.body)["access_token"]?.string ?? ""
        let usual: JSONObject = [
            "name": "Notes", "callbacks": ["http://localhost:3000/login/callback"],
            "grant_types": ["authorization_code", "refresh_token"], "jwt_configuration": ["alg": "RS256"],
        ]
        let made = try await Self.call(tenant, token, .post, "clients", .object(usual.merging(members) { $1 }))
        client = made["client_id"]?.string ?? ""
        secret = made["client_secret"]?.string ?? ""
        _ = try await call(
            .post, "connections", ["name": "Staff", "strategy": "auth0", "enabled_clients": [.string(client)]])
        try await add("grace@corp.example", name: "Grace Hopper")
    }

    @discardableResult
    func call(_ method: HTTPRequest.Method, _ path: String, _ body: JSON) async throws -> JSON {
        try await Self.call(tenant, token, method, path, body)
    }

    private static func call(
        _ tenant: LocalTenant, _ token: String, _ method: HTTPRequest.Method, _ path: String, _ body: JSON
    ) async throws -> JSON {
        let answer = try await tenant.send(
            method, "/api/v2/\(path)", headers: [.authorization: "Bearer \(token)"], body: body)
        try #require((200...299).contains(answer.status.code), "\(String(decoding: answer.body, as: UTF8.self))")
        return try JSON(parsing: answer.body)
    }

    func add(_ email: String, name: String) async throws {
        try await call(
            .post, "users",
            [
                "connection": "Staff", "email": .string(email), "password": .string(Self.password),
                "name": .string(name), "email_verified": true, "user_id": .string(email),
            ])
    }

    /// A person logs in there, as a browser that was sent there does.
    /// - Returns: where the browser is sent in the end.
    func logIn(_ address: String, as name: String = "grace@corp.example") async throws -> String {
        try await tenant.logIn(at: address, as: name, password: Self.password)
    }

    /// A connection with it.
    func connection(_ more: JSONObject = [:]) -> JSON {
        let usual: JSONObject = [
            "type": "back_channel", "discovery_url": .string(Self.issuer), "client_id": .string(client),
            "client_secret": .string(secret), "scope": "openid profile email",
        ]
        return .object(usual.merging(more) { $1 })
    }
}

extension WebApplication {
    /// Gives the application's users a connection.
    @discardableResult
    func connect(
        _ options: JSON, as name: String = "corp", strategy: String = "oidc", _ more: JSONObject = [:]
    ) async throws -> String {
        let usual: JSONObject = [
            "name": .string(name), "strategy": .string(strategy), "options": options,
            "enabled_clients": [.string(login.client)],
        ]
        let kept = try await login.tenant.run([
            .post("/connections", .object(usual.merging(more) { $1 }), 201, keeping: ["id": "id"])
        ])
        return kept["id"]?.string ?? ""
    }

    /// Takes the application's database away.
    func disconnectDatabase() async throws {
        try await login.tenant.run([
            .patch(
                "/connections/\(login.connection)/clients",
                [["client_id": .string(login.client), "status": false]], 204)
        ])
    }

    /// Goes on where a provider has sent the browser.
    func comeBack(_ address: String) async throws -> Browser.View {
        try await browser.open(String(address.dropFirst("http://localhost:3000".count)))
    }

    /// Logs in at a company's tenant, and gives what the application is told.
    func logIn(
        at company: CompanyTenant, as name: String = "grace@corp.example", _ more: [String: String] = [:]
    ) async throws -> Browser.View {
        let sent = try await authorize(["connection": "corp"].merging(more) { $1 })
        #expect(sent.location.hasPrefix(CompanyTenant.issuer), "\(sent.location)")
        return try await comeBack(try await company.logIn(sent.location, as: name))
    }

    /// What the ID token says that the application gets.
    func claims(of view: Browser.View) async throws -> JSON {
        let code = try #require(view.parameters["code"], "\(view.location) \(view.alert ?? "")")
        let answer = try await exchange(code)
        return try login.claims(answer.json["id_token"])
    }

    func users(_ query: String) async throws -> [JSON] {
        let answer = try await login.tenant.request("GET", "/users?q=\(query)", token: login.tenant.token)
        return answer.json.array ?? []
    }
}

/// A provider that says what a test has it say, on a socket.
final class HandwrittenProvider: Sendable {
    static let root = "https://rogue.example/"
    static let options: JSON = [
        "type": "back_channel", "client_id": "notes", "client_secret": "hush", "issuer": .string(root),
        "authorization_endpoint": .string(root + "authorize"), "token_endpoint": .string(root + "token"),
        "jwks_uri": .string(root + "keys"), "connection_settings": ["pkce": "S256"],
    ]

    /// The bodies of answers, by path.
    private let answers = Mutex<[String: (status: Int, body: [UInt8])]>([:])
    private let asked = Mutex<[(path: String, body: String)]>([])
    let key: SigningKey
    private let signer: TokenSigner

    init() throws {
        key = try SigningKey.generate(
            subject: "rogue", kid: "first", from: Timestamp(milliseconds: 1_769_860_800_000), for: .seconds(86_400))
        signer = try TokenSigner(key: key)
        answer("keys", ["keys": [try key.publicJWK]])
    }

    /// Has a tenant reach it while something is done.
    func listening(for tenant: TestTenant, _ body: () async throws -> Void) async throws {
        let names = ["token", "keys", "me", "emails", ".well-known/openid-configuration"]
        let routes = ["GET", "POST"].flatMap { method in
            names.map { name in Route(method, "/\(name)") { [self] request, _ in answer(to: request, name) } }
        }
        try await Site(routes).listening(logger: .silent) { address in
            tenant.outbound.passOn(Self.root, to: address + "/")
            try await body()
        }
    }

    func answer(_ path: String, _ json: JSON, status: Int = 200) { answer(path, json.bytes, status: status) }
    func answer(_ path: String, _ bytes: [UInt8], status: Int = 200) {
        answers.withLock { $0[path] = (status, bytes) }
    }

    private func answer(to request: IncomingRequest, _ name: String) -> OutgoingResponse {
        asked.withLock { $0.append((name, String(decoding: request.body, as: UTF8.self))) }
        let answer = answers.withLock { $0[name] } ?? (status: 404, body: [])
        return OutgoingResponse(status: answer.status, headers: [.contentType: "application/json"], body: answer.body)
    }

    /// The forms that it was sent at a path.
    func forms(_ path: String) -> [[String: String]] {
        asked.withLock { $0 }.filter { $0.path == path }.map { _, body in
            let pairs = PercentEncoding.pairs(body) ?? []
            return Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// What an ID token says that is as it should be.
    static func claims(nonce: String, _ more: JSONObject = [:]) -> JSONObject {
        let now = 1_769_860_800
        let usual: JSONObject = [
            "iss": .string(root), "aud": "notes", "sub": "u1", "email": "eve@rogue.example", "nonce": .string(nonce),
            "iat": .integer(Int64(now)), "exp": .integer(Int64(now + 300)),
        ]
        return usual.merging(more) { $1 }.filter { !$0.value.isNull }
    }

    func sign(_ claims: JSONObject, algorithm: String = "RS256", secret: [UInt8]? = nil) throws -> String {
        try signer.sign(TokenClaims(claims), algorithm: algorithm, secret: secret)
    }
}
