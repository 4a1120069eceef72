import Contract
import ManagementClientCore

/// What people fill in while they log in.
public struct Forms: Resource {
    public let list = Endpoint(
        .get, "/forms", "List forms", scopes: "read:forms", query: FormFilter.self, returns: Page<Form>.self)

    public let create = Endpoint(
        .post, "/forms", "Create a form", scopes: "create:forms", status: 201, or: 200, body: FormDraft.self,
        returns: Form.self)

    public let get = Endpoint(
        .get, "/forms/{id}", "Get a form", scopes: "read:forms", at: ID<Form>.self, query: FormQuery.self,
        returns: Form.self)

    public let update = Endpoint(
        .patch, "/forms/{id}", "Update a form", scopes: "update:forms", at: ID<Form>.self,
        body: Changes<FormDraft>.self, returns: Form.self)

    public let delete = Endpoint(
        .delete, "/forms/{id}", "Delete a form", scopes: "delete:forms", status: 204, at: ID<Form>.self)

    public init() {}
}

extension ManagementClient {
    public var forms: ResourceClient<Forms> { ResourceClient(self) }
}
