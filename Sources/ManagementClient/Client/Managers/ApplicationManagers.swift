import ApplicationsAPI
import ManagementClientCore

/// The keys and certificates with which applications authenticate: `client.clients.credentials`.
public struct ClientKeys: OperationGroup {
    /// Lists an application's credentials.
    ///
    /// `GET /clients/{client_id}/credentials`, with the scope `read:client_credentials`. Refused with 401, 403, 404
    /// or 429.
    public let list = Clients().credentials
    /// Adds a credential to an application.
    ///
    /// `POST /clients/{client_id}/credentials`, with the scope `create:client_credentials`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let create = Clients().createCredential
    /// Gets a credential.
    ///
    /// `GET /clients/{client_id}/credentials/{credential_id}`, with the scope `read:client_credentials`. Refused
    /// with 401, 403, 404 or 429.
    public let get = Clients().getCredential
    /// Updates the expiration of a credential.
    ///
    /// `PATCH /clients/{client_id}/credentials/{credential_id}`, with the scope `update:client_credentials`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let update = Clients().updateCredential
    /// Deletes a credential.
    ///
    /// `DELETE /clients/{client_id}/credentials/{credential_id}`, with the scope `delete:client_credentials`.
    /// Refused with 400, 401, 403 or 429.
    public let delete = Clients().deleteCredential

    /// Creates the group.
    public init() {}
}

/// The applications for which connections are enabled: `client.connections.clients`.
public struct ConnectionEnabledClients: OperationGroup {
    /// Lists the applications for which a connection is enabled.
    ///
    /// `GET /connections/{id}/clients`, with the scope `read:connections`. Refused with 400, 401, 403, 404 or 429.
    public let list = Connections().clients
    /// Enables a connection for applications and disables it for others.
    ///
    /// `PATCH /connections/{id}/clients`, with the scope `update:connections`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let update = Connections().updateClients

    /// Creates the group.
    public init() {}
}

/// The keys of connections: `client.connections.keys`.
public struct ConnectionKeys: OperationGroup {
    /// Lists a connection's keys.
    ///
    /// `GET /connections/{id}/keys`, with the scope `read:connections_keys`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let list = Connections().keys
    /// Creates the first keys of a connection.
    ///
    /// `POST /connections/{id}/keys`, with the scope `create:connections_keys`. Refused with 400, 401, 403, 404,
    /// 409 or 429.
    public let create = Connections().createKeys
    /// Puts the next key into use.
    ///
    /// `POST /connections/{id}/keys/rotate`, with the scope `create:connections_keys` or `update:connections_keys`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let rotate = Connections().rotateKeys

    /// Creates the group.
    public init() {}
}

/// The SCIM configurations of connections: `client.connections.scim`.
public struct ConnectionSCIM: Resource {
    /// Gets the SCIM configuration of a connection.
    ///
    /// `GET /connections/{id}/scim-configuration`, with the scope `read:scim_config`. Refused with 400, 404 or 429.
    public let get = Connections().scimConfiguration
    /// Creates the SCIM configuration of a connection.
    ///
    /// `POST /connections/{id}/scim-configuration`, with the scope `create:scim_config`. Refused with 400, 404 or
    /// 429.
    public let create = Connections().createSCIMConfiguration
    /// Updates the SCIM configuration of a connection.
    ///
    /// `PATCH /connections/{id}/scim-configuration`, with the scope `update:scim_config`. Refused with 400, 404 or
    /// 429.
    public let update = Connections().updateSCIMConfiguration
    /// Deletes the SCIM configuration of a connection.
    ///
    /// `DELETE /connections/{id}/scim-configuration`, with the scope `delete:scim_config`. Refused with 400, 404 or
    /// 429.
    public let delete = Connections().deleteSCIMConfiguration
    /// Gets the default mapping of attributes.
    ///
    /// `GET /connections/{id}/scim-configuration/default-mapping`, with the scope `read:scim_config`. Refused with
    /// 400, 404 or 429.
    public let defaultMapping = Connections().defaultSCIMMapping
    /// Lists the SCIM configurations of all connections.
    ///
    /// `GET /connections-scim-configurations`, with the scope `read:scim_config`. Refused with 400, 401, 403 or
    /// 429.
    public let list = Connections().scimConfigurations

    /// Creates the group.
    public init() {}
}

