import Contract
import Foundation
import Gatehouse
import HTTPTypes
import Logging
import Mail
import ManagementClient
import Phones
import Secrets
import Serving
import Storage

/// A complete server with one tenant, in this process, for one test.
public struct TestTenant: Sendable {
    public let engine: Engine
    public let gatehouse: Gatehouse
    /// The server's clock, which advances only when the test advances it.
    public let clock: HeldClock
    /// The responses to the server's outgoing requests.
    public let outbound: ScriptedOutbound
    /// The mail transport of the server.
    public let mail: ScriptedMail
    /// The DNS resolver of the server.
    public let resolver: ScriptedResolver
    /// An access token with all scopes.
    public let token: String
    /// A client with all scopes.
    public var client: ManagementClient { client(token: token) }
    /// The credentials of the first application, which has all scopes.
    public var administrator: TenantSeed.ClientCredential { TenantTemplate.administrator }
    public var issuer: String { gatehouse.issuer }
    public var store: any Store { gatehouse.services.store }

    /// Runs a closure with a new tenant on an engine.
    /// - Parameters:
    ///   - logger: The logger of the server.
    ///   - configure: A closure that changes the settings of the server.
    public static func with<Value>(
        _ engine: Engine, logger: Logger = .silent, configure: (inout Settings) -> Void = { _ in },
        _ body: (TestTenant) async throws -> Value
    ) async throws -> Value {
        try await Engine.places.take()
        defer { Engine.places.giveBack() }
        let template = try await TenantTemplate.of(engine)
        let database = try await Database(engine, copying: template.database)
        var settings = TenantTemplate.settings(database)
        configure(&settings)
        let clock = HeldClock()
        let outbound = ScriptedOutbound()
        let mail = ScriptedMail()
        let resolver = ScriptedResolver()
        let gatehouse = try await Gatehouse(
            settings, port: 3000, clock: clock, random: RepeatableRandom(seed: 2),
            passwords: PasswordHasher(cost: .minimal), outbound: outbound, mail: mail,
            resolver: resolver, logger: logger)
        let tenant = TestTenant(
            engine: engine, gatehouse: gatehouse, clock: clock, outbound: outbound, mail: mail,
            resolver: resolver, token: template.token)
        let result = await Result.catching { try await body(tenant) }
        await gatehouse.stop()
        try await database.drop()
        return try result.get()
    }

    /// Runs all due background work.
    public func work() async throws {
        try await gatehouse.background.runDue()
        try await gatehouse.deliveries.runDue()
    }

    /// Returns the emails in the outbox, newest first.
    /// - Parameter kind: The kind of emails to return; `nil` for all.
    public func mails(_ kind: MailKind? = nil) async throws -> [OutboxMail] {
        let context = try gatehouse.services.tenants.tenant(for: IncomingRequest(method: "GET", path: "/"))
        try await gatehouse.prepareMails()
        let mails = try await store.read(context.id) { try $0.mails() }
        return kind.map { kind in mails.filter { $0.kind == kind.rawValue } } ?? mails
    }

    /// Returns the messages to phones in the outbox, newest first.
    public func texts() async throws -> [OutboxText] {
        let context = try gatehouse.services.tenants.tenant(for: IncomingRequest(method: "GET", path: "/"))
        return try await store.read(context.id) { try $0.texts() }
    }

    /// Returns an access token with only the given scopes.
    public func token(scopes: [String]) async throws -> String {
        let context = try gatehouse.services.tenants.tenant(for: IncomingRequest(method: "GET", path: "/"))
        return try context.token(scopes: scopes, now: clock.now)
    }

    /// Returns an access token of a user, issued through the first application.
    public func token(of user: String, scopes: [String]) async throws -> String {
        let context = try gatehouse.services.tenants.tenant(for: IncomingRequest(method: "GET", path: "/"))
        return try context.token(of: user, scopes: scopes, now: clock.now)
    }

    /// Returns a token with the given claims, signed with the tenant's key.
    public func signed(_ claims: JSONObject) async throws -> String {
        let context = try gatehouse.services.tenants.tenant(for: IncomingRequest(method: "GET", path: "/"))
        return try context.signer.sign(TokenClaims(claims))
    }

    /// Returns a client with only the given scopes.
    public func client(scopes: String...) async throws -> ManagementClient {
        client(token: try await token(scopes: scopes))
    }

    private func client(token: String) -> ManagementClient {
        ManagementClient(domain: issuer, token: token, transport: InProcessTransport(gatehouse.site)) {
            $0.retry = .none
        }
    }

    /// A raw response.
    public struct Answer: Sendable {
        public let status: Int
        /// The body as JSON; `null` if there is none.
        public let json: JSON
        public let headers: HTTPFields
        /// The raw body.
        public let body: [UInt8]
        public var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// Sends a raw request.
    /// - Parameters:
    ///   - path: The path with its query, relative to the root.
    ///   - token: The access token; `nil` for none.
    ///   - root: The base path.
    public func request(
        _ method: String, _ path: String, body: JSON? = nil, token: String?, headers: HTTPFields = [:],
        root: String = "/api/v2"
    ) async throws -> Answer {
        try await request(method, path, bytes: body?.bytes ?? [], token: token, headers: headers, root: root)
    }

    /// Sends a request with any body.
    public func request(
        _ method: String, _ path: String, bytes: [UInt8], token: String?, headers: HTTPFields = [:],
        root: String = "/api/v2"
    ) async throws -> Answer {
        let halves = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        if !bytes.isEmpty, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let request = IncomingRequest(
            method: method, path: root + halves[0], query: halves.count == 2 ? String(halves[1]) : "",
            headers: headers, body: bytes)
        let answer = await gatehouse.site.answer(request)
        let isJSON = answer.headers[.contentType]?.hasPrefix("application/json") ?? false
        let json: JSON = answer.body.isEmpty || !isJSON ? .null : try JSON(parsing: answer.body)
        return Answer(status: answer.status, json: json, headers: answer.headers, body: answer.body)
    }

    /// Downloads the content of a URL of the server.
    public func download(_ address: String) async throws -> (status: Int, bytes: [UInt8]) {
        let halves = address.dropFirst(issuer.count - 1).split(separator: "?", maxSplits: 1)
        let request = IncomingRequest(
            method: "GET", path: String(halves[0]), query: halves.count == 2 ? String(halves[1]) : "")
        let answer = await gatehouse.site.answer(request)
        var bytes = answer.body
        var number = 0
        while let part = try await answer.parts?(number) {
            bytes += part
            number += 1
        }
        return (answer.status, bytes)
    }
}

/// Runs a test with a new tenant on each engine, one after the other.
public func eachEngine(
    configure: (inout Settings) -> Void = { _ in }, _ body: (TestTenant) async throws -> Void
) async throws {
    for engine in Engine.available {
        do {
            try await TestTenant.with(engine, configure: configure, body)
        } catch {
            throw FailureOnEngine(engine: engine, cause: error)
        }
    }
}

/// The error of a test and its engine.
struct FailureOnEngine: Error, CustomStringConvertible {
    let engine: Engine
    let cause: any Error
    var description: String { "on \(engine.rawValue): \(cause)" }
}
