import Background
import Contract
import Events
import Keyring
import Logging
import Outbound
import Scripts
import Secrets
import Storage

/// A clock, which tests can control.
public protocol TimeSource: Sendable {
    var now: Timestamp { get }
}

/// The services that handlers use.
public final class Services: Sendable {
    public let store: any Store
    public let clock: any TimeSource
    public let random: any RandomSource
    public let passwords: PasswordHasher
    /// Encrypts secrets, as the store's transactions do; here for the management of its keys.
    public let vault: Vault
    public let tenants: TenantDirectory
    /// Sends HTTPS requests.
    public let outbound: any OutboundHTTP
    /// The cache of external documents.
    public let remoteDocuments: RemoteDocuments
    /// Sends mails to mail servers.
    public let mail: any OutboundMail
    /// Resolves names in the DNS.
    public let resolver: any DomainResolver
    /// Runs the code of tenants.
    public let scripts: ScriptRunner
    /// Signals that there is background work.
    public let wakeSignal = WakeSignal()
    /// Signals that there is background work that waits for other systems, such as deliveries to streams.
    public let deliveriesSignal = WakeSignal()
    /// Generates identifiers of log events.
    public let logIDs = LogIdentifiers()
    /// Whether access tokens for the Management API v1 are issued.
    public let servesLegacyAPI: Bool
    /// Whether Auth0's limits are enforced even if this server does not need them.
    public let isStrict: Bool
    public let logger: Logger

    public init(
        store: any Store, clock: any TimeSource, random: any RandomSource, passwords: PasswordHasher,
        vault: Vault, tenants: TenantDirectory, outbound: any OutboundHTTP, mail: any OutboundMail,
        resolver: any DomainResolver, scripts: ScriptRunner, isStrict: Bool = false, servesLegacyAPI: Bool = false,
        logger: Logger
    ) {
        self.store = store
        self.clock = clock
        self.random = random
        self.passwords = passwords
        self.vault = vault
        self.tenants = tenants
        self.outbound = outbound
        remoteDocuments = RemoteDocuments(outbound, clock: clock)
        self.mail = mail
        self.resolver = resolver
        self.scripts = scripts
        self.isStrict = isStrict
        self.servesLegacyAPI = servesLegacyAPI
        self.logger = logger
    }
}

/// A resource with background work.
public protocol Working {
    /// Returns the background work of the resource.
    static func work(_ services: Services) -> [any BackgroundWork]
}
