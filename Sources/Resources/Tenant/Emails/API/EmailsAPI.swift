import Contract
import ManagementClientCore

/// Who takes the tenant's mails to the world.
public struct Emails: Resource {
    public let getProvider = Endpoint(
        .get, "/emails/provider", "Get the e-mail provider", scopes: "read:email_provider",
        query: EmailProviderQuery.self, returns: EmailProvider.self)

    public let createProvider = Endpoint(
        .post, "/emails/provider", "Configure the e-mail provider", scopes: "create:email_provider", status: 201,
        body: EmailProviderDraft.self, returns: EmailProvider.self)

    /// Changes the provider. Its credentials are merged as long as its name stays, and replaced with it.
    public let updateProvider = Endpoint(
        .patch, "/emails/provider", "Update the e-mail provider", scopes: "update:email_provider",
        body: Changes<EmailProviderDraft>.self, returns: EmailProvider.self)

    /// Takes the provider away; also where there is none.
    public let deleteProvider = Endpoint(
        .delete, "/emails/provider", "Delete the e-mail provider", scopes: "delete:email_provider", status: 204)

    public init() {}
}

extension ManagementClient {
    public var emails: ResourceClient<Emails> { ResourceClient(self) }
}
