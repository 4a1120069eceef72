import Background
import Contract
import Events
import Keyring
import Logging
import Outbound
import Scripts
import Secrets
import Storage

/// Tells the time. Tests hold it still.
public protocol TimeSource: Sendable {
    var now: Timestamp { get }
}

/// What handlers work with, apart from what they were asked.
public final class Services: Sendable {
    public let store: any Store
    public let clock: any TimeSource
    public let random: any RandomSource
    public let passwords: PasswordHasher
    /// Seals secrets, as the store's transactions do; here for those who look after its keys.
    public let vault: Vault
    public let tenants: TenantDirectory
    /// Asks others over HTTPS.
    public let outbound: any OutboundHTTP
    /// Remembers what others say of themselves.
    public let remoteDocuments: RemoteDocuments
    /// Hands mails to mail servers.
    public let mail: any OutboundMail
    /// Looks names up in the DNS.
    public let resolver: any DomainResolver
    /// Runs tenants' code.
    public let scripts: ScriptRunner
    /// Rung when there is work for the background.
    public let wakeSignal = WakeSignal()
    /// Rung when there is something to deliver to those who follow what happens.
    public let deliveriesSignal = WakeSignal()
    /// Names events.
    public let logIDs = LogIdentifiers()
    /// Whether tokens for the Management API v1 are given.
    public let servesLegacyAPI: Bool
    /// Whether Auth0's own limits hold, where there is no need for them here.
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

/// A resource with work for the background.
public protocol Working {
    /// What does its kinds of work.
    static func work(_ services: Services) -> [any BackgroundWork]
}
