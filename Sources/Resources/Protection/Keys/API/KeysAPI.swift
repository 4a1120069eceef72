import Contract
import ManagementClientCore

/// The keys that a tenant signs tokens with, and those that its secrets are sealed with.
public struct Keys: Resource {
    /// The keys that sign tokens: the current one, the next one, those before, and those that were revoked.
    public let signing = Endpoint(
        .get, "/keys/signing", "List application signing keys", scopes: "read:signing_keys",
        returns: [ApplicationSigningKey].self)

    public let getSigning = Endpoint(
        .get, "/keys/signing/{kid}", "Get an application signing key", scopes: "read:signing_keys",
        at: ID<ApplicationSigningKey>.self, returns: ApplicationSigningKey.self)

    /// Puts the next key in use. What the key before it signed is good until that one is revoked.
    public let rotateSigning = Endpoint(
        .post, "/keys/signing/rotate", "Rotate the application signing key",
        scopes: "create:signing_keys", "update:signing_keys", status: 201, returns: KeyCertificate.self)

    /// Revokes a key that was in use before. What it signed is good no more.
    public let revokeSigning = Endpoint(
        .put, "/keys/signing/{kid}/revoke", "Revoke an application signing key", scopes: "update:signing_keys",
        at: ID<ApplicationSigningKey>.self, returns: KeyCertificate.self)

    /// Public keys of the tenant's owner, which are published beside its own.
    public let customSigning = Endpoint(
        .get, "/keys/custom-signing", "Get custom signing keys", scopes: "read:custom_signing_keys",
        returns: CustomSigningKeys.self)

    public let setCustomSigning = Endpoint(
        .put, "/keys/custom-signing", "Create or replace custom signing keys",
        scopes: "create:custom_signing_keys", "update:custom_signing_keys", body: CustomSigningKeys.self,
        returns: CustomSigningKeys.self)

    public let deleteCustomSigning = Endpoint(
        .delete, "/keys/custom-signing", "Delete custom signing keys", scopes: "delete:custom_signing_keys",
        status: 204)

    /// The keys that the tenant's secrets are sealed with, and those above them, the newest first.
    public let encryption = Endpoint(
        .get, "/keys/encryption", "List encryption keys", scopes: "read:encryption_keys", query: PageQuery.self,
        returns: Page<EncryptionKey>.self)

    /// Makes a key to seal secrets with, or room for a root key to be imported.
    public let createEncryption = Endpoint(
        .post, "/keys/encryption", "Create an encryption key", scopes: "create:encryption_keys", status: 201,
        body: EncryptionKeyDraft.self, returns: EncryptionKey.self)

    public let getEncryption = Endpoint(
        .get, "/keys/encryption/{kid}", "Get an encryption key", scopes: "read:encryption_keys",
        at: ID<EncryptionKey>.self, returns: EncryptionKey.self)

    /// Imports a root key, and puts it in the place of the one in use.
    public let importEncryption = Endpoint(
        .post, "/keys/encryption/{kid}", "Import an encryption key", scopes: "update:encryption_keys", status: 201,
        at: ID<EncryptionKey>.self, body: WrappedKey.self, returns: EncryptionKey.self)

    /// Destroys an imported root key. Where it is in use, the environment's takes its place.
    public let deleteEncryption = Endpoint(
        .delete, "/keys/encryption/{kid}", "Delete an encryption key", scopes: "delete:encryption_keys", status: 204,
        at: ID<EncryptionKey>.self)

    /// Makes the public key that a root key is to be wrapped with.
    public let createWrappingKey = Endpoint(
        .post, "/keys/encryption/{kid}/wrapping-key", "Create a public wrapping key",
        scopes: "create:encryption_keys", status: 201, at: ID<EncryptionKey>.self, returns: WrappingKey.self)

    /// Puts new keys in the place of the master key and of the key that seals secrets.
    public let rekey = Endpoint(
        .post, "/keys/encryption/rekey", "Rekey the key hierarchy",
        scopes: "create:encryption_keys", "update:encryption_keys", status: 204)

    public init() {}
}

extension ManagementClient {
    public var keys: ResourceClient<Keys> { ResourceClient(self) }
}
