import Contract
import ManagementClientCore

/// Second factors: which there are, when they are asked for, and who enrolled.
public struct Guardian: Resource {
    /// Lists factors.
    ///
    /// `GET /guardian/factors`, with the scope `read:guardian_factors`. Refused with 400, 401, 403 or 429.
    public let factors = Endpoint(
        .get, "/guardian/factors", "List factors", scopes: "read:guardian_factors", returns: [Factor].self)

    /// Switches a factor. One that is off cannot be used, by those who enrolled either.
    ///
    /// `PUT /guardian/factors/{name}`, with the scope `update:guardian_factors`. Refused with 400, 401, 403 or 429.
    public let updateFactor = Endpoint(
        .put, "/guardian/factors/{name}", "Switch a factor on or off", scopes: "update:guardian_factors",
        at: FactorName.self, body: FactorSwitch.self, returns: FactorSwitch.self)

    /// Gets when second factors are asked for.
    ///
    /// `GET /guardian/policies`, with the scope `read:mfa_policies`. Refused with 400, 401, 403 or 429.
    public let policies = Endpoint(
        .get, "/guardian/policies", "Get when second factors are asked for", scopes: "read:mfa_policies",
        returns: [MultifactorPolicy].self)

    /// Sets when second factors are asked for.
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

    /// Deletes an enrollment; also where there is none.
    ///
    /// `DELETE /guardian/enrollments/{id}`, with the scope `delete:guardian_enrollments`. Refused with 400, 401,
    /// 403 or 429.
    public let deleteEnrollment = Endpoint(
        .delete, "/guardian/enrollments/{id}", "Delete an enrollment", scopes: "delete:guardian_enrollments",
        status: 204, at: ID<FactorEnrollment>.self)

    /// Makes a link with which a user sets up a second factor, and sends it to the user where that is asked for.
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

    /// Changes the settings of Duo.
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
    /// Second factors: which there are, when they are asked for, and who enrolled.
    public var guardian: ResourceClient<Guardian> { ResourceClient(self) }
}
