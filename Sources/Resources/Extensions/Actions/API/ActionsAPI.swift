import Contract
import ManagementClientCore

/// Actions: code that runs at points such as login and signup.
public struct Actions: Resource {
    /// Lists the tenant's actions, oldest first.
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

    /// Updates the draft of an action. The deployed version stays unchanged.
    ///
    /// `PATCH /actions/actions/{id}`, with the scope `update:actions`. Refused with 400, 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/actions/actions/{id}", "Update an action", scopes: "update:actions", at: ID<Action>.self,
        body: Patch<ActionDraft>.self, returns: Action.self)

    /// Deletes an action with its versions. An action that is bound to a trigger is deleted only with `force`.
    ///
    /// `DELETE /actions/actions/{id}`, with the scope `delete:actions`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/actions/actions/{id}", "Delete an action", scopes: "delete:actions", status: 204,
        at: ID<Action>.self, query: ActionDeletion.self)

    /// Creates a version from an action's draft and deploys it.
    ///
    /// `POST /actions/actions/{id}/deploy`, with the scope `create:actions`. Refused with 400, 401, 403 or 429.
    public let deploy = Endpoint(
        .post, "/actions/actions/{id}/deploy", "Deploy an action", scopes: "create:actions", or: 202,
        at: ID<Action>.self, returns: ActionVersion.self)

    /// Runs an action's draft with an event, such as `{"event": {...}}`. The payload of the response contains the
    /// draft's output (`logs`), its calls of the API (`commands`), the error (`error`) and timings (`stats`).
    ///
    /// `POST /actions/actions/{id}/test`, with the scope `create:actions`. Refused with 400, 401, 403, 404 or 429.
    public let test = Endpoint(
        .post, "/actions/actions/{id}/test", "Test an action", scopes: "create:actions", at: ID<Action>.self,
        body: ActionTest.self, returns: ActionTest.self)

    /// Lists the versions of an action, latest first.
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

    /// Creates a new version from an earlier one and deploys it.
    ///
    /// `POST /actions/actions/{actionId}/versions/{id}/deploy`, with the scope `create:actions`. Refused with 400,
    /// 401, 403 or 429.
    public let rollBack = Endpoint(
        .post, "/actions/actions/{actionId}/versions/{id}/deploy", "Roll back to a version of an action",
        scopes: "create:actions", status: 202, at: Nested<Action, ActionVersion>.self, body: ActionRollback.self,
        returns: ActionVersion.self)

    /// Lists the triggers for which actions can be written.
    ///
    /// `GET /actions/triggers`, with the scope `read:actions`. Refused with 400, 401, 403 or 429.
    public let triggers = Endpoint(
        .get, "/actions/triggers", "List triggers", scopes: "read:actions", returns: ActionTriggers.self)

    /// Lists the actions that are bound to a trigger, in order of execution.
    ///
    /// `GET /actions/triggers/{triggerId}/bindings`, with the scope `read:actions`. Refused with 400, 401, 403 or
    /// 429.
    public let bindings = Endpoint(
        .get, "/actions/triggers/{triggerId}/bindings", "List a trigger's actions", scopes: "read:actions",
        at: ActionTriggerName.self, query: CountedPageQuery.self, returns: CountedPage<ActionBinding>.self)

    /// Replaces all bindings of a trigger.
    ///
    /// `PATCH /actions/triggers/{triggerId}/bindings`, with the scope `update:actions`. Refused with 400, 401, 403
    /// or 429.
    public let updateBindings = Endpoint(
        .patch, "/actions/triggers/{triggerId}/bindings", "Update a trigger's actions", scopes: "update:actions",
        at: ActionTriggerName.self, body: ActionBindingSelection.self, returns: ActionBindings.self)

    /// Gets the results of running a trigger's actions.
    ///
    /// `GET /actions/executions/{id}`, with the scope `read:actions`. Refused with 400, 401, 403, 404 or 429.
    public let execution = Endpoint(
        .get, "/actions/executions/{id}", "Get an execution", scopes: "read:actions", at: ID<ActionExecution>.self,
        returns: ActionExecution.self)

    public init() {}
}

extension ManagementClient {
    /// Actions: code that runs at points such as login and signup.
    public var actions: ResourceClient<Actions> { ResourceClient(self) }
}
