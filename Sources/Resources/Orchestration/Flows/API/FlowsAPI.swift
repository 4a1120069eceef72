import Contract
import ManagementClientCore

/// Flows: sequences of actions that forms or actions start.
public struct Flows: Resource {
    /// Lists flows.
    ///
    /// `GET /flows`, with the scope `read:flows`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/flows", "List flows", scopes: "read:flows", query: FlowFilter.self, returns: Page<Flow>.self)

    /// Creates a flow.
    ///
    /// `POST /flows`, with the scope `create:flows`. Refused with 400, 401, 403 or 429.
    public let create = Endpoint(
        .post, "/flows", "Create a flow", scopes: "create:flows", status: 201, or: 200, body: FlowDraft.self,
        returns: Flow.self)

    /// Gets a flow.
    ///
    /// `GET /flows/{id}`, with the scope `read:flows`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/flows/{id}", "Get a flow", scopes: "read:flows", at: ID<Flow>.self, query: FlowQuery.self,
        returns: Flow.self)

    /// Updates a flow.
    ///
    /// `PATCH /flows/{id}`, with the scope `update:flows`. Refused with 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/flows/{id}", "Update a flow", scopes: "update:flows", at: ID<Flow>.self,
        body: Patch<FlowDraft>.self, returns: Flow.self)

    /// Deletes a flow.
    ///
    /// `DELETE /flows/{id}`, with the scope `delete:flows`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/flows/{id}", "Delete a flow", scopes: "delete:flows", status: 204, at: ID<Flow>.self)

    public init() {}
}

/// The executions of flows.
public struct FlowExecutions: Resource {
    /// Lists a flow's executions.
    ///
    /// `GET /flows/{flow_id}/executions`, with the scope `read:flows_executions`. Refused with 400, 401, 403 or
    /// 429.
    public let list = Endpoint(
        .get, "/flows/{flow_id}/executions", "List a flow's executions", scopes: "read:flows_executions",
        at: ID<Flow>.self, query: CheckpointQuery.self, returns: Page<FlowExecution>.self)

    /// Gets an execution of a flow.
    ///
    /// `GET /flows/{flow_id}/executions/{execution_id}`, with the scope `read:flows_executions`. Refused with 400,
    /// 401, 403 or 429.
    public let get = Endpoint(
        .get, "/flows/{flow_id}/executions/{execution_id}", "Get an execution of a flow",
        scopes: "read:flows_executions", at: Nested<Flow, FlowExecution>.self, query: FlowExecutionQuery.self,
        returns: FlowExecution.self)

    /// Deletes an execution of a flow.
    ///
    /// `DELETE /flows/{flow_id}/executions/{execution_id}`, with the scope `delete:flows_executions`. Refused with
    /// 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/flows/{flow_id}/executions/{execution_id}", "Delete an execution of a flow",
        scopes: "delete:flows_executions", status: 204, at: Nested<Flow, FlowExecution>.self)

    public init() {}
}

/// Vault connections: the credentials with which flows access external services.
public struct FlowVault: Resource {
    /// Lists vault connections.
    ///
    /// `GET /flows/vault/connections`, with the scope `read:flows_vault_connections`. Refused with 400, 401, 403 or
    /// 429.
    public let list = Endpoint(
        .get, "/flows/vault/connections", "List vault connections", scopes: "read:flows_vault_connections",
        query: VaultConnectionFilter.self, returns: Page<VaultConnection>.self)

    /// Creates a vault connection.
    ///
    /// `POST /flows/vault/connections`, with the scope `create:flows_vault_connections`. Refused with 400, 401, 403
    /// or 429.
    public let create = Endpoint(
        .post, "/flows/vault/connections", "Create a vault connection", scopes: "create:flows_vault_connections",
        body: VaultConnectionDraft.self, returns: VaultConnection.self)

    /// Gets a vault connection.
    ///
    /// `GET /flows/vault/connections/{id}`, with the scope `read:flows_vault_connections`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let get = Endpoint(
        .get, "/flows/vault/connections/{id}", "Get a vault connection", scopes: "read:flows_vault_connections",
        at: ID<VaultConnection>.self, returns: VaultConnection.self)

    /// Updates a vault connection.
    ///
    /// `PATCH /flows/vault/connections/{id}`, with the scope `update:flows_vault_connections`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/flows/vault/connections/{id}", "Update a vault connection",
        scopes: "update:flows_vault_connections", at: ID<VaultConnection>.self,
        body: Patch<VaultConnectionDraft>.self, returns: VaultConnection.self)

    /// Deletes a vault connection.
    ///
    /// `DELETE /flows/vault/connections/{id}`, with the scope `delete:flows_vault_connections`. Refused with 400,
    /// 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/flows/vault/connections/{id}", "Delete a vault connection",
        scopes: "delete:flows_vault_connections", status: 204, at: ID<VaultConnection>.self)

    public init() {}
}

extension ManagementClient {
    /// Flows: sequences of actions that forms or actions start.
    public var flows: ResourceClient<Flows> { ResourceClient(self) }
    /// The executions of flows.
    public var flowExecutions: ResourceClient<FlowExecutions> { ResourceClient(self) }
    /// Vault connections: the credentials with which flows access external services.
    public var flowVault: ResourceClient<FlowVault> { ResourceClient(self) }
}
