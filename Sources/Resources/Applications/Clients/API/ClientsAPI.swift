import Contract
import ManagementClientCore

/// The applications (clients) of the tenant.
public struct Clients: Resource {
    /// Lists the tenant's applications. Secrets are included only for callers with `read:client_keys`.
    ///
    /// `GET /clients`, with the scope `read:clients`, `read:client_keys`, `read:client_credentials` or
    /// `read:client_summary`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/clients", "List clients", scopes: "read:clients", "read:client_keys", "read:client_credentials",
        "read:client_summary", query: ClientFilter.self, returns: Page<Client>.self)

    /// Creates a client.
    ///
    /// `POST /clients`, with the scope `create:clients`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/clients", "Create a client", scopes: "create:clients", status: 201, body: ClientDraft.self,
        returns: Client.self, disclosing: "client_secret", "signing_keys", "encryption_key", "addons",
        "client_authentication_methods")

    /// Gets a client.
    ///
    /// `GET /clients/{id}`, with the scope `read:clients`, `read:client_keys`, `read:client_credentials` or
    /// `read:client_summary`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/clients/{id}", "Get a client", scopes: "read:clients", "read:client_keys", "read:client_credentials",
        "read:client_summary", at: ClientID.self, query: FieldsQuery.self, returns: Client.self)

    /// Updates a client.
    ///
    /// `PATCH /clients/{id}`, with the scope `update:clients`, `update:client_keys`, `update:client_credentials` or
    /// `update:client_token_vault_privileged_access`. Refused with 400, 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/clients/{id}", "Update a client", scopes: "update:clients", "update:client_keys",
        "update:client_credentials", "update:client_token_vault_privileged_access", at: ClientID.self,
        body: Patch<ClientDraft>.self, returns: Client.self)

    /// Deletes an application, with its credentials and grants.
    ///
    /// `DELETE /clients/{id}`, with the scope `delete:clients`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/clients/{id}", "Delete a client", scopes: "delete:clients", status: 204, at: ClientID.self)

    /// Replaces the secret of an application; the old secret is no longer accepted.
    ///
    /// `POST /clients/{id}/rotate-secret`, with the scope `update:client_keys`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let rotateSecret = Endpoint(
        .post, "/clients/{id}/rotate-secret", "Rotate a client's secret", scopes: "update:client_keys",
        at: ClientID.self, returns: Client.self, disclosing: "client_secret")

    /// Lists the connections that are enabled for an application.
    ///
    /// `GET /clients/{id}/connections`, with the scope `read:connections`, `read:clients` or `read:client_summary`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let connections = Endpoint(
        .get, "/clients/{id}/connections", "List a client's connections", scopes: "read:connections", "read:clients",
        "read:client_summary", at: ClientID.self, query: ClientConnectionFilter.self, returns: Page<Connection>.self)

    /// Lists a client's credentials.
    ///
    /// `GET /clients/{client_id}/credentials`, with the scope `read:client_credentials`. Refused with 401, 403, 404
    /// or 429.
    public let credentials = Endpoint(
        .get, "/clients/{client_id}/credentials", "List a client's credentials", scopes: "read:client_credentials",
        at: ClientID.self, returns: [ClientCredential].self)

    /// Adds a public key or certificate to an application. It has no effect until an authentication method refers to
    /// it.
    ///
    /// `POST /clients/{client_id}/credentials`, with the scope `create:client_credentials`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let createCredential = Endpoint(
        .post, "/clients/{client_id}/credentials", "Create a client credential", scopes: "create:client_credentials",
        status: 201, at: ClientID.self, body: ClientCredentialDraft.self, returns: ClientCredential.self)

    /// Gets a client credential.
    ///
    /// `GET /clients/{client_id}/credentials/{credential_id}`, with the scope `read:client_credentials`. Refused
    /// with 401, 403, 404 or 429.
    public let getCredential = Endpoint(
        .get, "/clients/{client_id}/credentials/{credential_id}", "Get a client credential",
        scopes: "read:client_credentials", at: Nested<ClientIdentity, ClientCredential>.self,
        returns: ClientCredential.self)

    /// Updates a client credential.
    ///
    /// `PATCH /clients/{client_id}/credentials/{credential_id}`, with the scope `update:client_credentials`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let updateCredential = Endpoint(
        .patch, "/clients/{client_id}/credentials/{credential_id}", "Update a client credential",
        scopes: "update:client_credentials", at: Nested<ClientIdentity, ClientCredential>.self,
        body: Patch<ClientCredentialFields>.self, returns: ClientCredential.self)

    /// Deletes a client credential.
    ///
    /// `DELETE /clients/{client_id}/credentials/{credential_id}`, with the scope `delete:client_credentials`.
    /// Refused with 400, 401, 403 or 429.
    public let deleteCredential = Endpoint(
        .delete, "/clients/{client_id}/credentials/{credential_id}", "Delete a client credential",
        scopes: "delete:client_credentials", status: 204, at: Nested<ClientIdentity, ClientCredential>.self)

    /// Fetches the metadata document of an application that is identified by a URL, and returns the application that it
    /// would create.
    ///
    /// `POST /clients/cimd/preview`, with the scope `read:clients`. Refused with 400, 401, 403 or 429.
    public let previewMetadata = Endpoint(
        .post, "/clients/cimd/preview", "Preview a client's metadata document", scopes: "read:clients",
        body: ClientMetadataAddress.self, returns: ClientMetadataPreview.self)

    /// Creates an application from its metadata document, or updates the existing one.
    ///
    /// `POST /clients/cimd/register`, with the scope `create:clients` or `update:clients`. Refused with 400, 401,
    /// 403 or 429.
    public let registerMetadata = Endpoint(
        .post, "/clients/cimd/register", "Register a client by its metadata document", scopes: "create:clients",
        "update:clients", status: 201, or: 200, body: ClientMetadataAddress.self,
        returns: ClientMetadataRegistration.self)

    public init() {}
}

extension ManagementClient {
    /// The applications (clients) of the tenant.
    public var clients: ResourceClient<Clients> { ResourceClient(self) }
}
