import ManagementClientCore
import ProtectionAPI

/// The keys that tokens are signed with: `client.keys.signing`.
public struct SigningKeys: OperationGroup {
    /// Lists the keys.
    public let list = Keys().signing
    /// Gets a key.
    public let get = Keys().getSigning
    /// Puts the next key in the place of the current one.
    public let rotate = Keys().rotateSigning
    /// Has a key be good no longer.
    public let revoke = Keys().revokeSigning

    /// The group.
    public init() {}
}

/// The keys that secrets are sealed with: `client.keys.encryption`.
public struct EncryptionKeys: OperationGroup {
    /// Lists the keys.
    public let list = Keys().encryption
    /// Makes a key.
    public let create = Keys().createEncryption
    /// Gets a key.
    public let get = Keys().getEncryption
    /// Brings in the material of a key.
    public let `import` = Keys().importEncryption
    /// Deletes a key.
    public let delete = Keys().deleteEncryption
    /// Makes the key that a key's material is brought in under.
    public let createWrappingKey = Keys().createWrappingKey
    /// Makes new keys at every level.
    public let rekey = Keys().rekey

    /// The group.
    public init() {}
}

/// The second factors that users have set up: `client.guardian.enrollments`.
public struct GuardianEnrollments: Resource {
    /// Gets an enrollment.
    public let get = Guardian().enrollment
    /// Deletes an enrollment.
    public let delete = Guardian().deleteEnrollment
    /// Makes a link with which a user sets a second factor up.
    public let createTicket = Guardian().createEnrollmentTicket

    /// The group.
    public init() {}
}

/// The second factors that a tenant offers: `client.guardian.factors`.
public struct GuardianFactors: OperationGroup {
    /// Lists the factors.
    public let list = Guardian().factors
    /// Turns a factor on or off.
    public let update = Guardian().updateFactor

    /// The group.
    public init() {}
}

/// When a second factor is asked for: `client.guardian.policies`.
public struct GuardianPolicies: OperationGroup {
    /// Lists the policies.
    public let list = Guardian().policies
    /// Sets the policies.
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
