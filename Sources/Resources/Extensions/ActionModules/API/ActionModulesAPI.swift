import Contract
import ManagementClientCore

/// Action modules: code that several actions share.
public struct ActionModules: Resource {
    /// Lists the tenant's modules, oldest first.
    ///
    /// `GET /actions/modules`, with the scope `read:actions`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/actions/modules", "List action modules", scopes: "read:actions", query: CountedPageQuery.self,
        returns: CountedPage<ActionModule>.self)

    /// Creates an action module.
    ///
    /// `POST /actions/modules`, with the scope `create:actions`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/actions/modules", "Create an action module", scopes: "create:actions", status: 201,
        body: ActionModuleDraft.self, returns: ActionModule.self)

    /// Gets an action module.
    ///
    /// `GET /actions/modules/{id}`, with the scope `read:actions`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/actions/modules/{id}", "Get an action module", scopes: "read:actions", at: ID<ActionModule>.self,
        returns: ActionModule.self)

    /// Updates the draft of a module.
    ///
    /// `PATCH /actions/modules/{id}`, with the scope `update:actions`. Refused with 400, 401, 403, 404, 409 or 429.
    public let update = Endpoint(
        .patch, "/actions/modules/{id}", "Update an action module", scopes: "update:actions",
        at: ID<ActionModule>.self, body: Patch<ActionModuleDraft>.self, returns: ActionModule.self)

    /// Deletes a module that no action uses.
    ///
    /// `DELETE /actions/modules/{id}`, with the scope `delete:actions`. Refused with 400, 401, 403, 404, 412 or
    /// 429.
    public let delete = Endpoint(
        .delete, "/actions/modules/{id}", "Delete an action module", scopes: "delete:actions", status: 204,
        at: ID<ActionModule>.self)

    /// Lists the actions whose deployed version uses a module.
    ///
    /// `GET /actions/modules/{id}/actions`, with the scope `read:actions`. Refused with 400, 401, 403, 404 or 429.
    public let actions = Endpoint(
        .get, "/actions/modules/{id}/actions", "List the actions that use a module", scopes: "read:actions",
        at: ID<ActionModule>.self, query: CountedPageQuery.self, returns: CountedPage<ActionModuleUse>.self)

    /// Restores the draft of a module from a version.
    ///
    /// `POST /actions/modules/{id}/rollback`, with the scope `update:actions`. Refused with 400, 401, 403, 404, 409
    /// or 429.
    public let rollBack = Endpoint(
        .post, "/actions/modules/{id}/rollback", "Roll an action module back", scopes: "update:actions",
        at: ID<ActionModule>.self, body: ActionModuleRollback.self, returns: ActionModule.self)

    /// Lists the versions of a module, latest first.
    ///
    /// `GET /actions/modules/{id}/versions`, with the scope `read:actions`. Refused with 400, 401, 403, 404 or 429.
    public let versions = Endpoint(
        .get, "/actions/modules/{id}/versions", "List an action module's versions", scopes: "read:actions",
        at: ID<ActionModule>.self, query: CountedPageQuery.self, returns: CountedPage<ActionModuleVersion>.self)

    /// Publishes the draft of a module as a version.
    ///
    /// `POST /actions/modules/{id}/versions`, with the scope `update:actions`. Refused with 400, 401, 403, 404,
    /// 409, 412 or 429.
    public let publish = Endpoint(
        .post, "/actions/modules/{id}/versions", "Publish an action module", scopes: "update:actions",
        at: ID<ActionModule>.self, returns: ActionModuleVersion.self)

    /// Gets a version of an action module.
    ///
    /// `GET /actions/modules/{id}/versions/{versionId}`, with the scope `read:actions`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let version = Endpoint(
        .get, "/actions/modules/{id}/versions/{versionId}", "Get a version of an action module",
        scopes: "read:actions", at: Nested<ActionModule, ActionModuleVersion>.self,
        returns: ActionModuleVersion.self)

    public init() {}
}

extension ManagementClient {
    /// Action modules: code that several actions share.
    public var actionModules: ResourceClient<ActionModules> { ResourceClient(self) }
}
