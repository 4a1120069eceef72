import ManagementClientCore
import ProtectionAPI

/// The keys that sign tokens: `client.keys.signing`.
public struct SigningKeys: OperationGroup {
    /// Lists the signing keys.
    ///
    /// `GET /keys/signing`, with the scope `read:signing_keys`. Refused with 400, 401, 403 or 429.
    public let list = Keys().signing
    /// Gets a signing key.
    ///
    /// `GET /keys/signing/{kid}`, with the scope `read:signing_keys`. Refused with 400, 401, 403 or 429.
    public let get = Keys().getSigning
    /// Puts the next signing key into use.
    ///
    /// `POST /keys/signing/rotate`, with the scope `create:signing_keys` or `update:signing_keys`. Refused with
    /// 401, 403 or 429.
    public let rotate = Keys().rotateSigning
    /// Revokes a signing key.
    ///
    /// `PUT /keys/signing/{kid}/revoke`, with the scope `update:signing_keys`. Refused with 401, 403, 404 or 429.
    public let revoke = Keys().revokeSigning

    /// Creates the group.
    public init() {}
}

/// The keys that encrypt secrets: `client.keys.encryption`.
public struct EncryptionKeys: OperationGroup {
    /// Lists the encryption keys.
    ///
    /// `GET /keys/encryption`, with the scope `read:encryption_keys`. Refused with 400, 401, 403 or 429.
    public let list = Keys().encryption
    /// Creates an encryption key.
    ///
    /// `POST /keys/encryption`, with the scope `create:encryption_keys`. Refused with 400, 401, 403, 409 or 429.
    public let create = Keys().createEncryption
    /// Gets an encryption key.
    ///
    /// `GET /keys/encryption/{kid}`, with the scope `read:encryption_keys`. Refused with 400, 401, 403, 404 or 429.
    public let get = Keys().getEncryption
    /// Imports a wrapped key.
    ///
    /// `POST /keys/encryption/{kid}`, with the scope `update:encryption_keys`. Refused with 400, 401, 403, 409 or
    /// 429.
    public let `import` = Keys().importEncryption
    /// Deletes an encryption key.
    ///
    /// `DELETE /keys/encryption/{kid}`, with the scope `delete:encryption_keys`. Refused with 400, 401, 403 or 429.
    public let delete = Keys().deleteEncryption
    /// Creates the public key with which a key must be wrapped for import.
    ///
    /// `POST /keys/encryption/{kid}/wrapping-key`, with the scope `create:encryption_keys`. Refused with 400, 401,
    /// 403, 409 or 429.
    public let createWrappingKey = Keys().createWrappingKey
    /// Replaces the keys of the hierarchy with new ones.
    ///
    /// `POST /keys/encryption/rekey`, with the scope `create:encryption_keys` or `update:encryption_keys`. Refused
    /// with 401, 403 or 429.
    public let rekey = Keys().rekey

    /// Creates the group.
    public init() {}
}

/// The second factors that users have enrolled: `client.guardian.enrollments`.
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
    /// Creates a link with which a user enrolls a second factor.
    ///
    /// `POST /guardian/enrollments/ticket`, with the scope `create:guardian_enrollment_tickets`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let createTicket = Guardian().createEnrollmentTicket

    /// Creates the group.
    public init() {}
}

/// The second factors that a tenant offers: `client.guardian.factors`.
public struct GuardianFactors: OperationGroup {
    /// Lists the factors.
    ///
    /// `GET /guardian/factors`, with the scope `read:guardian_factors`. Refused with 400, 401, 403 or 429.
    public let list = Guardian().factors
    /// Enables or disables a factor.
    ///
    /// `PUT /guardian/factors/{name}`, with the scope `update:guardian_factors`. Refused with 400, 401, 403 or 429.
    public let update = Guardian().updateFactor

    /// Creates the group.
    public init() {}
}

/// The policies that determine when a second factor is required: `client.guardian.policies`.
public struct GuardianPolicies: OperationGroup {
    /// Lists the policies.
    ///
    /// `GET /guardian/policies`, with the scope `read:mfa_policies`. Refused with 400, 401, 403 or 429.
    public let list = Guardian().policies
    /// Replaces the policies.
    ///
    /// `PUT /guardian/policies`, with the scope `update:mfa_policies`. Refused with 400, 401, 403 or 429.
    public let update = Guardian().updatePolicies

    /// Creates the group.
    public init() {}
}

extension ResourceClient where Of == Keys {
    /// The keys that sign tokens.
    public var signing: ResourceClient<SigningKeys> { ResourceClient<SigningKeys>(client) }
    /// The keys that encrypt secrets.
    public var encryption: ResourceClient<EncryptionKeys> { ResourceClient<EncryptionKeys>(client) }
}

extension ResourceClient where Of == Guardian {
    /// The second factors that users have enrolled.
    public var enrollments: ResourceClient<GuardianEnrollments> { ResourceClient<GuardianEnrollments>(client) }
    /// The second factors that a tenant offers.
    public var factors: ResourceClient<GuardianFactors> { ResourceClient<GuardianFactors>(client) }
    /// The policies that determine when a second factor is required.
    public var policies: ResourceClient<GuardianPolicies> { ResourceClient<GuardianPolicies>(client) }
    /// The settings of phones as second factors.
    public var phone: ResourceClient<GuardianPhone> { ResourceClient<GuardianPhone>(client) }
    /// The settings of push notifications.
    public var push: ResourceClient<GuardianPush> { ResourceClient<GuardianPush>(client) }
}
