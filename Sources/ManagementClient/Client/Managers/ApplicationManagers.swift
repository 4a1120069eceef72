import ApplicationsAPI
import ManagementClientCore

/// The keys and certificates with which applications prove who they are: `client.clients.credentials`.
public struct ClientKeys: OperationGroup {
    /// Lists an application's credentials.
    ///
    /// `GET /clients/{client_id}/credentials`, with the scope `read:client_credentials`. Refused with 401, 403, 404
    /// or 429.
    public let list = Clients().credentials
    /// Gives an application a credential.
    ///
    /// `POST /clients/{client_id}/credentials`, with the scope `create:client_credentials`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let create = Clients().createCredential
    /// Gets a credential.
    ///
    /// `GET /clients/{client_id}/credentials/{credential_id}`, with the scope `read:client_credentials`. Refused
    /// with 401, 403, 404 or 429.
    public let get = Clients().getCredential
    /// Changes when a credential expires.
    ///
    /// `PATCH /clients/{client_id}/credentials/{credential_id}`, with the scope `update:client_credentials`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let update = Clients().updateCredential
    /// Deletes a credential.
    ///
    /// `DELETE /clients/{client_id}/credentials/{credential_id}`, with the scope `delete:client_credentials`.
    /// Refused with 400, 401, 403 or 429.
    public let delete = Clients().deleteCredential

    /// The group.
    public init() {}
}

/// The applications that use connections: `client.connections.clients`.
public struct ConnectionEnabledClients: OperationGroup {
    /// Lists the applications that use a connection.
    ///
    /// `GET /connections/{id}/clients`, with the scope `read:connections`. Refused with 400, 401, 403, 404 or 429.
    public let list = Connections().clients
    /// Has applications use a connection, or no longer.
    ///
    /// `PATCH /connections/{id}/clients`, with the scope `update:connections`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let update = Connections().updateClients

    /// The group.
    public init() {}
}

/// The keys of connections: `client.connections.keys`.
public struct ConnectionKeys: OperationGroup {
    /// Lists a connection's keys.
    ///
    /// `GET /connections/{id}/keys`, with the scope `read:connections_keys`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let list = Connections().keys
    /// Makes a connection's first keys.
    ///
    /// `POST /connections/{id}/keys`, with the scope `create:connections_keys`. Refused with 400, 401, 403, 404,
    /// 409 or 429.
    public let create = Connections().createKeys
    /// Puts the next key in the place of the current one.
    ///
    /// `POST /connections/{id}/keys/rotate`, with the scope `create:connections_keys` or `update:connections_keys`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let rotate = Connections().rotateKeys

    /// The group.
    public init() {}
}

/// What others may provision users of connections with: `client.connections.scim`.
public struct ConnectionSCIM: Resource {
    /// Gets how users of a connection are provisioned.
    ///
    /// `GET /connections/{id}/scim-configuration`, with the scope `read:scim_config`. Refused with 400, 404 or 429.
    public let get = Connections().scimConfiguration
    /// Has users of a connection be provisioned.
    ///
    /// `POST /connections/{id}/scim-configuration`, with the scope `create:scim_config`. Refused with 400, 404 or
    /// 429.
    public let create = Connections().createSCIMConfiguration
    /// Changes how users of a connection are provisioned.
    ///
    /// `PATCH /connections/{id}/scim-configuration`, with the scope `update:scim_config`. Refused with 400, 404 or
    /// 429.
    public let update = Connections().updateSCIMConfiguration
    /// Has users of a connection be provisioned no longer.
    ///
    /// `DELETE /connections/{id}/scim-configuration`, with the scope `delete:scim_config`. Refused with 400, 404 or
    /// 429.
    public let delete = Connections().deleteSCIMConfiguration
    /// Gets how attributes are mapped unless told.
    ///
    /// `GET /connections/{id}/scim-configuration/default-mapping`, with the scope `read:scim_config`. Refused with
    /// 400, 404 or 429.
    public let defaultMapping = Connections().defaultSCIMMapping
    /// Lists all configurations, of whichever connection.
    ///
    /// `GET /connections-scim-configurations`, with the scope `read:scim_config`. Refused with 400, 401, 403 or
    /// 429.
    public let list = Connections().scimConfigurations

    /// The group.
    public init() {}
}

