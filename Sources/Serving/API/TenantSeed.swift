import Contract
import Secrets
import Storage

/// What a resource gives a new tenant to start with.
public protocol TenantSeeding {
    /// Inserts what the tenant is born with. Runs once, in the transaction that makes the tenant.
    static func seed(_ seed: TenantSeed, in transaction: Transaction) throws
}

/// How a tenant comes into being.
public struct TenantSeed: Sendable {
    /// Who its tokens will say they are from: a URL that ends in `/`.
    public let issuer: String
    public let random: any RandomSource
    public let now: Timestamp
    /// The first machine-to-machine application, which may do everything.
    public let administrator: ClientCredential
    /// Every scope of the Management API.
    public let managementScopes: [String]

    /// How an application identifies itself.
    public struct ClientCredential: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
        public let clientID: String
        public let clientSecret: String

        /// Without the secret, since logs may have it.
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

/// A resource that keeps something which changes with the tenant's issuer.
public protocol IssuerChangeHandling {
    static func move(from before: String, to issuer: String, in transaction: Transaction) throws
}

/// A resource that brings what older versions kept of a tenant in order, where that takes the tenant's keys or what this
/// version knows of itself: a migration has neither.
public protocol Upgrading {
    /// Run each time the server starts. It must find out cheaply that there is nothing to do.
    /// - Parameter managementScopes: every scope of the Management API.
    static func upgrade(managementScopes: [String], in transaction: Transaction) throws
}

/// A resource with tables that refer to those of resources which come after it.
public protocol Joining {
    /// Run when all resources have their own tables.
    static var joiningMigrations: [Migration] { get }
}
