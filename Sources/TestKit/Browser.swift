import Contract
import Crypto
import HTTPTypes
import OrderedCollections
import Secrets
import Serving
import Testing

/// A user's browser: it keeps cookies, shows pages and submits forms.
public final class Browser {
    /// A page with its response.
    public struct View {
        public let status: Int
        public let headers: HTTPFields
        public let text: String

        /// The redirect URL.
        public var location: String { headers[.location] ?? "" }
        /// The parameters of a redirect to an application, in the query or the fragment.
        public var parameters: [String: String] {
            let text = location.split(separator: location.contains("#") ? "#" : "?", maxSplits: 1).last ?? ""
            let pairs = PercentEncoding.pairs(text) ?? []
            return Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        /// The warning on the page.
        public var alert: String? {
            text.firstMatch(of: /role="alert"[^>]*>([^<]*)/).map { String($0.output.1) }
        }
        public func hidden(_ name: String) -> String? {
            text.matches(of: /name="([a-z_]+)" value="([^"]*)"/).first { $0.output.1 == name }.map {
                String($0.output.2)
            }
        }
    }

    public let tenant: TestTenant
    public var cookies: [String: String] = [:]

    public init(_ tenant: TestTenant) { self.tenant = tenant }

    public func open(_ address: String) async throws -> View {
        let (path, query) = Self.halves(address)
        return try await send(IncomingRequest(method: "GET", path: path, query: query))
    }

    public func submit(_ address: String, _ form: KeyValuePairs<String, String>) async throws -> View {
        let (path, query) = Self.halves(address)
        let body = form.map { "\($0.key)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        return try await send(
            IncomingRequest(
                method: "POST", path: path, query: query,
                headers: [.contentType: "application/x-www-form-urlencoded"], body: Array(body.utf8)))
    }

    private static func halves(_ address: String) -> (path: String, query: String) {
        let halves = address.split(separator: "?", maxSplits: 1).map(String.init)
        return (halves.first ?? "", halves.count == 2 ? halves[1] : "")
    }

    private func send(_ request: IncomingRequest) async throws -> View {
        var request = request
        if !cookies.isEmpty {
            request.headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        let answer = await tenant.gatehouse.site.answer(request)
        for field in answer.headers where field.name == .setCookie {
            let pair = field.value.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = field.value.contains("Max-Age=0") ? nil : String(pair[1])
        }
        return View(status: answer.status, headers: answer.headers, text: String(decoding: answer.body, as: UTF8.self))
    }
}

/// An application that redirects browsers to log in.
public struct WebApplication {
    public static let callback = "https://notes.example/callback"
    public static let verifier = "a-verifier-that-nobody-else-knows-0123456789-abcdef"

    public let login: LoginFixture
    public let browser: Browser

    public init(
        _ tenant: TestTenant, client: JSONObject = [:], api: JSONObject = [:], options: JSON = [:]
    ) async throws {
        let members: JSONObject = [
            "callbacks": [.string(Self.callback), "https://*.notes.example/callback"],
            "allowed_logout_urls": ["https://notes.example/bye"],
            "grant_types": ["authorization_code", "refresh_token"],
        ]
        login = try await LoginFixture(
            tenant, client: members.merging(client) { $1 }, api: api, options: options)
        browser = Browser(tenant)
    }

    /// Creates the same application with another user's browser.
    public init(sharing login: LoginFixture) {
        self.login = login
        browser = Browser(login.tenant)
    }

    /// - Parameter more: Parameters that are added to the defaults or replace them; empty ones are omitted.
    public func address(_ more: [String: String] = [:]) -> String {
        let challenge = Base64URL.text(SHA256.hash(data: Array(Self.verifier.utf8)))
        let usual = [
            "client_id": login.client, "redirect_uri": Self.callback, "response_type": "code", "state": "a state",
            "scope": "openid profile email", "nonce": "a nonce", "code_challenge": challenge,
            "code_challenge_method": "S256",
        ]
        let pairs = usual.merging(more) { $1 }.filter { !$0.value.isEmpty }
        return "/authorize?" + pairs.map { "\($0.key)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }

    public func authorize(_ more: [String: String] = [:]) async throws -> Browser.View {
        try await browser.open(address(more))
    }

    /// Opens the page to which `authorize` redirects.
    public func page(_ more: [String: String] = [:]) async throws -> Browser.View {
        try await browser.open(try await authorize(more).location)
    }

    /// Logs in the user Ada on a page.
    public func logIn(_ page: Browser.View, password: String = LoginFixture.password) async throws -> Browser.View {
        try await browser.submit(
            "/u/login",
            ["state": try #require(page.hidden("state")), "username": "ada@example.com", "password": password])
    }

    /// Logs in the user Ada and returns the authorization code.
    public func code(_ more: [String: String] = [:]) async throws -> String {
        let view = try await logIn(try await page(more))
        return try #require(view.parameters["code"], "\(view.location) \(view.alert ?? "")")
    }

    public func exchange(_ code: String, _ more: JSONObject = [:]) async throws -> TestTenant.Answer {
        let usual: JSONObject = [
            "grant_type": "authorization_code", "code": .string(code), "redirect_uri": .string(Self.callback),
            "code_verifier": .string(Self.verifier),
        ]
        return try await login.ask(usual.merging(more) { $1 })
    }
}
