import Contract
import ManagementClientCore

/// Forms that users fill in during login.
public struct Forms: Resource {
    /// Lists forms.
    ///
    /// `GET /forms`, with the scope `read:forms`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/forms", "List forms", scopes: "read:forms", query: FormFilter.self, returns: Page<Form>.self)

    /// Creates a form.
    ///
    /// `POST /forms`, with the scope `create:forms`. Refused with 400, 401, 403 or 429.
    public let create = Endpoint(
        .post, "/forms", "Create a form", scopes: "create:forms", status: 201, or: 200, body: FormDraft.self,
        returns: Form.self)

    /// Gets a form.
    ///
    /// `GET /forms/{id}`, with the scope `read:forms`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/forms/{id}", "Get a form", scopes: "read:forms", at: ID<Form>.self, query: FormQuery.self,
        returns: Form.self)

    /// Updates a form.
    ///
    /// `PATCH /forms/{id}`, with the scope `update:forms`. Refused with 401, 403 or 429.
    public let update = Endpoint(
        .patch, "/forms/{id}", "Update a form", scopes: "update:forms", at: ID<Form>.self,
        body: Patch<FormDraft>.self, returns: Form.self)

    /// Deletes a form.
    ///
    /// `DELETE /forms/{id}`, with the scope `delete:forms`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/forms/{id}", "Delete a form", scopes: "delete:forms", status: 204, at: ID<Form>.self)

    public init() {}
}

extension ManagementClient {
    /// Forms that users fill in during login.
    public var forms: ResourceClient<Forms> { ResourceClient(self) }
}