/// The tokens with which users are provisioned: `client.connections.scim.tokens`.
public struct ConnectionSCIMTokens: OperationGroup {
    /// Lists the tokens of a connection.
    ///
    /// `GET /connections/{id}/scim-configuration/tokens`, with the scope `read:scim_token`. Refused with 400, 404
    /// or 429.
    public let list = Connections().scimTokens
    /// Makes a token, which is told once.
    ///
    /// `POST /connections/{id}/scim-configuration/tokens`, with the scope `create:scim_token`. Refused with 400,
    /// 404, 409 or 429.
    public let create = Connections().createSCIMToken
    /// Deletes a token.
    ///
    /// `DELETE /connections/{id}/scim-configuration/tokens/{tokenId}`, with the scope `delete:scim_token`. Refused
    /// with 400, 404 or 429.
    public let delete = Connections().deleteSCIMToken

    /// The group.
    public init() {}
}

/// From where users and groups of connections are brought in: `client.connections.directory`.
public struct ConnectionDirectory: Resource {
    /// Gets how users are brought in.
    ///
    /// `GET /connections/{id}/directory-provisioning`, with the scope `read:directory_provisionings`. Refused with
    /// 400, 401, 403, 404 or 429.
    public let get = Connections().directoryProvisioning
    /// Has users be brought in.
    ///
    /// `POST /connections/{id}/directory-provisioning`, with the scope `create:directory_provisionings`. Refused
    /// with 400, 401, 403, 404, 409 or 429.
    public let create = Connections().createDirectoryProvisioning
    /// Changes how users are brought in.
    ///
    /// `PATCH /connections/{id}/directory-provisioning`, with the scope `update:directory_provisionings`. Refused
    /// with 400, 401, 403, 404 or 429.
    public let update = Connections().updateDirectoryProvisioning
    /// Has users be brought in no longer.
    ///
    /// `DELETE /connections/{id}/directory-provisioning`, with the scope `delete:directory_provisionings`. Refused
    /// with 400, 401, 403, 404 or 429.
    public let delete = Connections().deleteDirectoryProvisioning
    /// Gets how attributes are mapped unless told.
    ///
    /// `GET /connections/{id}/directory-provisioning/default-mapping`, with the scope
    /// `read:directory_provisionings`. Refused with 400, 401, 403, 404 or 429.
    public let defaultMapping = Connections().defaultDirectoryMapping
    /// Lists the groups that are brought in.
    ///
    /// `GET /connections/{id}/directory-provisioning/synchronized-groups`, with the scope
    /// `read:directory_provisionings`. Refused with 400, 401, 403, 404 or 429.
    public let synchronizedGroups = Connections().synchronizedGroups
    /// Says which groups are brought in.
    ///
    /// `PUT /connections/{id}/directory-provisioning/synchronized-groups`, with the scope
    /// `update:directory_provisionings`. Refused with 400, 401, 403, 404, 409 or 429.
    public let setSynchronizedGroups = Connections().setSynchronizedGroups
    /// Brings users in now.
    ///
    /// `POST /connections/{id}/directory-provisioning/synchronizations`, with the scope
    /// `create:directory_provisionings`. Refused with 400, 401, 403, 404, 409 or 429.
    public let synchronize = Connections().synchronizeDirectory
    /// Lists all configurations, of whichever connection.
    ///
    /// `GET /connections-directory-provisionings`, with the scope `read:directory_provisionings`. Refused with 400,
    /// 401, 403 or 429.
    public let list = Connections().directoryProvisionings

    /// The group.
    public init() {}
}

extension ResourceClient where Of == Clients {
    /// The keys and certificates with which applications prove who they are.
    public var credentials: ResourceClient<ClientKeys> { ResourceClient<ClientKeys>(client) }
}

extension ManagementClient {
    /// The keys and certificates with which applications prove who they are.
    public var clientCredentials: ResourceClient<ClientKeys> { ResourceClient<ClientKeys>(self) }
}

extension ResourceClient where Of == Connections {
    /// The applications that use connections.
    public var clients: ResourceClient<ConnectionEnabledClients> { ResourceClient<ConnectionEnabledClients>(client) }
    /// The keys of connections.
    public var keys: ResourceClient<ConnectionKeys> { ResourceClient<ConnectionKeys>(client) }
    /// What others may provision users of connections with.
    public var scim: ResourceClient<ConnectionSCIM> { ResourceClient<ConnectionSCIM>(client) }
    /// From where users and groups of connections are brought in.
    public var directory: ResourceClient<ConnectionDirectory> { ResourceClient<ConnectionDirectory>(client) }
}

extension ResourceClient where Of == ConnectionSCIM {
    /// The tokens with which users are provisioned.
    public var tokens: ResourceClient<ConnectionSCIMTokens> { ResourceClient<ConnectionSCIMTokens>(client) }
}
