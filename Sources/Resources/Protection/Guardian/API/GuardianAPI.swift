import Contract
import ManagementClientCore

/// Second factors: which there are, when they are asked for, and who enrolled.
public struct Guardian: Resource {
    public let factors = Endpoint(
        .get, "/guardian/factors", "List factors", scopes: "read:guardian_factors", returns: [Factor].self)

    /// Switches a factor. One that is off cannot be used, by those who enrolled either.
    public let updateFactor = Endpoint(
        .put, "/guardian/factors/{name}", "Switch a factor on or off", scopes: "update:guardian_factors",
        at: FactorName.self, body: FactorSwitch.self, returns: FactorSwitch.self)

    public let policies = Endpoint(
        .get, "/guardian/policies", "Get when second factors are asked for", scopes: "read:mfa_policies",
        returns: [MultifactorPolicy].self)

    public let updatePolicies = Endpoint(
        .put, "/guardian/policies", "Set when second factors are asked for", scopes: "update:mfa_policies",
        body: [MultifactorPolicy].self, returns: [MultifactorPolicy].self)

    // MARK: Enrollments

    public let enrollment = Endpoint(
        .get, "/guardian/enrollments/{id}", "Get an enrollment", scopes: "read:guardian_enrollments",
        at: ID<FactorEnrollment>.self, returns: FactorEnrollment.self)

    /// Deletes an enrollment; also where there is none.
    public let deleteEnrollment = Endpoint(
        .delete, "/guardian/enrollments/{id}", "Delete an enrollment", scopes: "delete:guardian_enrollments",
        status: 204, at: ID<FactorEnrollment>.self)

    /// Makes a link with which a user sets up a second factor, and sends it to the user where that is asked for.
    public let createEnrollmentTicket = Endpoint(
        .post, "/guardian/enrollments/ticket", "Create an enrollment ticket",
        scopes: "create:guardian_enrollment_tickets", body: EnrollmentTicketDraft.self, returns: EnrollmentTicket.self)

    // MARK: Duo and WebAuthn

    public let duo = Endpoint(
        .get, "/guardian/factors/duo/settings", "Get the settings of Duo", scopes: "read:guardian_factors",
        returns: DuoSettings.self)

    public let setDuo = Endpoint(
        .put, "/guardian/factors/duo/settings", "Replace the settings of Duo", scopes: "update:guardian_factors",
        body: DuoSettings.self, returns: DuoSettings.self)

    public let updateDuo = Endpoint(
        .patch, "/guardian/factors/duo/settings", "Update the settings of Duo", scopes: "update:guardian_factors",
        body: Changes<DuoSettings>.self, returns: DuoSettings.self)

    public let webAuthnRoaming = Endpoint(
        .get, "/guardian/factors/webauthn-roaming/settings", "Get the settings of security keys",
        scopes: "read:guardian_factors", returns: WebAuthnSettings.self)

    public let setWebAuthnRoaming = Endpoint(
        .put, "/guardian/factors/webauthn-roaming/settings", "Replace the settings of security keys",
        scopes: "update:guardian_factors", body: WebAuthnSettings.self, returns: WebAuthnSettings.self)

    public let webAuthnPlatform = Endpoint(
        .get, "/guardian/factors/webauthn-platform/settings", "Get the settings of device biometrics",
        scopes: "read:guardian_factors", returns: WebAuthnSettings.self)

    public let setWebAuthnPlatform = Endpoint(
        .put, "/guardian/factors/webauthn-platform/settings", "Replace the settings of device biometrics",
        scopes: "update:guardian_factors", body: WebAuthnSettings.self, returns: WebAuthnSettings.self)

    public init() {}
}

extension ManagementClient {
    public var guardian: ResourceClient<Guardian> { ResourceClient(self) }
}
