import Contract
import ManagementClientCore

/// Multi-factor authentication: factors, policies and enrollments.
public struct Guardian: Resource {
    /// Lists factors.
    ///
    /// `GET /guardian/factors`, with the scope `read:guardian_factors`. Refused with 400, 401, 403 or 429.
    public let factors = Endpoint(
        .get, "/guardian/factors", "List factors", scopes: "read:guardian_factors", returns: [Factor].self)

    /// Enables or disables a factor. A disabled factor cannot be used, not even by enrolled users.
    ///
    /// `PUT /guardian/factors/{name}`, with the scope `update:guardian_factors`. Refused with 400, 401, 403 or 429.
    public let updateFactor = Endpoint(
        .put, "/guardian/factors/{name}", "Switch a factor on or off", scopes: "update:guardian_factors",
        at: FactorName.self, body: FactorSwitch.self, returns: FactorSwitch.self)

    /// Gets the policies that determine when a second factor is required.
    ///
    /// `GET /guardian/policies`, with the scope `read:mfa_policies`. Refused with 400, 401, 403 or 429.
    public let policies = Endpoint(
        .get, "/guardian/policies", "Get when second factors are asked for", scopes: "read:mfa_policies",
        returns: [MultifactorPolicy].self)

    /// Replaces the policies that determine when a second factor is required.
    ///
    /// `PUT /guardian/policies`, with the scope `update:mfa_policies`. Refused with 400, 401, 403 or 429.
    public let updatePolicies = Endpoint(
        .put, "/guardian/policies", "Set when second factors are asked for", scopes: "update:mfa_policies",
        body: [MultifactorPolicy].self, returns: [MultifactorPolicy].self)

    // MARK: Enrollments

    /// Gets an enrollment.
    ///
    /// `GET /guardian/enrollments/{id}`, with the scope `read:guardian_enrollments`. Refused with 400, 401, 403 or
    /// 429.
    public let enrollment = Endpoint(
        .get, "/guardian/enrollments/{id}", "Get an enrollment", scopes: "read:guardian_enrollments",
        at: ID<FactorEnrollment>.self, returns: FactorEnrollment.self)

    /// Deletes an enrollment; it succeeds even if the enrollment does not exist.
    ///
    /// `DELETE /guardian/enrollments/{id}`, with the scope `delete:guardian_enrollments`. Refused with 400, 401,
    /// 403 or 429.
    public let deleteEnrollment = Endpoint(
        .delete, "/guardian/enrollments/{id}", "Delete an enrollment", scopes: "delete:guardian_enrollments",
        status: 204, at: ID<FactorEnrollment>.self)

    /// Creates a link with which a user enrolls a second factor, and optionally sends it to the user.
    ///
    /// `POST /guardian/enrollments/ticket`, with the scope `create:guardian_enrollment_tickets`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let createEnrollmentTicket = Endpoint(
        .post, "/guardian/enrollments/ticket", "Create an enrollment ticket",
        scopes: "create:guardian_enrollment_tickets", body: EnrollmentTicketDraft.self, returns: EnrollmentTicket.self)

    // MARK: Duo and WebAuthn

    /// Gets the settings of Duo.
    ///
    /// `GET /guardian/factors/duo/settings`, with the scope `read:guardian_factors`. Refused with 400, 401, 403 or
    /// 429.
    public let duo = Endpoint(
        .get, "/guardian/factors/duo/settings", "Get the settings of Duo", scopes: "read:guardian_factors",
        returns: DuoSettings.self)

    /// Replaces the settings of Duo.
    ///
    /// `PUT /guardian/factors/duo/settings`, with the scope `update:guardian_factors`. Refused with 400, 401, 403
    /// or 429.
    public let setDuo = Endpoint(
        .put, "/guardian/factors/duo/settings", "Replace the settings of Duo", scopes: "update:guardian_factors",
        body: DuoSettings.self, returns: DuoSettings.self)

    /// Updates the settings of Duo.
    ///
    /// `PATCH /guardian/factors/duo/settings`, with the scope `update:guardian_factors`. Refused with 400, 401, 403
    /// or 429.
    public let updateDuo = Endpoint(
        .patch, "/guardian/factors/duo/settings", "Update the settings of Duo", scopes: "update:guardian_factors",
        body: Patch<DuoSettings>.self, returns: DuoSettings.self)

    /// Gets the settings of security keys.
    ///
    /// `GET /guardian/factors/webauthn-roaming/settings`, with the scope `read:guardian_factors`. Refused with 400,
    /// 401, 403 or 429.
    public let webAuthnRoaming = Endpoint(
        .get, "/guardian/factors/webauthn-roaming/settings", "Get the settings of security keys",
        scopes: "read:guardian_factors", returns: WebAuthnSettings.self)

    /// Replaces the settings of security keys.
    ///
    /// `PUT /guardian/factors/webauthn-roaming/settings`, with the scope `update:guardian_factors`. Refused with
    /// 400, 401, 403 or 429.
    public let setWebAuthnRoaming = Endpoint(
        .put, "/guardian/factors/webauthn-roaming/settings", "Replace the settings of security keys",
        scopes: "update:guardian_factors", body: WebAuthnSettings.self, returns: WebAuthnSettings.self)

    /// Gets the settings of device biometrics.
    ///
    /// `GET /guardian/factors/webauthn-platform/settings`, with the scope `read:guardian_factors`. Refused with
    /// 400, 401, 403 or 429.
    public let webAuthnPlatform = Endpoint(
        .get, "/guardian/factors/webauthn-platform/settings", "Get the settings of device biometrics",
        scopes: "read:guardian_factors", returns: WebAuthnSettings.self)

    /// Replaces the settings of device biometrics.
    ///
    /// `PUT /guardian/factors/webauthn-platform/settings`, with the scope `update:guardian_factors`. Refused with
    /// 400, 401, 403 or 429.
    public let setWebAuthnPlatform = Endpoint(
        .put, "/guardian/factors/webauthn-platform/settings", "Replace the settings of device biometrics",
        scopes: "update:guardian_factors", body: WebAuthnSettings.self, returns: WebAuthnSettings.self)

    public init() {}
}

extension ManagementClient {
    /// Multi-factor authentication: factors, policies and enrollments.
    public var guardian: ResourceClient<Guardian> { ResourceClient(self) }
}
