import ApplicationsAPI
import ManagementClientCore

/// The keys and certificates with which applications prove who they are: `client.clients.credentials`.
public struct ClientKeys: OperationGroup {
    /// Lists an application's credentials.
    public let list = Clients().credentials
    /// Gives an application a credential.
    public let create = Clients().createCredential
    /// Gets a credential.
    public let get = Clients().getCredential
    /// Changes when a credential expires.
    public let update = Clients().updateCredential
    /// Deletes a credential.
    public let delete = Clients().deleteCredential

    /// The group.
    public init() {}
}

/// The applications that use connections: `client.connections.clients`.
public struct ConnectionEnabledClients: OperationGroup {
    /// Lists the applications that use a connection.
    public let list = Connections().clients
    /// Has applications use a connection, or no longer.
    public let update = Connections().updateClients

    /// The group.
    public init() {}
}

/// The keys of connections: `client.connections.keys`.
public struct ConnectionKeys: OperationGroup {
    /// Lists a connection's keys.
    public let list = Connections().keys
    /// Makes a connection's first keys.
    public let create = Connections().createKeys
    /// Puts the next key in the place of the current one.
    public let rotate = Connections().rotateKeys

    /// The group.
    public init() {}
}

/// What others may provision users of connections with: `client.connections.scim`.
public struct ConnectionSCIM: Resource {
    /// Gets how users of a connection are provisioned.
    public let get = Connections().scimConfiguration
    /// Has users of a connection be provisioned.
    public let create = Connections().createSCIMConfiguration
    /// Changes how users of a connection are provisioned.
    public let update = Connections().updateSCIMConfiguration
    /// Has users of a connection be provisioned no longer.
    public let delete = Connections().deleteSCIMConfiguration
    /// Gets how attributes are mapped unless told.
    public let defaultMapping = Connections().defaultSCIMMapping
    /// Lists all configurations, of whichever connection.
    public let list = Connections().scimConfigurations

    /// The group.
    public init() {}
}

/// The tokens with which users are provisioned: `client.connections.scim.tokens`.
public struct ConnectionSCIMTokens: OperationGroup {
    /// Lists the tokens of a connection.
    public let list = Connections().scimTokens
    /// Makes a token, which is told once.
    public let create = Connections().createSCIMToken
    /// Deletes a token.
    public let delete = Connections().deleteSCIMToken

    /// The group.
    public init() {}
}

/// From where users and groups of connections are brought in: `client.connections.directory`.
public struct ConnectionDirectory: Resource {
    /// Gets how users are brought in.
    public let get = Connections().directoryProvisioning
    /// Has users be brought in.
    public let create = Connections().createDirectoryProvisioning
    /// Changes how users are brought in.
    public let update = Connections().updateDirectoryProvisioning
    /// Has users be brought in no longer.
    public let delete = Connections().deleteDirectoryProvisioning
    /// Gets how attributes are mapped unless told.
    public let defaultMapping = Connections().defaultDirectoryMapping
    /// Lists the groups that are brought in.
    public let synchronizedGroups = Connections().synchronizedGroups
    /// Says which groups are brought in.
    public let setSynchronizedGroups = Connections().setSynchronizedGroups
    /// Brings users in now.
    public let synchronize = Connections().synchronizeDirectory
    /// Lists all configurations, of whichever connection.
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
