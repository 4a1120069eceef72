import Contract
import ManagementClientCore

/// Hooks: code that runs at extensibility points.
public struct Hooks: Resource {
    /// Lists the tenant's hooks by name.
    ///
    /// `GET /hooks`, with the scope `read:hooks`. Refused with 400, 401, 403, 404 or 429.
    public let list = Endpoint(
        .get, "/hooks", "List hooks", scopes: "read:hooks", query: HookFilter.self, returns: Page<Hook>.self)

    /// Creates a hook.
    ///
    /// `POST /hooks`, with the scope `create:hooks`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/hooks", "Create a hook", scopes: "create:hooks", status: 201, body: HookDraft.self,
        returns: Hook.self)

    /// Gets a hook.
    ///
    /// `GET /hooks/{id}`, with the scope `read:hooks`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/hooks/{id}", "Get a hook", scopes: "read:hooks", at: ID<Hook>.self, query: HookFields.self,
        returns: Hook.self)

    /// Updates a hook.
    ///
    /// `PATCH /hooks/{id}`, with the scope `update:hooks`. Refused with 400, 401, 403, 404, 409 or 429.
    public let update = Endpoint(
        .patch, "/hooks/{id}", "Update a hook", scopes: "update:hooks", or: 201, at: ID<Hook>.self,
        body: Patch<HookDraft>.self, returns: Hook.self)

    /// Deletes a hook with its secrets; it succeeds even if the hook does not exist.
    ///
    /// `DELETE /hooks/{id}`, with the scope `delete:hooks`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/hooks/{id}", "Delete a hook", scopes: "delete:hooks", status: 204, at: ID<Hook>.self)

    /// Lists the names of a hook's secrets.
    ///
    /// `GET /hooks/{id}/secrets`, with the scope `read:hooks`. Refused with 400, 401, 403, 404 or 429.
    public let secrets = Endpoint(
        .get, "/hooks/{id}/secrets", "List a hook's secrets", scopes: "read:hooks", at: ID<Hook>.self,
        returns: HookSecrets.self)

    /// Adds new secrets to a hook.
    ///
    /// `POST /hooks/{id}/secrets`, with the scope `update:hooks`. Refused with 400, 401, 403, 409 or 429.
    public let addSecrets = Endpoint(
        .post, "/hooks/{id}/secrets", "Add secrets to a hook", scopes: "update:hooks", status: 201, at: ID<Hook>.self,
        body: HookSecrets.self)

    /// Updates existing secrets of a hook.
    ///
    /// `PATCH /hooks/{id}/secrets`, with the scope `update:hooks`. Refused with 400, 401, 403, 404, 409 or 429.
    public let updateSecrets = Endpoint(
        .patch, "/hooks/{id}/secrets", "Update a hook's secrets", scopes: "update:hooks", status: 201,
        at: ID<Hook>.self, body: HookSecrets.self)

    /// Removes secrets from a hook.
    ///
    /// `DELETE /hooks/{id}/secrets`, with the scope `delete:hooks`. Refused with 400, 401, 403 or 429.
    public let removeSecrets = Endpoint(
        .delete, "/hooks/{id}/secrets", "Remove secrets from a hook", scopes: "delete:hooks", status: 204,
        at: ID<Hook>.self, body: HookSecretNames.self)

    public init() {}
}

extension ManagementClient {
    /// Hooks: code that runs at extensibility points.
    public var hooks: ResourceClient<Hooks> { ResourceClient(self) }
}
