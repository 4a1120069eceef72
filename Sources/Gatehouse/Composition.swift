import Access
import AccessAPI
import Appearance
import AppearanceAPI
import Applications
import ApplicationsAPI
import Authentication
import Background
import Events
import Extensions
import ExtensionsAPI
import Keyring
import Mail
import Operations
import OperationsAPI
import Orchestration
import OrchestrationAPI
import People
import PeopleAPI
import Phones
import Protection
import ProtectionAPI
import Serving
import Storage
import Streams
import StreamsAPI
import Tenant
import TenantAPI
import Triggers

/// The components of Gatehouse. A new resource has one line here and supplies the rest itself: its operations, its
/// tables and its data for a new tenant.
enum Composition {
    /// Ordered so that every table is created after those that it refers to.
    static let resources: [any ServedResource] = [
        Roles(),
        ResourceServers(),
        Organizations(),
        Clients(),
        ClientGrants(),
        Connections(),
        Users(),
        UsersByEmail(),
        AuthenticationMethods(),
        Sessions(),
        RefreshTokens(),
        UserBlocks(),
        Groups(),
        ConnectedAccounts(),
        Jobs(),
        Tickets(),
        Grants(),
        DeviceCredentials(),
        ConnectionProfiles(),
        UserAttributeProfiles(),
        VerifiableCredentials(),
        LogStreams(),
        EventStreams(),
        EventFeed(),
        SelfServiceProfiles(),
        TenantAPI.Tenants(),
        CustomDomains(),
        Branding(),
        BrandingThemes(),
        PhoneProviders(),
        PhoneTemplates(),
        Prompts(),
        Emails(),
        EmailTemplates(),
        AttackProtection(),
        Anomaly(),
        Guardian(),
        GuardianPhone(),
        GuardianPush(),
        Rules(),
        RulesConfigs(),
        Hooks(),
        Actions(),
        ActionModules(),
        TokenExchangeProfiles(),
        Flows(),
        FlowExecutions(),
        FlowVault(),
        Forms(),
        BlacklistedTokens(),
        TenantMigrations(),
        Keys(),
        NetworkACLs(),
        RiskAssessments(),
        SupplementalSignals(),
        Logs(),
        Stats(),
    ]

    static let migrations: [Migration] = {
        let own: [Migration] = resources.flatMap { type(of: $0).migrations }
        let joining: [Migration] = resources.flatMap { (type(of: $0) as? any Joining.Type)?.joiningMigrations ?? [] }
        return Tenants.migrations + EncryptionKeyRow.migrations + SigningKeyRow.migrations + Events.migrations
            + Background.migrations + Outbox.migrations + TextOutbox.migrations
            + Authentication.migrations + own + joining + Authentication.joiningMigrations
            + ActionExecutionRow.migrations
    }()

    /// All implemented operations of the Management API.
    static let operations: [ServedOperation] = {
        var routes = Routes()
        for resource in resources { resource.mount(on: &routes) }
        return routes.operations
    }()

    /// Returns all kinds of background work.
    static func work(_ services: Services) -> [any BackgroundWork] {
        resources.flatMap { (type(of: $0) as? any Working.Type)?.work(services) ?? [] }
            + [DeferredFlow(services)] + Authentication.work(services)
    }

    /// Creates the initial data of a new tenant.
    static func seed(_ seed: TenantSeed, in transaction: Transaction) throws {
        for resource in resources {
            try (type(of: resource) as? any TenantSeeding.Type)?.seed(seed, in: transaction)
        }
    }

    /// Upgrades a tenant's data from older versions.
    static func upgrade(in transaction: Transaction) throws {
        for resource in resources {
            try (type(of: resource) as? any Upgrading.Type)?.upgrade(
                managementScopes: ManagementOperation.scopes, in: transaction)
        }
    }

    /// Changes the issuer in a tenant's data.
    static func move(from before: String, to issuer: String, in transaction: Transaction) throws {
        for resource in resources {
            try (type(of: resource) as? any IssuerChangeHandling.Type)?.move(from: before, to: issuer, in: transaction)
        }
    }
}
