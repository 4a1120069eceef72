import Authentication
import Background
import Contract
import Foundation
import Keyring
import LegacyAPI
import Logging
import Metrics
import Model
import Outbound
import People
import Postgres
import Scripts
import Secrets
import Serving
import SQLite
import Storage

/// The complete server: one store, one tenant and all routes.
public struct Gatehouse: Sendable {
    public static let version = "0.1.0"

    public let services: Services
    public let site: Site
    /// The worker for background work after responses.
    public let background: BackgroundWorker
    /// The worker for deliveries to other servers, which is separate so that slow ones do not delay other work.
    public let deliveries: BackgroundWorker
    /// A worker for imports and exports only, for commands that run without a server.
    public let jobsWorker: BackgroundWorker
    private let tenant: TenantContext
    /// The identifier of the tenant.
    public var tenantID: TenantID { tenant.id }
    private let gate: NetworkGate
    /// The issuer of the tenant.
    public let issuer: String
    /// The credentials of the first application, if this start created the tenant.
    public let administrator: TenantSeed.ClientCredential?

    /// The purpose of a process.
    public enum Role: Sendable {
        /// Handles requests: the tenant has the issuer under which clients reach the server.
        case server
        /// Performs a single task, possibly beside a server: it leaves the tenant's issuer unchanged.
        case command
        /// Performs a single task beside a running server: it leaves the schema unchanged too.
        case guest
    }

    /// Opens the store, migrates its schema, and opens or creates the tenant.
    /// - Parameters:
    ///   - given: A store to use instead of the database in the settings.
    ///   - outbound: An HTTP client to use instead of libcurl.
    ///   - mail: A mail transport to use instead of libcurl.
    ///   - resolver: A DNS resolver to use instead of the system's library.
    ///   - metrics: The metrics that `/metrics` prints.
    /// - Throws: `Settings.Problem`, or `StorageError` if the database cannot be used.
    public init(
        _ settings: Settings, port: Int, as role: Role = .server, in given: (any Store)? = nil,
        clock: any TimeSource = SystemClock(),
        random: any RandomSource = SystemRandom(), passwords: PasswordHasher = PasswordHasher(),
        outbound: (any OutboundHTTP)? = nil, mail: (any OutboundMail)? = nil, resolver: (any DomainResolver)? = nil,
        metrics: PrometheusRegistry? = nil, logger: Logger
    ) async throws {
        let vault = Vault(settings.rootKeys) { [file = settings.rootKeyFile] in try file?.read() }
        if given == nil { try settings.requireDatabaseFile() }
        // With the system clock, the store uses the database's clock, which several machines share.
        let clockOfStore: (@Sendable () -> Timestamp)? = clock is SystemClock ? nil : { @Sendable in clock.now }
        let store = SealingStore(
            try given ?? Self.store(settings.database, settings.storeLimits), sealing: vault, clock: clockOfStore)
        if settings.missesTenant, given == nil {
            guard try await Tenants.areThere(in: store) else { throw settings.missingTenant }
        }
        if role == .guest {
            try await Self.requireSchema(in: store)
        } else {
            try await store.migrate(Composition.migrations)
        }
        let opened = try await Tenants.open(
            in: store, vault: vault, issuer: IssuerChoice(settings, port: port, role), clock: clock, random: random,
            administrator: settings.administrator, logger: logger)
        let tenants = TenantDirectory(opened.context) { tenant in
            vault.forget(tenant)
            return try await Tenants.context(of: tenant, in: store)
        }
        services = Services(
            store: store, clock: clock, random: random, passwords: passwords, vault: vault, tenants: tenants,
            outbound: outbound ?? CurlHTTP(policy: settings.outbound),
            mail: mail ?? CurlMail(policy: settings.outbound),
            resolver: resolver ?? SystemResolver(settings.resolver), scripts: ScriptRunner(settings.scripts),
            isStrict: settings.isStrict,
            servesLegacyAPI: settings.servesLegacyAPI, logger: logger)
        tenant = opened.context
        let housekeeping = Housekeeping(services: services, daysOfLogs: settings.daysOfLogs)
        try await Housekeeping.begin(for: opened.context.id, services)
        if let last = try await store.read(opened.context.id, { try $0.lastLogName() }) {
            services.logIDs.continue(after: last)
        }
        let work = Composition.work(services)
        let tenantIDs: @Sendable () -> [TenantID] = { [id = opened.context.id] in [id] }
        background = BackgroundWorker(
            work.filter { !type(of: $0).waitsForOthers } + [housekeeping], store: store,
            wakeSignal: services.wakeSignal,
            logger: logger, tenants: tenantIDs)
        jobsWorker = BackgroundWorker(
            work.filter { LocalJobs.kinds.contains(type(of: $0).kind) }, store: store, wakeSignal: services.wakeSignal,
            logger: logger, tenants: tenantIDs)
        deliveries = BackgroundWorker(
            work.filter { type(of: $0).waitsForOthers }, width: 4, store: store, wakeSignal: services.deliveriesSignal,
            logger: logger, tenants: tenantIDs)
        issuer = opened.context.issuer
        administrator = opened.administrator
        let api = ManagementAPI(
            services: services, tokens: AccessTokens(), limiter: RateLimiter(settings.rateLimit))
        gate = NetworkGate(services: services)
        let health = Health(store: store, metrics: metrics, logger: logger)
        let document = Route("GET", "/api/v2/openapi.json", of: .management) { [issuer] _, _ in
            OutgoingResponse(json: Self.openAPI(issuer: issuer))
        }
        let management = api.routes(Composition.operations, at: "/api/v2")
        let legacy = settings.servesLegacyAPI ? LegacyAPI(services: services, management: management).routes : []
        site = Site(
            management + legacy + api.routes(Self.calledAtRoot, at: "")
                + ManagementOperation.missing(at: "/api/v2") + [document]
                + Authentication(services: services).routes.belonging(to: .authentication)
                + JobDownloads(services: services).routes + health.routes,
            gate: gate,
            crossOrigin: CrossOriginPolicy(services: services) { origin, client, tenant in
                try await store.read(tenant.id) {
                    try $0.allowsOrigin(origin, of: client.map { ClientID($0) })
                }
            })
    }

