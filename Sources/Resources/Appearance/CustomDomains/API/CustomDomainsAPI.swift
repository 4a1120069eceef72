import Contract
import ManagementClientCore

/// Custom domains, under which the tenant is reachable in addition to its issuer's domain.
public struct CustomDomains: Resource {
    /// Lists all custom domains, or one page if `take` or `from` is given.
    ///
    /// `GET /custom-domains`, with the scope `read:custom_domains`. Refused with 401, 403 or 429.
    public let list = Endpoint(
        .get, "/custom-domains", "List custom domains", scopes: "read:custom_domains", query: CustomDomainFilter.self,
        returns: Page<CustomDomain>.self)

    /// Creates a custom domain.
    ///
    /// `POST /custom-domains`, with the scope `create:custom_domains`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/custom-domains", "Create a custom domain", scopes: "create:custom_domains", status: 201,
        body: CustomDomainDraft.self, returns: CustomDomain.self)

    /// Gets the domain that links use by default; for the issuer's domain, only its name is returned.
    ///
    /// `GET /custom-domains/default`, with the scope `read:custom_domains`. Refused with 401, 403 or 429.
    public let getDefault = Endpoint(
        .get, "/custom-domains/default", "Get the default domain", scopes: "read:custom_domains",
        returns: DefaultDomain.self)

    /// Sets the default domain: a custom domain or the issuer's domain.
    ///
    /// `PATCH /custom-domains/default`, with the scope `update:custom_domains`. Refused with 400, 403 or 429.
    public let setDefault = Endpoint(
        .patch, "/custom-domains/default", "Set the default domain", scopes: "update:custom_domains",
        body: DefaultDomainDraft.self, returns: DefaultDomain.self)

    /// Gets a custom domain.
    ///
    /// `GET /custom-domains/{id}`, with the scope `read:custom_domains`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/custom-domains/{id}", "Get a custom domain", scopes: "read:custom_domains",
        at: ID<CustomDomain>.self, returns: CustomDomain.self)

    /// Updates a custom domain. Its metadata is merged, and `null` removes an entry.
    ///
    /// `PATCH /custom-domains/{id}`, with the scope `update:custom_domains`. Refused with 400, 401, 403 or 429.
    public let update = Endpoint(
        .patch, "/custom-domains/{id}", "Update a custom domain", scopes: "update:custom_domains",
        at: ID<CustomDomain>.self, body: Patch<CustomDomainDraft>.self, returns: CustomDomain.self)

    /// Deletes a custom domain; it succeeds even if the domain does not exist.
    ///
    /// `DELETE /custom-domains/{id}`, with the scope `delete:custom_domains`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/custom-domains/{id}", "Delete a custom domain", scopes: "delete:custom_domains", status: 204,
        at: ID<CustomDomain>.self)

    /// Verifies the ownership of a domain by its DNS records.
    ///
    /// `POST /custom-domains/{id}/verify`, with the scope `create:custom_domains`. Refused with 400, 401, 403, 404
    /// or 429.
    public let verify = Endpoint(
        .post, "/custom-domains/{id}/verify", "Verify a custom domain", scopes: "create:custom_domains",
        at: ID<CustomDomain>.self, returns: CustomDomain.self)

    /// Requests the domain over HTTPS and checks that this tenant responds.
    ///
    /// `POST /custom-domains/{id}/test`, with the scope `read:custom_domains`. Refused with 400, 401, 403, 404, 409
    /// or 429.
    public let test = Endpoint(
        .post, "/custom-domains/{id}/test", "Test a custom domain", scopes: "read:custom_domains",
        at: ID<CustomDomain>.self, returns: CustomDomainTest.self)

    public init() {}
}

extension ManagementClient {
    /// Custom domains, under which the tenant is reachable in addition to its issuer's domain.
    public var customDomains: ResourceClient<CustomDomains> { ResourceClient(self) }
}
