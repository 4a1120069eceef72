import Contract
import ManagementClientCore

/// Rules: code that runs after a login.
public struct Rules: Resource {
    /// Lists the tenant's rules, in the order in which they run.
    ///
    /// `GET /rules`, with the scope `read:rules`. Refused with 400, 401, 403, 404 or 429.
    public let list = Endpoint(
        .get, "/rules", "List rules", scopes: "read:rules", query: RuleFilter.self, returns: Page<Rule>.self)

    /// Creates a rule.
    ///
    /// `POST /rules`, with the scope `create:rules`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/rules", "Create a rule", scopes: "create:rules", status: 201, body: RuleDraft.self,
        returns: Rule.self)

    /// Gets a rule.
    ///
    /// `GET /rules/{id}`, with the scope `read:rules`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/rules/{id}", "Get a rule", scopes: "read:rules", at: ID<Rule>.self, query: RuleFields.self,
        returns: Rule.self)

    /// Updates a rule.
    ///
    /// `PATCH /rules/{id}`, with the scope `update:rules`. Refused with 400, 401, 403, 404, 409 or 429.
    public let update = Endpoint(
        .patch, "/rules/{id}", "Update a rule", scopes: "update:rules", at: ID<Rule>.self,
        body: Patch<RuleDraft>.self, returns: Rule.self)

    /// Deletes a rule; it succeeds even if the rule does not exist.
    ///
    /// `DELETE /rules/{id}`, with the scope `delete:rules`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/rules/{id}", "Delete a rule", scopes: "delete:rules", status: 204, at: ID<Rule>.self)

    public init() {}
}

extension ManagementClient {
    /// Rules: code that runs after a login.
    public var rules: ResourceClient<Rules> { ResourceClient(self) }
}
