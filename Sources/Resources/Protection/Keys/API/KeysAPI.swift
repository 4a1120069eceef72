import Contract
import ManagementClientCore

/// The keys with which a tenant signs tokens, and those that encrypt its secrets.
public struct Keys: Resource {
    /// Lists the token signing keys: the current, next, previous and revoked ones.
    ///
    /// `GET /keys/signing`, with the scope `read:signing_keys`. Refused with 400, 401, 403 or 429.
    public let signing = Endpoint(
        .get, "/keys/signing", "List application signing keys", scopes: "read:signing_keys",
        returns: [ApplicationSigningKey].self)

    /// Gets an application signing key.
    ///
    /// `GET /keys/signing/{kid}`, with the scope `read:signing_keys`. Refused with 400, 401, 403 or 429.
    public let getSigning = Endpoint(
        .get, "/keys/signing/{kid}", "Get an application signing key", scopes: "read:signing_keys",
        at: ID<ApplicationSigningKey>.self, returns: ApplicationSigningKey.self)

    /// Puts the next signing key into use. Tokens signed with the previous key stay valid until that key is revoked.
    ///
    /// `POST /keys/signing/rotate`, with the scope `create:signing_keys` or `update:signing_keys`. Refused with
    /// 401, 403 or 429.
    public let rotateSigning = Endpoint(
        .post, "/keys/signing/rotate", "Rotate the application signing key",
        scopes: "create:signing_keys", "update:signing_keys", status: 201, returns: KeyCertificate.self)

    /// Revokes a previous signing key. Tokens signed with it are no longer valid.
    ///
    /// `PUT /keys/signing/{kid}/revoke`, with the scope `update:signing_keys`. Refused with 401, 403, 404 or 429.
    public let revokeSigning = Endpoint(
        .put, "/keys/signing/{kid}/revoke", "Revoke an application signing key", scopes: "update:signing_keys",
        at: ID<ApplicationSigningKey>.self, returns: KeyCertificate.self)

    /// Gets the custom public keys that are published together with the tenant's own.
    ///
    /// `GET /keys/custom-signing`, with the scope `read:custom_signing_keys`. Refused with 401, 403, 404 or 429.
    public let customSigning = Endpoint(
        .get, "/keys/custom-signing", "Get custom signing keys", scopes: "read:custom_signing_keys",
        returns: CustomSigningKeys.self)

    /// Creates or replaces custom signing keys.
    ///
    /// `PUT /keys/custom-signing`, with the scope `create:custom_signing_keys` or `update:custom_signing_keys`.
    /// Refused with 400, 401, 403 or 429.
    public let setCustomSigning = Endpoint(
        .put, "/keys/custom-signing", "Create or replace custom signing keys",
        scopes: "create:custom_signing_keys", "update:custom_signing_keys", body: CustomSigningKeys.self,
        returns: CustomSigningKeys.self)

    /// Deletes custom signing keys.
    ///
    /// `DELETE /keys/custom-signing`, with the scope `delete:custom_signing_keys`. Refused with 401, 403 or 429.
    public let deleteCustomSigning = Endpoint(
        .delete, "/keys/custom-signing", "Delete custom signing keys", scopes: "delete:custom_signing_keys",
        status: 204)

    /// Lists the keys that encrypt the tenant's secrets and the keys that wrap them, newest first.
    ///
    /// `GET /keys/encryption`, with the scope `read:encryption_keys`. Refused with 400, 401, 403 or 429.
    public let encryption = Endpoint(
        .get, "/keys/encryption", "List encryption keys", scopes: "read:encryption_keys", query: PageQuery.self,
        returns: Page<EncryptionKey>.self)

    /// Creates an encryption key, or a placeholder for a root key to import.
    ///
    /// `POST /keys/encryption`, with the scope `create:encryption_keys`. Refused with 400, 401, 403, 409 or 429.
    public let createEncryption = Endpoint(
        .post, "/keys/encryption", "Create an encryption key", scopes: "create:encryption_keys", status: 201,
        body: EncryptionKeyDraft.self, returns: EncryptionKey.self)

    /// Gets an encryption key.
    ///
    /// `GET /keys/encryption/{kid}`, with the scope `read:encryption_keys`. Refused with 400, 401, 403, 404 or 429.
    public let getEncryption = Endpoint(
        .get, "/keys/encryption/{kid}", "Get an encryption key", scopes: "read:encryption_keys",
        at: ID<EncryptionKey>.self, returns: EncryptionKey.self)

    /// Imports a root key, which replaces the current one.
    ///
    /// `POST /keys/encryption/{kid}`, with the scope `update:encryption_keys`. Refused with 400, 401, 403, 409 or
    /// 429.
    public let importEncryption = Endpoint(
        .post, "/keys/encryption/{kid}", "Import an encryption key", scopes: "update:encryption_keys", status: 201,
        at: ID<EncryptionKey>.self, body: WrappedKey.self, returns: EncryptionKey.self)

    /// Destroys an imported root key. If it is in use, the root key from the environment replaces it.
    ///
    /// `DELETE /keys/encryption/{kid}`, with the scope `delete:encryption_keys`. Refused with 400, 401, 403 or 429.
    public let deleteEncryption = Endpoint(
        .delete, "/keys/encryption/{kid}", "Delete an encryption key", scopes: "delete:encryption_keys", status: 204,
        at: ID<EncryptionKey>.self)

    /// Creates the public key with which a root key must be wrapped.
    ///
    /// `POST /keys/encryption/{kid}/wrapping-key`, with the scope `create:encryption_keys`. Refused with 400, 401,
    /// 403, 409 or 429.
    public let createWrappingKey = Endpoint(
        .post, "/keys/encryption/{kid}/wrapping-key", "Create a public wrapping key",
        scopes: "create:encryption_keys", status: 201, at: ID<EncryptionKey>.self, returns: WrappingKey.self)

    /// Replaces the tenant's master key and the key that encrypts secrets with new ones.
    ///
    /// `POST /keys/encryption/rekey`, with the scope `create:encryption_keys` or `update:encryption_keys`. Refused
    /// with 401, 403 or 429.
    public let rekey = Endpoint(
        .post, "/keys/encryption/rekey", "Rekey the key hierarchy",
        scopes: "create:encryption_keys", "update:encryption_keys", status: 204)

    public init() {}
}

extension ManagementClient {
    /// The keys with which a tenant signs tokens, and those that encrypt its secrets.
    public var keys: ResourceClient<Keys> { ResourceClient(self) }
}
