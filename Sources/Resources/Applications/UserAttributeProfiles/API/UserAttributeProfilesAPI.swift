import Contract
import ManagementClientCore

/// How users' attributes come from identity providers, with SAML, OpenID Connect and SCIM.
public struct UserAttributeProfiles: Resource {
    public let list = Endpoint(
        .get, "/user-attribute-profiles", "List user attribute profiles", scopes: "read:user_attribute_profiles",
        query: NextPageQuery.self, returns: Page<UserAttributeProfile>.self)

    public let create = Endpoint(
        .post, "/user-attribute-profiles", "Create a user attribute profile", scopes: "create:user_attribute_profiles",
        status: 201, body: UserAttributeProfileDraft.self, returns: UserAttributeProfile.self)

    public let get = Endpoint(
        .get, "/user-attribute-profiles/{id}", "Get a user attribute profile", scopes: "read:user_attribute_profiles",
        at: ID<UserAttributeProfile>.self, returns: UserAttributeProfile.self)

    public let update = Endpoint(
        .patch, "/user-attribute-profiles/{id}", "Update a user attribute profile",
        scopes: "update:user_attribute_profiles", at: ID<UserAttributeProfile>.self,
        body: Changes<UserAttributeProfileDraft>.self, returns: UserAttributeProfile.self)

    public let delete = Endpoint(
        .delete, "/user-attribute-profiles/{id}", "Delete a user attribute profile",
        scopes: "delete:user_attribute_profiles", status: 204, at: ID<UserAttributeProfile>.self)

    /// Profiles to begin with.
    public let templates = Endpoint(
        .get, "/user-attribute-profiles/templates", "List the templates of user attribute profiles",
        scopes: "read:user_attribute_profiles", returns: UserAttributeProfileTemplateList.self)

    public let template = Endpoint(
        .get, "/user-attribute-profiles/templates/{id}", "Get a template of user attribute profiles",
        scopes: "read:user_attribute_profiles", at: ID<UserAttributeProfileTemplate>.self,
        returns: UserAttributeProfileTemplate.self)

    public init() {}
}

extension ManagementClient {
    public var userAttributeProfiles: ResourceClient<UserAttributeProfiles> { ResourceClient(self) }
}
