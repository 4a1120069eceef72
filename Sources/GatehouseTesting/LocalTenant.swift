import Contract
import Gatehouse
import HTTPTypes
import Logging
import Mail
import ManagementClient
import Phones
import OrderedCollections
import SQLite
import Secrets
import Serving
import ServiceLifecycle
import Storage
import Synchronization

/// A complete tenant for a test: the server, its database and its clock, in this process and in memory.
///
/// ```swift
/// @Test func invitesAUser() async throws {
///     try await LocalTenant.run { tenant in
///         let app = MyApp(management: tenant.management)
///         try await app.invite("ann@example.com")
///         #expect(try await tenant.mails().first?.to == "ann@example.com")
///     }
/// }
/// ```
///
/// It responds like a tenant at Auth0 and shares nothing with other tenants. Its clock advances only when the test
/// advances it, and generated values, such as identifiers, are the same in every run. The test supplies the responses
/// to its outgoing requests, and no email leaves the tenant. The first tenant of a process takes longer to start than
/// those that follow.
public final class LocalTenant: Sendable {
    /// The issuer of its tokens: a URL that ends with `/`.
    public let issuer: String
    /// The server's clock, which advances only when the test advances it.
    public let clock: HeldClock
    /// The responses to the server's outgoing requests.
    public let outbound: ScriptedOutbound
    /// The credentials of the first application, which has all scopes.
    public let administrator: TenantSeed.ClientCredential
    /// A client of the Management API with all scopes.
    public let management: ManagementClient

    private let store: SQLiteStore
    private let random: RepeatableRandom
    private let gatehouse: Gatehouse
    private let tenant: TenantID

    /// The state of a tenant at one time.
    public struct Snapshot: Sendable {
        fileprivate let rows: SQLiteSnapshot
        fileprivate let date: Timestamp
        fileprivate let random: UInt64
    }

    /// Starts a new tenant.
    /// - Parameter configure: A closure that changes the settings of the server.
    public static func start(configure: (inout Settings) -> Void = { _ in }) async throws -> LocalTenant {
        var settings = LocalTenantTemplate.settings
        configure(&settings)
        let template = try await LocalTenantTemplate.shared()
        return try await LocalTenant(settings, copying: template)
    }

    /// Starts a new tenant, runs a closure with it, and stops it.
    @discardableResult
    public static func run<Value>(
        configure: (inout Settings) -> Void = { _ in }, _ body: (LocalTenant) async throws -> Value
    ) async throws -> Value {
        let tenant = try await start(configure: configure)
        do {
            let value = try await body(tenant)
            await tenant.stop()
            return value
        } catch {
            await tenant.stop()
            throw error
        }
    }

    private init(_ settings: Settings, copying template: SQLiteSnapshot) async throws {
        store = try SQLiteStore(copying: template)
        clock = HeldClock()
        random = RepeatableRandom(seed: 2)
        outbound = ScriptedOutbound()
        gatehouse = try await Gatehouse(
            settings, port: 3000, in: store, clock: clock, random: random,
            passwords: PasswordHasher(cost: .minimal), outbound: outbound, mail: ScriptedMail(),
            resolver: ScriptedResolver(), logger: LocalTenantTemplate.logger)
        issuer = gatehouse.issuer
        administrator = LocalTenantTemplate.administrator
        let context = try gatehouse.services.tenants.tenant(for: IncomingRequest(method: "GET", path: "/"))
        tenant = context.id
        management = ManagementClient(
            domain: issuer, clientID: administrator.clientID, clientSecret: administrator.clientSecret,
            audience: context.managementAudience, transport: InProcessTransport(gatehouse.site)
        ) { $0.retry = .none }
    }

    /// Stops the tenant and discards its data.
    public func stop() async { await gatehouse.stop() }

    /// Returns the current state, which can be restored.
    public func snapshot() async throws -> Snapshot {
        Snapshot(rows: try await store.snapshot(), date: clock.now, random: random.position)
    }

    /// Restores a state: users, applications, emails, the clock, and the generator of random values.
    public func restore(_ snapshot: Snapshot) async throws {
        try await store.restore(snapshot.rows)
        clock.set(snapshot.date)
        random.position = snapshot.random
        try await gatehouse.services.tenants.reset(tenant)
    }

