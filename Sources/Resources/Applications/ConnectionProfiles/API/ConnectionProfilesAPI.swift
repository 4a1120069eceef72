import Contract
import ManagementClientCore

/// The settings for connections that organizations create themselves.
public struct ConnectionProfiles: Resource {
    /// Lists connection profiles.
    ///
    /// `GET /connection-profiles`, with the scope `read:connection_profiles`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/connection-profiles", "List connection profiles", scopes: "read:connection_profiles",
        query: NextPageQuery.self, returns: Page<ConnectionProfile>.self)

    /// Creates a connection profile.
    ///
    /// `POST /connection-profiles`, with the scope `create:connection_profiles`. Refused with 400, 401, 403, 409 or
    /// 429.
    public let create = Endpoint(
        .post, "/connection-profiles", "Create a connection profile", scopes: "create:connection_profiles",
        status: 201, body: ConnectionProfileDraft.self, returns: ConnectionProfile.self)

    /// Gets a connection profile.
    ///
    /// `GET /connection-profiles/{id}`, with the scope `read:connection_profiles`. Refused with 401, 403, 404 or
    /// 429.
    public let get = Endpoint(
        .get, "/connection-profiles/{id}", "Get a connection profile", scopes: "read:connection_profiles",
        at: ID<ConnectionProfile>.self, returns: ConnectionProfile.self)

    /// Updates a connection profile.
    ///
    /// `PATCH /connection-profiles/{id}`, with the scope `update:connection_profiles`. Refused with 400, 401, 403
    /// or 429.
    public let update = Endpoint(
        .patch, "/connection-profiles/{id}", "Update a connection profile", scopes: "update:connection_profiles",
        at: ID<ConnectionProfile>.self, body: Patch<ConnectionProfileDraft>.self, returns: ConnectionProfile.self)

    /// Deletes a connection profile.
    ///
    /// `DELETE /connection-profiles/{id}`, with the scope `delete:connection_profiles`. Refused with 401, 403 or
    /// 429.
    public let delete = Endpoint(
        .delete, "/connection-profiles/{id}", "Delete a connection profile", scopes: "delete:connection_profiles",
        status: 204, at: ID<ConnectionProfile>.self)

    /// Lists the templates for new profiles.
    ///
    /// `GET /connection-profiles/templates`, with the scope `read:connection_profiles`. Refused with 401, 403 or
    /// 429.
    public let templates = Endpoint(
        .get, "/connection-profiles/templates", "List the templates of connection profiles",
        scopes: "read:connection_profiles", returns: ConnectionProfileTemplateList.self)

    /// Gets a template of connection profiles.
    ///
    /// `GET /connection-profiles/templates/{id}`, with the scope `read:connection_profiles`. Refused with 401, 403,
    /// 404 or 429.
    public let template = Endpoint(
        .get, "/connection-profiles/templates/{id}", "Get a template of connection profiles",
        scopes: "read:connection_profiles", at: ID<ConnectionProfileTemplate>.self,
        returns: ConnectionProfileTemplate.self)

    public init() {}
}

extension ManagementClient {
    /// The settings for connections that organizations create themselves.
    public var connectionProfiles: ResourceClient<ConnectionProfiles> { ResourceClient(self) }
}
