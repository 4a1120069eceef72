import Contract
import ManagementClientCore

/// What connections are set up with, where organizations set them up themselves.
public struct ConnectionProfiles: Resource {
    public let list = Endpoint(
        .get, "/connection-profiles", "List connection profiles", scopes: "read:connection_profiles",
        query: NextPageQuery.self, returns: Page<ConnectionProfile>.self)

    public let create = Endpoint(
        .post, "/connection-profiles", "Create a connection profile", scopes: "create:connection_profiles",
        status: 201, body: ConnectionProfileDraft.self, returns: ConnectionProfile.self)

    public let get = Endpoint(
        .get, "/connection-profiles/{id}", "Get a connection profile", scopes: "read:connection_profiles",
        at: ID<ConnectionProfile>.self, returns: ConnectionProfile.self)

    public let update = Endpoint(
        .patch, "/connection-profiles/{id}", "Update a connection profile", scopes: "update:connection_profiles",
        at: ID<ConnectionProfile>.self, body: Changes<ConnectionProfileDraft>.self, returns: ConnectionProfile.self)

    public let delete = Endpoint(
        .delete, "/connection-profiles/{id}", "Delete a connection profile", scopes: "delete:connection_profiles",
        status: 204, at: ID<ConnectionProfile>.self)

    /// Profiles to begin with.
    public let templates = Endpoint(
        .get, "/connection-profiles/templates", "List the templates of connection profiles",
        scopes: "read:connection_profiles", returns: ConnectionProfileTemplateList.self)

    public let template = Endpoint(
        .get, "/connection-profiles/templates/{id}", "Get a template of connection profiles",
        scopes: "read:connection_profiles", at: ID<ConnectionProfileTemplate>.self,
        returns: ConnectionProfileTemplate.self)

    public init() {}
}

extension ManagementClient {
    public var connectionProfiles: ResourceClient<ConnectionProfiles> { ResourceClient(self) }
}
