import Contract
import ManagementClientCore

/// Code that runs when someone has logged in. Auth0 calls it rules; a type of that name says what members of a body
/// must be like.
public struct LoginRules: Resource {
    /// The tenant's rules, in the order in which they run.
    public let list = Endpoint(
        .get, "/rules", "List rules", scopes: "read:rules", query: RuleFilter.self, returns: Page<Rule>.self)

    public let create = Endpoint(
        .post, "/rules", "Create a rule", scopes: "create:rules", status: 201, body: RuleDraft.self,
        returns: Rule.self)

    public let get = Endpoint(
        .get, "/rules/{id}", "Get a rule", scopes: "read:rules", at: ID<Rule>.self, query: RuleFields.self,
        returns: Rule.self)

    public let update = Endpoint(
        .patch, "/rules/{id}", "Update a rule", scopes: "update:rules", at: ID<Rule>.self,
        body: Changes<RuleDraft>.self, returns: Rule.self)

    /// Deletes a rule; also where there is none.
    public let delete = Endpoint(
        .delete, "/rules/{id}", "Delete a rule", scopes: "delete:rules", status: 204, at: ID<Rule>.self)

    public init() {}
}

extension ManagementClient {
    public var rules: ResourceClient<LoginRules> { ResourceClient(self) }
}
