import Contract
import ProtectionAPI
import ManagementClientCore

/// The methods for second factors that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Factors

    /// Lists factors.
    ///
    /// `GET /guardian/factors`, with the scope `read:guardian_factors`. Refused with 400, 401, 403 or 429. The same
    /// as `guardian.factors`.
    public func getGuardianFactors() async throws -> [Factor] { try await guardian.factors() }

    /// Switchs a factor on or off.
    ///
    /// `PUT /guardian/factors/{name}`, with the scope `update:guardian_factors`. Refused with 400, 401, 403 or 429.
    /// The same as `guardian.updateFactor`.
    public func updateGuardianFactor(_ name: FactorName, _ value: FactorSwitch) async throws -> FactorSwitch {
        try await guardian.updateFactor(at: name, value)
    }

    /// Gets when second factors are asked for.
    ///
    /// `GET /guardian/policies`, with the scope `read:mfa_policies`. Refused with 400, 401, 403 or 429. The same as
    /// `guardian.policies`.
    public func getGuardianPolicies() async throws -> [MultifactorPolicy] { try await guardian.policies() }

    /// Sets when second factors are asked for.
    ///
    /// `PUT /guardian/policies`, with the scope `update:mfa_policies`. Refused with 400, 401, 403 or 429. The same
    /// as `guardian.updatePolicies`.
    public func updateGuardianPolicies(_ value: [MultifactorPolicy]) async throws -> [MultifactorPolicy] {
        try await guardian.updatePolicies(value)
    }

    // MARK: Phones

    /// Gets how phones are reached.
    ///
    /// `GET /guardian/factors/phone/message-types`, with the scope `read:guardian_factors`. Refused with 400, 401,
    /// 403 or 429. The same as `guardianPhone.messageTypes`.
    public func getGuardianPhoneFactorMessageTypes() async throws -> PhoneMessageTypes {
        try await guardianPhone.messageTypes()
    }

    /// Sets how phones are reached.
    ///
    /// `PUT /guardian/factors/phone/message-types`, with the scope `update:guardian_factors`. Refused with 400,
    /// 401, 403, 404 or 429. The same as `guardianPhone.setMessageTypes`.
    public func updateGuardianPhoneFactorMessageTypes(_ value: PhoneMessageTypes) async throws -> PhoneMessageTypes {
        try await guardianPhone.setMessageTypes(value)
    }

    /// Gets who sends messages to phones.
    ///
    /// `GET /guardian/factors/phone/selected-provider`, with the scope `read:guardian_factors`. Refused with 400,
    /// 401, 403 or 429. The same as `guardianPhone.provider`.
    public func getGuardianPhoneFactorSelectedProvider() async throws -> PhoneProviderChoice {
        try await guardianPhone.provider()
    }

    /// Sets who sends messages to phones.
    ///
    /// `PUT /guardian/factors/phone/selected-provider`, with the scope `update:guardian_factors`. Refused with 400,
    /// 401, 403 or 429. The same as `guardianPhone.setProvider`.
    public func updateGuardianPhoneFactorSelectedProvider(_ value: PhoneProviderChoice) async throws
        -> PhoneProviderChoice
    { try await guardianPhone.setProvider(value) }

    // MARK: Enrollments

    /// Creates an enrollment ticket.
    ///
    /// `POST /guardian/enrollments/ticket`, with the scope `create:guardian_enrollment_tickets`. Refused with 400,
    /// 401, 403, 404 or 429. The same as `guardian.createEnrollmentTicket`.
    public func createGuardianEnrollmentTicket(_ draft: EnrollmentTicketDraft) async throws -> EnrollmentTicket {
        try await guardian.createEnrollmentTicket(draft)
    }

    /// Gets an enrollment.
    ///
    /// `GET /guardian/enrollments/{id}`, with the scope `read:guardian_enrollments`. Refused with 400, 401, 403 or
    /// 429. The same as `guardian.enrollment`.
    public func getGuardianEnrollment(_ id: ID<FactorEnrollment>) async throws -> FactorEnrollment {
        try await guardian.enrollment(id)
    }

    /// Deletes an enrollment.
    ///
    /// `DELETE /guardian/enrollments/{id}`, with the scope `delete:guardian_enrollments`. Refused with 400, 401,
    /// 403 or 429. The same as `guardian.deleteEnrollment`.
    public func deleteGuardianEnrollment(_ id: ID<FactorEnrollment>) async throws {
        try await guardian.deleteEnrollment(id)
    }

    // MARK: Providers, settings and words of any factor

    /// Gets what a provider of a factor is set up with, whichever that is.
    ///
    /// `GET /guardian/factors/{name}/providers/{provider}`, with the scope `read:guardian_factors`. Refused with
    /// 400, 401, 403 or 429.
    public func getGuardianFactorProvider(_ factor: ID<Factor>, _ provider: ID<FactorProvider>) async throws -> JSON {
        try await call(FactorEndpoints.provider, at: Nested(factor, provider), query: nil, body: NoContent()).answer
    }

    /// Replaces what a provider of a factor is set up with, whichever that is.
    ///
    /// `PUT /guardian/factors/{name}/providers/{provider}`, with the scope `update:guardian_factors`. Refused with
    /// 400, 401, 403 or 429.
    public func updateGuardianFactorProvider(_ factor: ID<Factor>, _ provider: ID<FactorProvider>, _ value: JSON)
        async throws -> JSON
    {
        try await call(FactorEndpoints.setProvider, at: Nested(factor, provider), query: nil, body: value).answer
    }

    /// Gets the settings of a factor, whichever that is.
    ///
    /// `GET /guardian/factors/{name}/settings`, with the scope `read:guardian_factors`. Refused with 400, 401, 403
    /// or 429.
    public func getGuardianFactorSettings(_ factor: ID<Factor>) async throws -> JSON {
        try await call(FactorEndpoints.settings, at: factor, query: nil, body: NoContent()).answer
    }

    /// Replaces the settings of a factor, whichever that is.
    ///
    /// `PUT /guardian/factors/{name}/settings`, with the scope `update:guardian_factors`. Refused with 400, 401,
    /// 403 or 429.
    public func updateGuardianFactorSettings(_ factor: ID<Factor>, _ value: JSON) async throws -> JSON {
        try await call(FactorEndpoints.setSettings, at: factor, query: nil, body: value).answer
    }

    /// Gets what messages of a factor say, whichever that is.
    ///
    /// `GET /guardian/factors/{name}/templates`, with the scope `read:guardian_factors`. Refused with 400, 401, 403
    /// or 429.
    public func getGuardianFactorTemplates(_ factor: ID<Factor>) async throws -> JSON {
        try await call(FactorEndpoints.templates, at: factor, query: nil, body: NoContent()).answer
    }

    /// Replaces what messages of a factor say, whichever that is.
    ///
    /// `PUT /guardian/factors/{name}/templates`, with the scope `update:guardian_factors`. Refused with 400, 401,
    /// 403 or 429.
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
