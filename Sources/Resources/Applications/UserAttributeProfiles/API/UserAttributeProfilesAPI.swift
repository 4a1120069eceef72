import Contract
import ManagementClientCore

/// Mappings of users' attributes from identity providers over SAML, OpenID Connect and SCIM.
public struct UserAttributeProfiles: Resource {
    /// Lists user attribute profiles.
    ///
    /// `GET /user-attribute-profiles`, with the scope `read:user_attribute_profiles`. Refused with 400, 401, 403 or
    /// 429.
    public let list = Endpoint(
        .get, "/user-attribute-profiles", "List user attribute profiles", scopes: "read:user_attribute_profiles",
        query: NextPageQuery.self, returns: Page<UserAttributeProfile>.self)

    /// Creates a user attribute profile.
    ///
    /// `POST /user-attribute-profiles`, with the scope `create:user_attribute_profiles`. Refused with 400, 401,
    /// 403, 409 or 429.
    public let create = Endpoint(
        .post, "/user-attribute-profiles", "Create a user attribute profile", scopes: "create:user_attribute_profiles",
        status: 201, body: UserAttributeProfileDraft.self, returns: UserAttributeProfile.self)

    /// Gets a user attribute profile.
    ///
    /// `GET /user-attribute-profiles/{id}`, with the scope `read:user_attribute_profiles`. Refused with 401, 403,
    /// 404 or 429.
    public let get = Endpoint(
        .get, "/user-attribute-profiles/{id}", "Get a user attribute profile", scopes: "read:user_attribute_profiles",
        at: ID<UserAttributeProfile>.self, returns: UserAttributeProfile.self)

    /// Updates a user attribute profile.
    ///
    /// `PATCH /user-attribute-profiles/{id}`, with the scope `update:user_attribute_profiles`. Refused with 400,
    /// 401, 403 or 429.
    public let update = Endpoint(
        .patch, "/user-attribute-profiles/{id}", "Update a user attribute profile",
        scopes: "update:user_attribute_profiles", at: ID<UserAttributeProfile>.self,
        body: Patch<UserAttributeProfileDraft>.self, returns: UserAttributeProfile.self)

    /// Deletes a user attribute profile.
    ///
    /// `DELETE /user-attribute-profiles/{id}`, with the scope `delete:user_attribute_profiles`. Refused with 401,
    /// 403 or 429.
    public let delete = Endpoint(
        .delete, "/user-attribute-profiles/{id}", "Delete a user attribute profile",
        scopes: "delete:user_attribute_profiles", status: 204, at: ID<UserAttributeProfile>.self)

    /// Lists the templates for new profiles.
    ///
    /// `GET /user-attribute-profiles/templates`, with the scope `read:user_attribute_profiles`. Refused with 401,
    /// 403 or 429.
    public let templates = Endpoint(
        .get, "/user-attribute-profiles/templates", "List the templates of user attribute profiles",
        scopes: "read:user_attribute_profiles", returns: UserAttributeProfileTemplateList.self)

    /// Gets a template of user attribute profiles.
    ///
    /// `GET /user-attribute-profiles/templates/{id}`, with the scope `read:user_attribute_profiles`. Refused with
    /// 401, 403, 404 or 429.
    public let template = Endpoint(
        .get, "/user-attribute-profiles/templates/{id}", "Get a template of user attribute profiles",
        scopes: "read:user_attribute_profiles", at: ID<UserAttributeProfileTemplate>.self,
        returns: UserAttributeProfileTemplate.self)

    public init() {}
}

extension ManagementClient {
    /// Mappings of users' attributes from identity providers over SAML, OpenID Connect and SCIM.
    public var userAttributeProfiles: ResourceClient<UserAttributeProfiles> { ResourceClient(self) }
}
