import Contract
import ManagementClientCore

/// The sources of users: databases, social and enterprise identity providers, passwordless.
public struct Connections: Resource {
    /// Lists connections.
    ///
    /// `GET /connections`, with the scope `read:connections`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/connections", "List connections", scopes: "read:connections", query: ConnectionFilter.self,
        returns: Page<Connection>.self)

    /// Creates a connection.
    ///
    /// `POST /connections`, with the scope `create:connections`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/connections", "Create a connection", scopes: "create:connections", status: 201,
        body: ConnectionDraft.self, returns: Connection.self)

    /// Gets a connection.
    ///
    /// `GET /connections/{id}`, with the scope `read:connections`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/connections/{id}", "Get a connection", scopes: "read:connections", at: ID<Connection>.self,
        query: ConnectionQuery.self, returns: Connection.self)

    /// Updates a connection. `options` is replaced as a whole.
    ///
    /// `PATCH /connections/{id}`, with the scope `update:connections`. Refused with 400, 401, 403, 404, 409 or 429.
    public let update = Endpoint(
        .patch, "/connections/{id}", "Update a connection", scopes: "update:connections", at: ID<Connection>.self,
        body: Patch<ConnectionDraft>.self, returns: Connection.self)

    /// Deletes a connection. The response is empty even if the connection does not exist.
    ///
    /// `DELETE /connections/{id}`, with the scope `delete:connections`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/connections/{id}", "Delete a connection", scopes: "delete:connections", status: 202, or: 204,
        at: ID<Connection>.self, returns: ConnectionDeletion.self)

    /// Deletes the user with an email address from a database connection.
    ///
    /// `DELETE /connections/{id}/users`, with the scope `delete:users`. Refused with 400, 401, 403 or 429.
    public let deleteUser = Endpoint(
        .delete, "/connections/{id}/users", "Delete a connection's user", scopes: "delete:users", status: 204,
        at: ID<Connection>.self, query: ConnectionUserQuery.self)

    /// Returns 200 if the agent of an `ad` connection is online, 404 otherwise.
    ///
    /// `GET /connections/{id}/status`, with the scope `read:connections`. Refused with 400, 401, 403, 404 or 429.
    public let status = Endpoint(
        .get, "/connections/{id}/status", "Check a connection's status", scopes: "read:connections",
        at: ID<Connection>.self)

    /// Lists the applications for which a connection is enabled.
    ///
    /// `GET /connections/{id}/clients`, with the scope `read:connections`. Refused with 400, 401, 403, 404 or 429.
    public let clients = Endpoint(
        .get, "/connections/{id}/clients", "List a connection's clients", scopes: "read:connections",
        at: ID<Connection>.self, query: ConnectionClientsQuery.self, returns: Page<ConnectionClient>.self)

    /// Enables a connection for applications and disables it for others.
    ///
    /// `PATCH /connections/{id}/clients`, with the scope `update:connections`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let updateClients = Endpoint(
        .patch, "/connections/{id}/clients", "Update a connection's clients", scopes: "update:connections",
        status: 204, at: ID<Connection>.self, body: ConnectionClientChanges.self)

    /// Lists the keys with which an `okta` or `oidc` connection authenticates.
    ///
    /// `GET /connections/{id}/keys`, with the scope `read:connections_keys`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let keys = Endpoint(
        .get, "/connections/{id}/keys", "List a connection's keys", scopes: "read:connections_keys",
        at: ID<Connection>.self, returns: [ConnectionKey].self)

    /// Creates the first keys of an `okta` or `oidc` connection.
    ///
    /// `POST /connections/{id}/keys`, with the scope `create:connections_keys`. Refused with 400, 401, 403, 404,
    /// 409 or 429.
    public let createKeys = Endpoint(
        .post, "/connections/{id}/keys", "Create a connection's keys", scopes: "create:connections_keys", status: 201,
        at: ID<Connection>.self, body: ConnectionKeyDraft.self, returns: [ConnectionKey].self)

    /// Puts the next key into use and creates its successor.
    ///
    /// `POST /connections/{id}/keys/rotate`, with the scope `create:connections_keys` or `update:connections_keys`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let rotateKeys = Endpoint(
        .post, "/connections/{id}/keys/rotate", "Rotate a connection's keys", scopes: "create:connections_keys",
        "update:connections_keys", status: 201, at: ID<Connection>.self, body: ConnectionKeyDraft.self,
        returns: ConnectionKey.self)

    /// Gets the SCIM configuration of a connection.
    ///
    /// `GET /connections/{id}/scim-configuration`, with the scope `read:scim_config`. Refused with 400, 404 or 429.
    public let scimConfiguration = Endpoint(
        .get, "/connections/{id}/scim-configuration", "Get a SCIM configuration", scopes: "read:scim_config",
        at: ID<Connection>.self, returns: SCIMConfiguration.self)

    /// Creates a SCIM configuration.
    ///
    /// `POST /connections/{id}/scim-configuration`, with the scope `create:scim_config`. Refused with 400, 404 or
    /// 429.
    public let createSCIMConfiguration = Endpoint(
        .post, "/connections/{id}/scim-configuration", "Create a SCIM configuration", scopes: "create:scim_config",
        status: 201, at: ID<Connection>.self, body: SCIMConfigurationDraft.self, returns: SCIMConfiguration.self)

    /// Updates a SCIM configuration.
    ///
    /// `PATCH /connections/{id}/scim-configuration`, with the scope `update:scim_config`. Refused with 400, 404 or
    /// 429.
    public let updateSCIMConfiguration = Endpoint(
        .patch, "/connections/{id}/scim-configuration", "Update a SCIM configuration", scopes: "update:scim_config",
        at: ID<Connection>.self, body: SCIMConfigurationUpdate.self, returns: SCIMConfiguration.self)

    /// Deletes a SCIM configuration and its tokens.
    ///
    /// `DELETE /connections/{id}/scim-configuration`, with the scope `delete:scim_config`. Refused with 400, 404 or
    /// 429.
    public let deleteSCIMConfiguration = Endpoint(
        .delete, "/connections/{id}/scim-configuration", "Delete a SCIM configuration", scopes: "delete:scim_config",
        status: 204, at: ID<Connection>.self)

    /// Gets the default mapping of a SCIM configuration.
    ///
    /// `GET /connections/{id}/scim-configuration/default-mapping`, with the scope `read:scim_config`. Refused with
    /// 400, 404 or 429.
    public let defaultSCIMMapping = Endpoint(
        .get, "/connections/{id}/scim-configuration/default-mapping", "Get the default SCIM mapping",
        scopes: "read:scim_config", at: ID<Connection>.self, returns: SCIMDefaultMapping.self)

    /// Lists SCIM tokens.
    ///
    /// `GET /connections/{id}/scim-configuration/tokens`, with the scope `read:scim_token`. Refused with 400, 404
    /// or 429.
    public let scimTokens = Endpoint(
        .get, "/connections/{id}/scim-configuration/tokens", "List SCIM tokens", scopes: "read:scim_token",
        at: ID<Connection>.self, returns: [SCIMToken].self)

    /// Creates a token for a SCIM client. Only this response contains the token itself.
    ///
    /// `POST /connections/{id}/scim-configuration/tokens`, with the scope `create:scim_token`. Refused with 400,
    /// 404, 409 or 429.
    public let createSCIMToken = Endpoint(
        .post, "/connections/{id}/scim-configuration/tokens", "Create a SCIM token", scopes: "create:scim_token",
        status: 201, at: ID<Connection>.self, body: SCIMTokenDraft.self, returns: SCIMToken.self)

    /// Deletes a SCIM token.
    ///
    /// `DELETE /connections/{id}/scim-configuration/tokens/{tokenId}`, with the scope `delete:scim_token`. Refused
    /// with 400, 404 or 429.
    public let deleteSCIMToken = Endpoint(
        .delete, "/connections/{id}/scim-configuration/tokens/{tokenId}", "Delete a SCIM token",
        scopes: "delete:scim_token", status: 204, at: Nested<Connection, SCIMToken>.self)

    /// Lists all SCIM configurations of the tenant.
    ///
    /// `GET /connections-scim-configurations`, with the scope `read:scim_config`. Refused with 400, 401, 403 or
    /// 429.
    public let scimConfigurations = Endpoint(
        .get, "/connections-scim-configurations", "List SCIM configurations", scopes: "read:scim_config",
        query: NextPageQuery.self, returns: Page<SCIMConfiguration>.self)

    /// Gets the directory provisioning of a connection to Google Workspace.
    ///
    /// `GET /connections/{id}/directory-provisioning`, with the scope `read:directory_provisionings`. Refused with
    /// 400, 401, 403, 404 or 429.
    public let directoryProvisioning = Endpoint(
        .get, "/connections/{id}/directory-provisioning", "Get a directory provisioning",
        scopes: "read:directory_provisionings", at: ID<Connection>.self, returns: DirectoryProvisioning.self)

    /// Creates a directory provisioning.
    ///
    /// `POST /connections/{id}/directory-provisioning`, with the scope `create:directory_provisionings`. Refused
    /// with 400, 401, 403, 404, 409 or 429.
    public let createDirectoryProvisioning = Endpoint(
        .post, "/connections/{id}/directory-provisioning", "Create a directory provisioning",
        scopes: "create:directory_provisionings", status: 201, at: ID<Connection>.self,
        body: DirectoryProvisioningDraft.self, returns: DirectoryProvisioning.self)

    /// Updates a directory provisioning.
    ///
    /// `PATCH /connections/{id}/directory-provisioning`, with the scope `update:directory_provisionings`. Refused
    /// with 400, 401, 403, 404 or 429.
    public let updateDirectoryProvisioning = Endpoint(
        .patch, "/connections/{id}/directory-provisioning", "Update a directory provisioning",
        scopes: "update:directory_provisionings", at: ID<Connection>.self, body: DirectoryProvisioningDraft.self,
        returns: DirectoryProvisioning.self)

    /// Deletes a directory provisioning.
    ///
    /// `DELETE /connections/{id}/directory-provisioning`, with the scope `delete:directory_provisionings`. Refused
    /// with 400, 401, 403, 404 or 429.
    public let deleteDirectoryProvisioning = Endpoint(
        .delete, "/connections/{id}/directory-provisioning", "Delete a directory provisioning",
        scopes: "delete:directory_provisionings", status: 204, at: ID<Connection>.self)

    /// Gets the default mapping of a directory provisioning.
    ///
    /// `GET /connections/{id}/directory-provisioning/default-mapping`, with the scope
    /// `read:directory_provisionings`. Refused with 400, 401, 403, 404 or 429.
    public let defaultDirectoryMapping = Endpoint(
        .get, "/connections/{id}/directory-provisioning/default-mapping", "Get the default directory mapping",
        scopes: "read:directory_provisionings", at: ID<Connection>.self, returns: DirectoryDefaultMapping.self)

    /// Lists the groups that are synchronized if `synchronizeGroups` is `selected`.
    ///
    /// `GET /connections/{id}/directory-provisioning/synchronized-groups`, with the scope
    /// `read:directory_provisionings`. Refused with 400, 401, 403, 404 or 429.
    public let synchronizedGroups = Endpoint(
        .get, "/connections/{id}/directory-provisioning/synchronized-groups", "List synchronized groups",
        scopes: "read:directory_provisionings", at: ID<Connection>.self, query: NextPageQuery.self,
        returns: Page<SynchronizedGroup>.self)

    /// Replaces the groups that are synchronized.
    ///
    /// `PUT /connections/{id}/directory-provisioning/synchronized-groups`, with the scope
    /// `update:directory_provisionings`. Refused with 400, 401, 403, 404, 409 or 429.
    public let setSynchronizedGroups = Endpoint(
        .put, "/connections/{id}/directory-provisioning/synchronized-groups", "Set synchronized groups",
        scopes: "update:directory_provisionings", status: 204, at: ID<Connection>.self, body: SynchronizedGroups.self)

    /// Starts a synchronization of users, which runs after the response.
    ///
    /// `POST /connections/{id}/directory-provisioning/synchronizations`, with the scope
    /// `create:directory_provisionings`. Refused with 400, 401, 403, 404, 409 or 429.
    public let synchronizeDirectory = Endpoint(
        .post, "/connections/{id}/directory-provisioning/synchronizations", "Request a synchronization of a directory",
        scopes: "create:directory_provisionings", status: 201, at: ID<Connection>.self,
        returns: DirectorySynchronization.self)

    /// Lists all directory provisionings of the tenant.
    ///
    /// `GET /connections-directory-provisionings`, with the scope `read:directory_provisionings`. Refused with 400,
    /// 401, 403 or 429.
    public let directoryProvisionings = Endpoint(
        .get, "/connections-directory-provisionings", "List directory provisionings",
        scopes: "read:directory_provisionings", query: NextPageQuery.self,
        returns: Page<DirectoryProvisioning>.self)

    public init() {}
}

extension ManagementClient {
    /// The sources of users: databases, social and enterprise identity providers, passwordless.
    public var connections: ResourceClient<Connections> { ResourceClient(self) }
}
