import Contract

/// A key that encrypts a tenant's secrets, or a key that wraps it.
public struct EncryptionKey: Pageable, Hashable {
    public static let listName = "keys"

    public var kid: ID<EncryptionKey>
    public var type: EncryptionKeyType
    public var state: EncryptionKeyState
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// The key that wraps this key.
    public var parentKid: ID<EncryptionKey>?
    /// The public key with which a root key must be wrapped for import, in PEM format.
    public var publicKey: String?

    enum CodingKeys: String, CodingKey {
        case kid
        case type
        case state
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case parentKid = "parent_kid"
        case publicKey = "public_key"
    }
}

/// The purpose of an encryption key.
public struct EncryptionKeyType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let customerProvidedRootKey: Self = "customer-provided-root-key"
    public static let environmentRootKey: Self = "environment-root-key"
    public static let tenantMasterKey: Self = "tenant-master-key"
    public static let tenantEncryptionKey: Self = "tenant-encryption-key"
    public static let known: [Self] = [
        .customerProvidedRootKey, .environmentRootKey, .tenantMasterKey, .tenantEncryptionKey,
    ]
}

/// The state of an encryption key.
public struct EncryptionKeyState: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let preActivation: Self = "pre-activation"
    public static let active: Self = "active"
    public static let deactivated: Self = "deactivated"
    public static let destroyed: Self = "destroyed"
    public static let known: [Self] = [.preActivation, .active, .deactivated, .destroyed]
}

/// An encryption key to create.
public struct EncryptionKeyDraft: Codable, Hashable, Sendable, Constrained {
    public var type: EncryptionKeyType

    public init(type: EncryptionKeyType) { self.type = type }

    public static var constraints: Constraints {
        ["type": .one(of: "customer-provided-root-key", "tenant-encryption-key")]
    }
}

/// A wrapped root key.
public struct WrappedKey: Codable, Hashable, Sendable, Constrained {
    /// The 256-bit key, wrapped with the public wrapping key by `CKM_RSA_AES_KEY_WRAP` (PKCS #11), base64-encoded.
    public var wrappedKey: String

    public init(wrappedKey: String) { self.wrappedKey = wrappedKey }

    enum CodingKeys: String, CodingKey { case wrappedKey = "wrapped_key" }

    public static var constraints: Constraints { ["wrapped_key": .string(1...8192)] }
}

/// The public key with which a root key must be wrapped.
public struct WrappingKey: Codable, Hashable, Sendable {
    /// The public key in PEM format.
    public var publicKey: String
    /// The wrapping algorithm: `CKM_RSA_AES_KEY_WRAP`.
    public var algorithm: String

    public init(publicKey: String, algorithm: String) {
        self.publicKey = publicKey
        self.algorithm = algorithm
    }

    enum CodingKeys: String, CodingKey {
        case publicKey = "public_key"
        case algorithm
    }
}
