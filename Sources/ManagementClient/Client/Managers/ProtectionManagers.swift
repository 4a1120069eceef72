import ManagementClientCore
import ProtectionAPI

/// The keys that tokens are signed with: `client.keys.signing`.
public struct SigningKeys: OperationGroup {
    /// Lists the keys.
    ///
    /// `GET /keys/signing`, with the scope `read:signing_keys`. Refused with 400, 401, 403 or 429.
    public let list = Keys().signing
    /// Gets a key.
    ///
    /// `GET /keys/signing/{kid}`, with the scope `read:signing_keys`. Refused with 400, 401, 403 or 429.
    public let get = Keys().getSigning
    /// Puts the next key in the place of the current one.
    ///
    /// `POST /keys/signing/rotate`, with the scope `create:signing_keys` or `update:signing_keys`. Refused with
    /// 401, 403 or 429.
    public let rotate = Keys().rotateSigning
    /// Has a key be good no longer.
    ///
    /// `PUT /keys/signing/{kid}/revoke`, with the scope `update:signing_keys`. Refused with 401, 403, 404 or 429.
    public let revoke = Keys().revokeSigning

    /// The group.
    public init() {}
}

/// The keys that secrets are sealed with: `client.keys.encryption`.
public struct EncryptionKeys: OperationGroup {
    /// Lists the keys.
    ///
    /// `GET /keys/encryption`, with the scope `read:encryption_keys`. Refused with 400, 401, 403 or 429.
    public let list = Keys().encryption
    /// Makes a key.
    ///
    /// `POST /keys/encryption`, with the scope `create:encryption_keys`. Refused with 400, 401, 403, 409 or 429.
    public let create = Keys().createEncryption
    /// Gets a key.
    ///
    /// `GET /keys/encryption/{kid}`, with the scope `read:encryption_keys`. Refused with 400, 401, 403, 404 or 429.
    public let get = Keys().getEncryption
    /// Brings in the material of a key.
    ///
    /// `POST /keys/encryption/{kid}`, with the scope `update:encryption_keys`. Refused with 400, 401, 403, 409 or
    /// 429.
    public let `import` = Keys().importEncryption
    /// Deletes a key.
    ///
    /// `DELETE /keys/encryption/{kid}`, with the scope `delete:encryption_keys`. Refused with 400, 401, 403 or 429.
    public let delete = Keys().deleteEncryption
    /// Makes the key that a key's material is brought in under.
    ///
    /// `POST /keys/encryption/{kid}/wrapping-key`, with the scope `create:encryption_keys`. Refused with 400, 401,
    /// 403, 409 or 429.
    public let createWrappingKey = Keys().createWrappingKey
    /// Makes new keys at every level.
    ///
    /// `POST /keys/encryption/rekey`, with the scope `create:encryption_keys` or `update:encryption_keys`. Refused
    /// with 401, 403 or 429.
    public let rekey = Keys().rekey

    /// The group.
    public init() {}
}

/// The second factors that users have set up: `client.guardian.enrollments`.
public struct GuardianEnrollments: Resource {
    /// Gets an enrollment.
    ///
    /// `GET /guardian/enrollments/{id}`, with the scope `read:guardian_enrollments`. Refused with 400, 401, 403 or
    /// 429.
    public let get = Guardian().enrollment
    /// Deletes an enrollment.
    ///
    /// `DELETE /guardian/enrollments/{id}`, with the scope `delete:guardian_enrollments`. Refused with 400, 401,
    /// 403 or 429.
    public let delete = Guardian().deleteEnrollment
    /// Makes a link with which a user sets a second factor up.
    ///
    /// `POST /guardian/enrollments/ticket`, with the scope `create:guardian_enrollment_tickets`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let createTicket = Guardian().createEnrollmentTicket

    /// The group.
    public init() {}
}

/// The second factors that a tenant offers: `client.guardian.factors`.
public struct GuardianFactors: OperationGroup {
    /// Lists the factors.
    ///
    /// `GET /guardian/factors`, with the scope `read:guardian_factors`. Refused with 400, 401, 403 or 429.
    public let list = Guardian().factors
    /// Turns a factor on or off.
    ///
    /// `PUT /guardian/factors/{name}`, with the scope `update:guardian_factors`. Refused with 400, 401, 403 or 429.
    public let update = Guardian().updateFactor

    /// The group.
    public init() {}
}

/// When a second factor is asked for: `client.guardian.policies`.
public struct GuardianPolicies: OperationGroup {
    /// Lists the policies.
    ///
    /// `GET /guardian/policies`, with the scope `read:mfa_policies`. Refused with 400, 401, 403 or 429.
    public let list = Guardian().policies
    /// Sets the policies.
    ///
    /// `PUT /guardian/policies`, with the scope `update:mfa_policies`. Refused with 400, 401, 403 or 429.
    public let update = Guardian().updatePolicies

    /// The group.
    public init() {}
}

extension ResourceClient where Of == Keys {
    /// The keys that tokens are signed with.
    public var signing: ResourceClient<SigningKeys> { ResourceClient<SigningKeys>(client) }
    /// The keys that secrets are sealed with.
    public var encryption: ResourceClient<EncryptionKeys> { ResourceClient<EncryptionKeys>(client) }
}

extension ResourceClient where Of == Guardian {
    /// The second factors that users have set up.
    public var enrollments: ResourceClient<GuardianEnrollments> { ResourceClient<GuardianEnrollments>(client) }
    /// The second factors that a tenant offers.
    public var factors: ResourceClient<GuardianFactors> { ResourceClient<GuardianFactors>(client) }
    /// When a second factor is asked for.
    public var policies: ResourceClient<GuardianPolicies> { ResourceClient<GuardianPolicies>(client) }
    /// Codes by text message and call.
    public var phone: ResourceClient<GuardianPhone> { ResourceClient<GuardianPhone>(client) }
    /// Notifications of an app.
    public var push: ResourceClient<GuardianPush> { ResourceClient<GuardianPush>(client) }
}
