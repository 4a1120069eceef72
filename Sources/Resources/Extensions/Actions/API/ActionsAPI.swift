import Contract
import ManagementClientCore

/// Code that runs where a tenant's users log in, sign up, and so on.
public struct Actions: Resource {
    /// The tenant's actions, the oldest first.
    ///
    /// `GET /actions/actions`, with the scope `read:actions`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/actions/actions", "List actions", scopes: "read:actions", query: ActionFilter.self,
        returns: CountedPage<Action>.self)

    /// Creates an action.
    ///
    /// `POST /actions/actions`, with the scope `create:actions`. Refused with 400, 401, 403 or 429.
    public let create = Endpoint(
        .post, "/actions/actions", "Create an action", scopes: "create:actions", status: 201, body: ActionDraft.self,
        returns: Action.self)

    /// Gets an action.
    ///
    /// `GET /actions/actions/{id}`, with the scope `read:actions`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/actions/actions/{id}", "Get an action", scopes: "read:actions", at: ID<Action>.self,
        returns: Action.self)

    /// Changes an action's draft. What runs stays as it is.
    ///
    /// `PATCH /actions/actions/{id}`, with the scope `update:actions`. Refused with 400, 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/actions/actions/{id}", "Update an action", scopes: "update:actions", at: ID<Action>.self,
        body: Patch<ActionDraft>.self, returns: Action.self)

    /// Deletes an action with its versions. One that is bound to a trigger is only deleted by force.
    ///
    /// `DELETE /actions/actions/{id}`, with the scope `delete:actions`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/actions/actions/{id}", "Delete an action", scopes: "delete:actions", status: 204,
        at: ID<Action>.self, query: ActionDeletion.self)

    /// Makes a version of an action's draft, and has that run.
    ///
    /// `POST /actions/actions/{id}/deploy`, with the scope `create:actions`. Refused with 400, 401, 403 or 429.
    public let deploy = Endpoint(
        .post, "/actions/actions/{id}/deploy", "Deploy an action", scopes: "create:actions", or: 202,
        at: ID<Action>.self, returns: ActionVersion.self)

    /// Runs an action's draft with an event, as `{"event": {...}}`. The answer's payload has what the draft printed
    /// (`logs`), what it asked for (`commands`), how it failed (`error`) and how long that took (`stats`).
    ///
    /// `POST /actions/actions/{id}/test`, with the scope `create:actions`. Refused with 400, 401, 403, 404 or 429.
    public let test = Endpoint(
        .post, "/actions/actions/{id}/test", "Test an action", scopes: "create:actions", at: ID<Action>.self,
        body: ActionTest.self, returns: ActionTest.self)

    /// An action's versions, the latest first.
    ///
    /// `GET /actions/actions/{actionId}/versions`, with the scope `read:actions`. Refused with 400, 401, 403 or
    /// 429.
    public let versions = Endpoint(
        .get, "/actions/actions/{actionId}/versions", "List an action's versions", scopes: "read:actions",
        at: ID<Action>.self, query: CountedPageQuery.self, returns: CountedPage<ActionVersion>.self)

    /// Gets a version of an action.
    ///
    /// `GET /actions/actions/{actionId}/versions/{id}`, with the scope `read:actions`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let version = Endpoint(
        .get, "/actions/actions/{actionId}/versions/{id}", "Get a version of an action", scopes: "read:actions",
        at: Nested<Action, ActionVersion>.self, returns: ActionVersion.self)

    /// Makes a new version that is like an earlier one, and has that run.
    ///
    /// `POST /actions/actions/{actionId}/versions/{id}/deploy`, with the scope `create:actions`. Refused with 400,
    /// 401, 403 or 429.
    public let rollBack = Endpoint(
        .post, "/actions/actions/{actionId}/versions/{id}/deploy", "Roll back to a version of an action",
        scopes: "create:actions", status: 202, at: Nested<Action, ActionVersion>.self, body: ActionRollback.self,
        returns: ActionVersion.self)

    /// What actions can be written for.
    ///
    /// `GET /actions/triggers`, with the scope `read:actions`. Refused with 400, 401, 403 or 429.
    public let triggers = Endpoint(
        .get, "/actions/triggers", "List triggers", scopes: "read:actions", returns: ActionTriggers.self)

    /// The actions that run at a trigger, in their order.
    ///
    /// `GET /actions/triggers/{triggerId}/bindings`, with the scope `read:actions`. Refused with 400, 401, 403 or
    /// 429.
    public let bindings = Endpoint(
        .get, "/actions/triggers/{triggerId}/bindings", "List a trigger's actions", scopes: "read:actions",
        at: ActionTriggerName.self, query: CountedPageQuery.self, returns: CountedPage<ActionBinding>.self)

    /// Puts actions in place of all that run at a trigger.
    ///
    /// `PATCH /actions/triggers/{triggerId}/bindings`, with the scope `update:actions`. Refused with 400, 401, 403
    /// or 429.
    public let updateBindings = Endpoint(
        .patch, "/actions/triggers/{triggerId}/bindings", "Update a trigger's actions", scopes: "update:actions",
        at: ActionTriggerName.self, body: ActionBindingSelection.self, returns: ActionBindings.self)

    /// What came of a trigger's actions when they ran.
    ///
    /// `GET /actions/executions/{id}`, with the scope `read:actions`. Refused with 400, 401, 403, 404 or 429.
    public let execution = Endpoint(
        .get, "/actions/executions/{id}", "Get an execution", scopes: "read:actions", at: ID<ActionExecution>.self,
        returns: ActionExecution.self)

    public init() {}
}

extension ManagementClient {
    /// Code that runs where a tenant's users log in, sign up, and so on.
    public var actions: ResourceClient<Actions> { ResourceClient(self) }
}