    /// Reloads the tenant's keys and access control lists if other servers or commands changed them, and logs the
    /// matches of access control rules.
    public func refreshTenants() async throws {
        let known = services.tenants.generation
        let (stored, last): (Int?, String?) = try await services.store.read(tenant.id) { transaction in
            let row = try transaction.row("SELECT generation FROM tenants WHERE id = \(transaction.tenant)")
            return (try row?["generation"], try transaction.lastLogName())
        }
        // The clock of another server may be ahead.
        if let last { services.logIDs.continue(after: last) }
        if stored != known { try await services.tenants.reload(tenant.id) }
        try await gate.summarize(tenant.id)
    }

    private static let calledAtRoot = Composition.operations.filter {
        ManagementOperation.calledAtRoot.contains(ManagementOperation.signature($0.description))
    }

    /// Releases the server's resources after the last request.
    public func stop() async {
        await services.scripts.stop()
        await services.store.close()
    }

    /// Jobs for the operator of the server.
    public var jobs: LocalJobs { LocalJobs(services, tenant) }

    /// Returns the store of a database.
    public static func store(
        _ database: Settings.Database, _ limits: StoreLimits = StoreLimits()
    ) throws -> any Store {
        switch database {
        case .memory: try SQLiteStore()
        case .sqlite(let path): try SQLiteStore(path: path, limits: limits)
        case .postgres(let url): PostgresStore(url: url, limits: limits)
        }
    }

    /// Returns the store of a database with access to its encrypted secrets, for commands.
    static func sealingStore(_ settings: Settings) throws -> any Store {
        let vault = Vault(settings.rootKeys) { [file = settings.rootKeyFile] in try file?.read() }
        return SealingStore(try store(settings.database), sealing: vault)
    }

    /// Migrates the schema of a database.
    public static func migrate(_ database: Settings.Database) async throws {
        let store = try store(database)
        try await store.migrate(Composition.migrations)
        await store.close()
    }

    /// - Throws: `Settings.Problem` if the schema is not that of this version.
    private static func requireSchema(in store: any Store) async throws {
        let names: [String] = try await store.read(Tenants.only) { transaction in
            try transaction.rows("SELECT name FROM migrations").map { try $0["name"] }
        }
        guard Set(names) == Set(Composition.migrations.map(\.name)) else {
            throw Settings.Problem("the server that has the database is of another version")
        }
    }
}

/// The system clock.
public struct SystemClock: TimeSource {
    public init() {}
    public var now: Timestamp { Timestamp(Date()) }
}
