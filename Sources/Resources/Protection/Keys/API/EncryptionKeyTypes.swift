import Contract

/// A key that a tenant's secrets are sealed with, or one above it.
public struct EncryptionKey: Pageable, Hashable {
    public static let listName = "keys"

    public var kid: ID<EncryptionKey>
    public var type: EncryptionKeyType
    public var state: EncryptionKeyState
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// The key that wraps it.
    public var parentKid: ID<EncryptionKey>?
    /// The public key that it is to be wrapped with, in PEM.
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

/// What an encryption key is for.
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

/// How an encryption key stands.
public struct EncryptionKeyState: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let preActivation: Self = "pre-activation"
    public static let active: Self = "active"
    public static let deactivated: Self = "deactivated"
    public static let destroyed: Self = "destroyed"
    public static let known: [Self] = [.preActivation, .active, .deactivated, .destroyed]
}

/// An encryption key to make.
public struct EncryptionKeyDraft: Codable, Hashable, Sendable, Constrained {
    public var type: EncryptionKeyType

    public init(type: EncryptionKeyType) { self.type = type }

    public static var constraints: Constraints {
        ["type": .one(of: "customer-provided-root-key", "tenant-encryption-key")]
    }
}

/// A root key, wrapped.
public struct WrappedKey: Codable, Hashable, Sendable, Constrained {
    /// 256 bits, wrapped with the public wrapping key as `CKM_RSA_AES_KEY_WRAP` does it (PKCS #11), in base64.
    public var wrappedKey: String

    public init(wrappedKey: String) { self.wrappedKey = wrappedKey }

    enum CodingKeys: String, CodingKey { case wrappedKey = "wrapped_key" }

    public static var constraints: Constraints { ["wrapped_key": .string(1...8192)] }
}

/// The public key that a root key is to be wrapped with.
public struct WrappingKey: Codable, Hashable, Sendable {
    /// In PEM.
    public var publicKey: String
    /// How it wraps: `CKM_RSA_AES_KEY_WRAP`.
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
