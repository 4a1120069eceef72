import Contract
import HTTPTypes
import OrderedCollections
import Secrets
import Testing

/// A tenant with an application, a connection, an API and a user who can log in.
public struct LoginFixture: Sendable {
    public static let audience = "https://notes.example/"
    public static let password = "Correct-Horse-9"
    public static let grants: JSON = [
        "password", "http://auth0.com/oauth/grant-type/password-realm", "refresh_token", "client_credentials",
        "http://auth0.com/oauth/grant-type/mfa-otp", "http://auth0.com/oauth/grant-type/mfa-recovery-code",
    ]

    public let tenant: TestTenant
    public let client: String
    public let secret: String
    public let connection: String
    public let api: String
    public let user: String

    /// - Parameters:
    ///   - clientMembers: Members of the application besides its grants.
    ///   - apiMembers: Members of the API besides its scopes.
    public init(
        _ tenant: TestTenant, client clientMembers: JSONObject = [:], api apiMembers: JSONObject = [:],
        options: JSON = [:]
    ) async throws {
        let client: JSONObject = [
            "name": "Notes", "grant_types": Self.grants, "oidc_conformant": true, "jwt_configuration": ["alg": "RS256"],
        ]
        let api: JSONObject = [
            "identifier": .string(Self.audience), "allow_offline_access": true,
            "skip_consent_for_verifiable_first_party_clients": true,
            "scopes": [["value": "read:notes"], ["value": "write:notes"]],
        ]
        let person: JSON = [
            "connection": "People", "email": "ada@example.com", "username": "ada", "password": .string(Self.password),
            "name": "Ada Lovelace", "email_verified": true,
        ]
        let kept = try await tenant.run([
            .post(
                "/clients", .object(client.merging(clientMembers) { $1 }), 201,
                keeping: ["client": "client_id", "secret": "client_secret"]),
            .post("/resource-servers", .object(api.merging(apiMembers) { $1 }), 201, keeping: ["api": "id"]),
            .post(
                "/connections",
                ["name": "People", "strategy": "auth0", "enabled_clients": ["{client}"], "options": options], 201,
                keeping: ["connection": "id"]),
            .post("/users", person, 201, keeping: ["user": "user_id"]),
        ])
        func text(_ name: String) -> String { kept[name]?.string ?? "" }
        self.tenant = tenant
        self.client = text("client")
        secret = text("secret")
        connection = text("connection")
        self.api = text("api")
        user = text("user")
    }

    /// Requests tokens; members that are `null` are omitted.
    public func ask(_ members: JSONObject, headers: HTTPFields = [:]) async throws -> TestTenant.Answer {
        let who: JSONObject = ["client_id": .string(client), "client_secret": .string(secret)]
        let body = JSON.object(who.merging(members) { $1 })
        return try await tenant.request("POST", "/oauth/token", body: body, token: nil, headers: headers, root: "")
    }

    public func logIn(_ more: JSONObject = [:], headers: HTTPFields = [:]) async throws -> TestTenant.Answer {
        let login: JSONObject = [
            "grant_type": "http://auth0.com/oauth/grant-type/password-realm", "realm": "People",
            "username": "ada@example.com", "password": .string(Self.password), "scope": "openid",
        ]
        return try await ask(login.merging(more) { $1 }, headers: headers)
    }

    public func refresh(_ token: String, _ more: JSONObject = [:]) async throws -> TestTenant.Answer {
        let exchange: JSONObject = ["grant_type": "refresh_token", "refresh_token": .string(token)]
        return try await ask(exchange.merging(more) { $1 })
    }

    /// Logs in and returns the refresh token.
    public func refreshToken(_ more: JSONObject = [:]) async throws -> String {
        let wanted: JSONObject = [
            "audience": .string(Self.audience), "scope": "openid read:notes write:notes offline_access",
        ]
        let answer = try await logIn(wanted.merging(more) { $1 })
        return try #require(answer.json["refresh_token"]?.string, "\(answer.json.text)")
    }

    /// Creates a client grant for the application and the API.
    public func grantAPI() async throws {
        let grant: JSON = [
            "client_id": .string(client), "audience": .string(Self.audience), "scope": ["read:notes"],
        ]
        try await tenant.run([.post("/client-grants", grant, 201)])
    }

    /// Returns the type codes of log events about logins, newest first.
    public func logged() async throws -> [String] {
        let logins = "NOT%20(type:sapi%20OR%20type:ss)"
        let answer = try await tenant.request("GET", "/logs?q=\(logins)&per_page=50", token: tenant.token)
        return (answer.json.array ?? []).compactMap { $0["type"]?.string }
    }

    /// Returns the newest log event of a type.
    public func event(_ type: String) async throws -> JSON {
        let answer = try await tenant.request("GET", "/logs?q=type:\(type)", token: tenant.token)
        return try #require(answer.json.array?.first)
    }

    public func claims(_ token: JSON?) throws -> JSON { try Self.part(1, of: token) }
    public func header(_ token: JSON?) throws -> JSON { try Self.part(0, of: token) }

    private static func part(_ index: Int, of token: JSON?) throws -> JSON {
        let parts = try #require(token?.string).split(separator: ".")
        return try JSON(parsing: #require(Base64URL.bytes(parts[index])))
    }
}

/// Returns an OAuth error response.
public func oauthError(_ error: String, _ description: String) -> JSON {
    ["error": .string(error), "error_description": .string(description)]
}

/// Records an issue if a response differs from the expected one.
public func expect(
    _ answer: TestTenant.Answer, _ status: Int, _ expected: JSON = [:], _ location: SourceLocation = #_sourceLocation
) {
    let difference = answer.json.difference(from: expected)
    #expect(
        answer.status == status && difference == nil, "\(difference ?? ""): \(answer.json.text)",
        sourceLocation: location)
}
