import Contract
import Secrets
import Storage

/// A resource with initial data for a new tenant.
public protocol TenantSeeding {
    /// Inserts the initial data. It is called once, in the transaction that creates the tenant.
    static func seed(_ seed: TenantSeed, in transaction: Transaction) throws
}

/// The parameters of a new tenant.
public struct TenantSeed: Sendable {
    /// The issuer of its tokens: a URL that ends in `/`.
    public let issuer: String
    public let random: any RandomSource
    public let now: Timestamp
    /// The first machine-to-machine application, which has all permissions.
    public let administrator: ClientCredential
    /// All scopes of the Management API.
    public let managementScopes: [String]

    /// The credentials of an application.
    public struct ClientCredential: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
        public let clientID: String
        public let clientSecret: String

        /// The description has no secret, since it may be logged.
        public var description: String { clientID }
        public var customMirror: Mirror { Mirror(self, children: ["clientID": clientID]) }

        public init(clientID: String, clientSecret: String) {
            self.clientID = clientID
            self.clientSecret = clientSecret
        }
    }

    public init(
        issuer: String, random: any RandomSource, now: Timestamp, administrator: ClientCredential,
        managementScopes: [String]
    ) {
        self.issuer = issuer
        self.random = random
        self.now = now
        self.administrator = administrator
        self.managementScopes = managementScopes
    }

    /// The identifier of the Management API.
    public var managementAudience: String { issuer + "api/v2/" }
}

/// A resource with stored data that depends on the tenant's issuer.
public protocol IssuerChangeHandling {
    static func move(from before: String, to issuer: String, in transaction: Transaction) throws
}

/// A resource that upgrades data of older versions if that needs the tenant's keys or this version's definitions, which
/// migrations lack.
public protocol Upgrading {
    /// Upgrades the data. It is called at each server start, so it must quickly detect that nothing needs to be done.
    /// - Parameter managementScopes: all scopes of the Management API.
    static func upgrade(managementScopes: [String], in transaction: Transaction) throws
}

/// A resource with tables that refer to those of later resources.
public protocol Joining {
    /// Migrations that run after those that create the tables of all resources.
    static var joiningMigrations: [Migration] { get }
}
