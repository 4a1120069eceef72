import Contract
import ManagementClientCore

/// What is done, one thing after the other, when a form is filled in or an action starts it.
public struct Flows: Resource {
    public let list = Endpoint(
        .get, "/flows", "List flows", scopes: "read:flows", query: FlowFilter.self, returns: Page<Flow>.self)

    public let create = Endpoint(
        .post, "/flows", "Create a flow", scopes: "create:flows", status: 201, or: 200, body: FlowDraft.self,
        returns: Flow.self)

    public let get = Endpoint(
        .get, "/flows/{id}", "Get a flow", scopes: "read:flows", at: ID<Flow>.self, query: FlowQuery.self,
        returns: Flow.self)

    public let update = Endpoint(
        .patch, "/flows/{id}", "Update a flow", scopes: "update:flows", at: ID<Flow>.self,
        body: Changes<FlowDraft>.self, returns: Flow.self)

    public let delete = Endpoint(
        .delete, "/flows/{id}", "Delete a flow", scopes: "delete:flows", status: 204, at: ID<Flow>.self)

    public init() {}
}

/// How flows went.
public struct FlowExecutions: Resource {
    public let list = Endpoint(
        .get, "/flows/{flow_id}/executions", "List a flow's executions", scopes: "read:flows_executions",
        at: ID<Flow>.self, query: CheckpointQuery.self, returns: Page<FlowExecution>.self)

    public let get = Endpoint(
        .get, "/flows/{flow_id}/executions/{execution_id}", "Get an execution of a flow",
        scopes: "read:flows_executions", at: Nested<Flow, FlowExecution>.self, query: FlowExecutionQuery.self,
        returns: FlowExecution.self)

    public let delete = Endpoint(
        .delete, "/flows/{flow_id}/executions/{execution_id}", "Delete an execution of a flow",
        scopes: "delete:flows_executions", status: 204, at: Nested<Flow, FlowExecution>.self)

    public init() {}
}

/// What flows get access to others with.
public struct FlowVault: Resource {
    public let list = Endpoint(
        .get, "/flows/vault/connections", "List vault connections", scopes: "read:flows_vault_connections",
        query: VaultConnectionFilter.self, returns: Page<VaultConnection>.self)

    public let create = Endpoint(
        .post, "/flows/vault/connections", "Create a vault connection", scopes: "create:flows_vault_connections",
        body: VaultConnectionDraft.self, returns: VaultConnection.self)

    public let get = Endpoint(
        .get, "/flows/vault/connections/{id}", "Get a vault connection", scopes: "read:flows_vault_connections",
        at: ID<VaultConnection>.self, returns: VaultConnection.self)

    public let update = Endpoint(
        .patch, "/flows/vault/connections/{id}", "Update a vault connection",
        scopes: "update:flows_vault_connections", at: ID<VaultConnection>.self,
        body: Changes<VaultConnectionDraft>.self, returns: VaultConnection.self)

    public let delete = Endpoint(
        .delete, "/flows/vault/connections/{id}", "Delete a vault connection",
        scopes: "delete:flows_vault_connections", status: 204, at: ID<VaultConnection>.self)

    public init() {}
}

extension ManagementClient {
    public var flows: ResourceClient<Flows> { ResourceClient(self) }
    public var flowExecutions: ResourceClient<FlowExecutions> { ResourceClient(self) }
    public var flowVault: ResourceClient<FlowVault> { ResourceClient(self) }
}