    /// Returns the emails that would have been sent, newest first.
    public func mails() async throws -> [OutboxMail] {
        try await gatehouse.prepareMails()
        return try await gatehouse.services.store.read(tenant) { try $0.mails() }
    }

    /// Returns the messages to phones that would have been sent, newest first.
    public func texts() async throws -> [OutboxText] {
        try await gatehouse.services.store.read(tenant) { try $0.texts() }
    }

    /// Runs all due background work, such as imports.
    public func finishBackgroundWork() async throws { try await gatehouse.background.runDue() }

    /// Sends a raw request, for example to `/oauth/token`.
    /// - Parameters:
    ///   - path: The path with its query.
    ///   - body: A body to send as JSON.
    public func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: JSON? = nil
    ) async throws -> TransportResponse {
        var headers = headers
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await exchange(method, path, headers, body?.bytes)
    }

    func exchange(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: [UInt8]?
    ) async throws -> TransportResponse {
        try await InProcessTransport(gatehouse.site).send(
            TransportRequest(
                method: method, url: issuer + path.drop { $0 == "/" }, headers: headers,
                body: body.map { .bytes($0) }, deadline: .now + .seconds(60)))
    }

    /// Listens on a local port while a closure runs, for clients that need HTTP.
    /// - Parameter body: The closure, which receives the address, such as `http://127.0.0.1:PORT`. Tokens still name
    ///   `issuer`.
    public func listening<Value: Sendable>(_ body: (String) async throws -> Value) async throws -> Value {
        try await gatehouse.listening(logger: LocalTenantTemplate.logger, body)
    }
}

extension Gatehouse {
    /// Listens on a free local port while a closure runs.
    public func listening<Value: Sendable>(
        logger: Logger, _ body: (String) async throws -> Value
    ) async throws -> Value { try await site.listening(logger: logger, body) }
}

extension Site {
    /// Listens on a free local port while a closure runs.
    /// - Parameter body: The closure, which receives the address, such as `http://127.0.0.1:PORT`.
    public func listening<Value: Sendable>(
        limits: HTTPLimits = HTTPLimits(), logger: Logger, _ body: (String) async throws -> Value
    ) async throws -> Value {
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let server = HTTPServer(self, host: "127.0.0.1", port: 0, limits: limits, logger: logger) {
            listening.yield($0)
        }
        let group = ServiceGroup(configuration: .init(services: [.init(service: server.service)], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { listening.finish() }
                try await group.run()
            }
            guard let port = await ports.first(where: { _ in true }) else {
                try await tasks.waitForAll()
                throw Settings.Problem("the server did not listen")
            }
            let result: Result<Value, any Error>
            do {
                result = .success(try await body("http://127.0.0.1:\(port)"))
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try result.get()
        }
    }
}

/// A new tenant that is created once per process and copied for each test, because generating keys takes most of the
/// time.
private enum LocalTenantTemplate {
    static let issuer = "http://localhost:3000/"
    static let administrator = TenantSeed.ClientCredential(
        clientID: "administratorOfTheLocalTenant001", clientSecret: "secret-of-the-administrator-of-the-local-tenant")
    static let logger = Logger(label: "gatehouse-testing", factory: { _ in SwiftLogNoOpLogHandler() })

    static let settings: Settings = {
        do {
            var settings = Settings(rootKeys: try RootKeys.generate(RepeatableRandom(seed: 3)))
            settings.database = .memory
            settings.issuer = issuer
            settings.administrator = administrator
            return settings
        } catch {
            preconditionFailure("no root key: \(error)")
        }
    }()

    private static let made = Mutex<Task<SQLiteSnapshot, any Error>?>(nil)

    static func shared() async throws -> SQLiteSnapshot {
        let task = made.withLock { made in
            if let task = made { return task }
            let task = Task { try await make() }
            made = task
            return task
        }
        return try await task.value
    }

    private static func make() async throws -> SQLiteSnapshot {
        let store = try SQLiteStore()
        let gatehouse = try await Gatehouse(
            settings, port: 3000, in: store, clock: HeldClock(), random: RepeatableRandom(seed: 1),
            passwords: PasswordHasher(cost: .minimal), logger: logger)
        let snapshot = try await store.snapshot()
        await gatehouse.services.store.close()
        return snapshot
    }
}
