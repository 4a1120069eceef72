import Contract
import ManagementClientCore

/// Code that several actions share.
public struct ActionModules: Resource {
    /// The tenant's modules, the oldest first.
    public let list = Endpoint(
        .get, "/actions/modules", "List action modules", scopes: "read:actions", query: CountedPageQuery.self,
        returns: CountedPage<ActionModule>.self)

    public let create = Endpoint(
        .post, "/actions/modules", "Create an action module", scopes: "create:actions", status: 201,
        body: ActionModuleDraft.self, returns: ActionModule.self)

    public let get = Endpoint(
        .get, "/actions/modules/{id}", "Get an action module", scopes: "read:actions", at: ID<ActionModule>.self,
        returns: ActionModule.self)

    /// Changes a module's draft.
    public let update = Endpoint(
        .patch, "/actions/modules/{id}", "Update an action module", scopes: "update:actions",
        at: ID<ActionModule>.self, body: Changes<ActionModuleDraft>.self, returns: ActionModule.self)

    /// Deletes a module that no action uses.
    public let delete = Endpoint(
        .delete, "/actions/modules/{id}", "Delete an action module", scopes: "delete:actions", status: 204,
        at: ID<ActionModule>.self)

    /// The actions that use a module in the version that runs.
    public let actions = Endpoint(
        .get, "/actions/modules/{id}/actions", "List the actions that use a module", scopes: "read:actions",
        at: ID<ActionModule>.self, query: CountedPageQuery.self, returns: CountedPage<ActionModuleUse>.self)

    /// Makes a module's draft what it was in a version.
    public let rollBack = Endpoint(
        .post, "/actions/modules/{id}/rollback", "Roll an action module back", scopes: "update:actions",
        at: ID<ActionModule>.self, body: ActionModuleRollback.self, returns: ActionModule.self)

    /// A module's versions, the latest first.
    public let versions = Endpoint(
        .get, "/actions/modules/{id}/versions", "List an action module's versions", scopes: "read:actions",
        at: ID<ActionModule>.self, query: CountedPageQuery.self, returns: CountedPage<ActionModuleVersion>.self)

    /// Makes a version of a module's draft.
    public let publish = Endpoint(
        .post, "/actions/modules/{id}/versions", "Publish an action module", scopes: "update:actions",
        at: ID<ActionModule>.self, returns: ActionModuleVersion.self)

    public let version = Endpoint(
        .get, "/actions/modules/{id}/versions/{versionId}", "Get a version of an action module",
        scopes: "read:actions", at: Nested<ActionModule, ActionModuleVersion>.self,
        returns: ActionModuleVersion.self)

    public init() {}
}

extension ManagementClient {
    public var actionModules: ResourceClient<ActionModules> { ResourceClient(self) }
}
