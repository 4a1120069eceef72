import Contract
import ManagementClientCore

/// Names of the tenant's own, under which it is reached besides its issuer's.
public struct CustomDomains: Resource {
    /// All domains, or a page of them where `take` or `from` is given.
    public let list = Endpoint(
        .get, "/custom-domains", "List custom domains", scopes: "read:custom_domains", query: CustomDomainFilter.self,
        returns: Page<CustomDomain>.self)

    public let create = Endpoint(
        .post, "/custom-domains", "Create a custom domain", scopes: "create:custom_domains", status: 201,
        body: CustomDomainDraft.self, returns: CustomDomain.self)

    /// The domain that links lead to unless told otherwise; with nothing but its name where that is the issuer's.
    public let getDefault = Endpoint(
        .get, "/custom-domains/default", "Get the default domain", scopes: "read:custom_domains",
        returns: DefaultDomain.self)

    /// Makes a domain the default one: a custom domain, or the issuer's.
    public let setDefault = Endpoint(
        .patch, "/custom-domains/default", "Set the default domain", scopes: "update:custom_domains",
        body: DefaultDomainDraft.self, returns: DefaultDomain.self)

    public let get = Endpoint(
        .get, "/custom-domains/{id}", "Get a custom domain", scopes: "read:custom_domains",
        at: ID<CustomDomain>.self, returns: CustomDomain.self)

    /// Changes a domain. Its metadata are merged, and `null` takes one away.
    public let update = Endpoint(
        .patch, "/custom-domains/{id}", "Update a custom domain", scopes: "update:custom_domains",
        at: ID<CustomDomain>.self, body: Changes<CustomDomainDraft>.self, returns: CustomDomain.self)

    /// Deletes a domain; also one that is not there.
    public let delete = Endpoint(
        .delete, "/custom-domains/{id}", "Delete a custom domain", scopes: "delete:custom_domains", status: 204,
        at: ID<CustomDomain>.self)

    /// Looks into the DNS whether the domain is the tenant's.
    public let verify = Endpoint(
        .post, "/custom-domains/{id}/verify", "Verify a custom domain", scopes: "create:custom_domains",
        at: ID<CustomDomain>.self, returns: CustomDomain.self)

    /// Asks the domain over HTTPS whether this tenant answers.
    public let test = Endpoint(
        .post, "/custom-domains/{id}/test", "Test a custom domain", scopes: "read:custom_domains",
        at: ID<CustomDomain>.self, returns: CustomDomainTest.self)

    public init() {}
}

extension ManagementClient {
    public var customDomains: ResourceClient<CustomDomains> { ResourceClient(self) }
}
