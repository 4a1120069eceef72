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

/// A whole tenant inside a test: the server, its database and its clock, in this process and in memory.
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
/// It answers what a tenant at Auth0 answers, and shares nothing with other tenants. Its clock stands still until the
/// test moves it, and what it makes up, as identifiers, is the same in every run. What it asks of others is answered by
/// the test, and mails stay in it. The first one of a process takes a moment longer than those that follow.
public final class LocalTenant: Sendable {
    /// Who its tokens say they are from: a URL that ends in `/`.
    public let issuer: String
    /// The server's clock; it stands still unless the test moves it.
    public let clock: HeldClock
    /// Answers what the server asks of others.
    public let outbound: ScriptedOutbound
    /// The first application, which may do everything.
    public let administrator: TenantSeed.ClientCredential
    /// A client of the Management API that may do everything.
    public let management: ManagementClient

    private let store: SQLiteStore
    private let random: RepeatableRandom
    private let gatehouse: Gatehouse
    private let tenant: TenantID

    /// What was in a tenant at one moment.
    public struct Snapshot: Sendable {
        fileprivate let rows: SQLiteSnapshot
        fileprivate let date: Timestamp
        fileprivate let random: UInt64
    }

    /// Starts a new tenant.
    /// - Parameter configure: changes how its server is set up.
    public static func start(configure: (inout Settings) -> Void = { _ in }) async throws -> LocalTenant {
        var settings = LocalTenantTemplate.settings
        configure(&settings)
        let template = try await LocalTenantTemplate.shared()
        return try await LocalTenant(settings, copying: template)
    }

    /// Starts a new tenant, does something with it, and stops it.
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

    /// Stops it. What was in it is gone.
    public func stop() async { await gatehouse.stop() }

    /// What is in it now, to come back to.
    public func snapshot() async throws -> Snapshot {
        Snapshot(rows: try await store.snapshot(), date: clock.now, random: random.position)
    }

    /// Has everything be as it was: users, applications, mails, the clock, and what will be made up next.
    public func restore(_ snapshot: Snapshot) async throws {
        try await store.restore(snapshot.rows)
        clock.set(snapshot.date)
        random.position = snapshot.random
        try await gatehouse.services.tenants.reset(tenant)
    }

    /// The mails that it would have sent, the newest first.
    public func mails() async throws -> [OutboxMail] {
        try await gatehouse.prepareMails()
        return try await gatehouse.services.store.read(tenant) { try $0.mails() }
    }

    /// The messages to phones that it would have sent, the newest first.
    public func texts() async throws -> [OutboxText] {
        try await gatehouse.services.store.read(tenant) { try $0.texts() }
    }

    /// Does what it would do in the background and is due, as imports.
    public func finishBackgroundWork() async throws { try await gatehouse.background.runDue() }

    /// Sends a request as it is, as to `/oauth/token`.
    /// - Parameters:
    ///   - path: the path with its query.
    ///   - body: sent as JSON, where there is one.
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

    /// Has it listen on a port of this machine while something is done with it, for what speaks HTTP alone.
    /// - Parameter body: is told where, as `http://127.0.0.1:PORT`. Tokens still name `issuer`.
    public func listening<Value: Sendable>(_ body: (String) async throws -> Value) async throws -> Value {
        try await gatehouse.listening(logger: LocalTenantTemplate.logger, body)
    }
}

extension Gatehouse {
    /// Listens on a free port of this machine while something is done.
    public func listening<Value: Sendable>(
        logger: Logger, _ body: (String) async throws -> Value
    ) async throws -> Value { try await site.listening(logger: logger, body) }
}

extension Site {
    /// Listens on a free port of this machine while something is done.
    /// - Parameter body: is told where, as `http://127.0.0.1:PORT`.
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

/// A new tenant, made once for a process and copied for each: making keys takes longer than all else.
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
