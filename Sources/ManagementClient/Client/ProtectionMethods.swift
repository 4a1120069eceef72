import Contract
import ProtectionAPI
import ManagementClientCore

/// The methods for second factors that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Factors

    public func getGuardianFactors() async throws -> [Factor] { try await guardian.factors() }

    public func updateGuardianFactor(_ name: FactorName, _ value: FactorSwitch) async throws -> FactorSwitch {
        try await guardian.updateFactor(at: name, value)
    }

    public func getGuardianPolicies() async throws -> [MultifactorPolicy] { try await guardian.policies() }

    public func updateGuardianPolicies(_ value: [MultifactorPolicy]) async throws -> [MultifactorPolicy] {
        try await guardian.updatePolicies(value)
    }

    // MARK: Phones

    public func getGuardianPhoneFactorMessageTypes() async throws -> PhoneMessageTypes {
        try await guardianPhone.messageTypes()
    }

    public func updateGuardianPhoneFactorMessageTypes(_ value: PhoneMessageTypes) async throws -> PhoneMessageTypes {
        try await guardianPhone.setMessageTypes(value)
    }

    public func getGuardianPhoneFactorSelectedProvider() async throws -> PhoneProviderChoice {
        try await guardianPhone.provider()
    }

    public func updateGuardianPhoneFactorSelectedProvider(_ value: PhoneProviderChoice) async throws
        -> PhoneProviderChoice
    { try await guardianPhone.setProvider(value) }

    // MARK: Enrollments

    public func createGuardianEnrollmentTicket(_ draft: EnrollmentTicketDraft) async throws -> EnrollmentTicket {
        try await guardian.createEnrollmentTicket(draft)
    }

    public func getGuardianEnrollment(_ id: ID<FactorEnrollment>) async throws -> FactorEnrollment {
        try await guardian.enrollment(id)
    }

    public func deleteGuardianEnrollment(_ id: ID<FactorEnrollment>) async throws {
        try await guardian.deleteEnrollment(id)
    }

    // MARK: Providers, settings and words of any factor

    /// Gets what a provider of a factor is set up with, whichever that is.
    public func getGuardianFactorProvider(_ factor: ID<Factor>, _ provider: ID<FactorProvider>) async throws -> JSON {
        try await call(FactorEndpoints.provider, at: Nested(factor, provider), query: nil, body: Nothing()).answer
    }

    /// Replaces what a provider of a factor is set up with, whichever that is.
    public func updateGuardianFactorProvider(_ factor: ID<Factor>, _ provider: ID<FactorProvider>, _ value: JSON)
        async throws -> JSON
    {
        try await call(FactorEndpoints.setProvider, at: Nested(factor, provider), query: nil, body: value).answer
    }

    /// Gets the settings of a factor, whichever that is.
    public func getGuardianFactorSettings(_ factor: ID<Factor>) async throws -> JSON {
        try await call(FactorEndpoints.settings, at: factor, query: nil, body: Nothing()).answer
    }

    /// Replaces the settings of a factor, whichever that is.
    public func updateGuardianFactorSettings(_ factor: ID<Factor>, _ value: JSON) async throws -> JSON {
        try await call(FactorEndpoints.setSettings, at: factor, query: nil, body: value).answer
    }

    /// Gets what messages of a factor say, whichever that is.
    public func getGuardianFactorTemplates(_ factor: ID<Factor>) async throws -> JSON {
        try await call(FactorEndpoints.templates, at: factor, query: nil, body: Nothing()).answer
    }

    /// Replaces what messages of a factor say, whichever that is.
    public func updateGuardianFactorTemplates(_ factor: ID<Factor>, _ value: JSON) async throws -> JSON {
        try await call(FactorEndpoints.setTemplates, at: factor, query: nil, body: value).answer
    }
}

/// A provider of a factor, as `twilio` or `sns`.
public enum FactorProvider {}

/// Operations that differ with the factor that is named.
private enum FactorEndpoints {
    static let provider = Endpoint(
        .get, "/guardian/factors/{name}/providers/{provider}", "Get a factor's provider",
        scopes: "read:guardian_factors",
        at: Nested<Factor, FactorProvider>.self, returns: JSON.self)
    static let setProvider = Endpoint(
        .put, "/guardian/factors/{name}/providers/{provider}", "Set a factor's provider",
        scopes: "update:guardian_factors",
        at: Nested<Factor, FactorProvider>.self, body: JSON.self, returns: JSON.self)
    static let settings = Endpoint(
        .get, "/guardian/factors/{name}/settings", "Get a factor's settings", scopes: "read:guardian_factors",
        at: ID<Factor>.self, returns: JSON.self)
    static let setSettings = Endpoint(
        .put, "/guardian/factors/{name}/settings", "Set a factor's settings", scopes: "update:guardian_factors",
        at: ID<Factor>.self, body: JSON.self, returns: JSON.self)
    static let templates = Endpoint(
        .get, "/guardian/factors/{name}/templates", "Get a factor's templates", scopes: "read:guardian_factors",
        at: ID<Factor>.self, returns: JSON.self)
    static let setTemplates = Endpoint(
        .put, "/guardian/factors/{name}/templates", "Set a factor's templates", scopes: "update:guardian_factors",
        at: ID<Factor>.self, body: JSON.self, returns: JSON.self)
}