/// The tokens of SCIM clients: `client.connections.scim.tokens`.
public struct ConnectionSCIMTokens: OperationGroup {
    /// Lists the SCIM tokens of a connection.
    ///
    /// `GET /connections/{id}/scim-configuration/tokens`, with the scope `read:scim_token`. Refused with 400, 404
    /// or 429.
    public let list = Connections().scimTokens
    /// Creates a SCIM token. Only this response contains the token itself.
    ///
    /// `POST /connections/{id}/scim-configuration/tokens`, with the scope `create:scim_token`. Refused with 400,
    /// 404, 409 or 429.
    public let create = Connections().createSCIMToken
    /// Deletes a SCIM token.
    ///
    /// `DELETE /connections/{id}/scim-configuration/tokens/{tokenId}`, with the scope `delete:scim_token`. Refused
    /// with 400, 404 or 429.
    public let delete = Connections().deleteSCIMToken

    /// Creates the group.
    public init() {}
}

/// The directory provisioning of connections: `client.connections.directory`.
public struct ConnectionDirectory: Resource {
    /// Gets the directory provisioning of a connection.
    ///
    /// `GET /connections/{id}/directory-provisioning`, with the scope `read:directory_provisionings`. Refused with
    /// 400, 401, 403, 404 or 429.
    public let get = Connections().directoryProvisioning
    /// Creates the directory provisioning of a connection.
    ///
    /// `POST /connections/{id}/directory-provisioning`, with the scope `create:directory_provisionings`. Refused
    /// with 400, 401, 403, 404, 409 or 429.
    public let create = Connections().createDirectoryProvisioning
    /// Updates the directory provisioning of a connection.
    ///
    /// `PATCH /connections/{id}/directory-provisioning`, with the scope `update:directory_provisionings`. Refused
    /// with 400, 401, 403, 404 or 429.
    public let update = Connections().updateDirectoryProvisioning
    /// Deletes the directory provisioning of a connection.
    ///
    /// `DELETE /connections/{id}/directory-provisioning`, with the scope `delete:directory_provisionings`. Refused
    /// with 400, 401, 403, 404 or 429.
    public let delete = Connections().deleteDirectoryProvisioning
    /// Gets the default mapping of attributes.
    ///
    /// `GET /connections/{id}/directory-provisioning/default-mapping`, with the scope
    /// `read:directory_provisionings`. Refused with 400, 401, 403, 404 or 429.
    public let defaultMapping = Connections().defaultDirectoryMapping
    /// Lists the groups that are synchronized.
    ///
    /// `GET /connections/{id}/directory-provisioning/synchronized-groups`, with the scope
    /// `read:directory_provisionings`. Refused with 400, 401, 403, 404 or 429.
    public let synchronizedGroups = Connections().synchronizedGroups
    /// Replaces the groups that are synchronized.
    ///
    /// `PUT /connections/{id}/directory-provisioning/synchronized-groups`, with the scope
    /// `update:directory_provisionings`. Refused with 400, 401, 403, 404, 409 or 429.
    public let setSynchronizedGroups = Connections().setSynchronizedGroups
    /// Starts a synchronization of users.
    ///
    /// `POST /connections/{id}/directory-provisioning/synchronizations`, with the scope
    /// `create:directory_provisionings`. Refused with 400, 401, 403, 404, 409 or 429.
    public let synchronize = Connections().synchronizeDirectory
    /// Lists the directory provisionings of all connections.
    ///
    /// `GET /connections-directory-provisionings`, with the scope `read:directory_provisionings`. Refused with 400,
    /// 401, 403 or 429.
    public let list = Connections().directoryProvisionings

    /// Creates the group.
    public init() {}
}

extension ResourceClient where Of == Clients {
    /// The keys and certificates with which applications authenticate.
    public var credentials: ResourceClient<ClientKeys> { ResourceClient<ClientKeys>(client) }
}

extension ManagementClient {
    /// The keys and certificates with which applications authenticate.
    public var clientCredentials: ResourceClient<ClientKeys> { ResourceClient<ClientKeys>(self) }
}

extension ResourceClient where Of == Connections {
    /// The applications for which connections are enabled.
    public var clients: ResourceClient<ConnectionEnabledClients> { ResourceClient<ConnectionEnabledClients>(client) }
    /// The keys of connections.
    public var keys: ResourceClient<ConnectionKeys> { ResourceClient<ConnectionKeys>(client) }
    /// The SCIM configurations of connections.
    public var scim: ResourceClient<ConnectionSCIM> { ResourceClient<ConnectionSCIM>(client) }
    /// The directory provisioning of connections.
    public var directory: ResourceClient<ConnectionDirectory> { ResourceClient<ConnectionDirectory>(client) }
}

extension ResourceClient where Of == ConnectionSCIM {
    /// The tokens of SCIM clients.
    public var tokens: ResourceClient<ConnectionSCIMTokens> { ResourceClient<ConnectionSCIMTokens>(client) }
}
