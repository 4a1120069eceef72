import Contract
import ManagementClientCore

/// The provider that delivers the tenant's emails.
public struct Emails: Resource {
    /// Gets the email provider.
    ///
    /// `GET /emails/provider`, with the scope `read:email_provider`. Refused with 400, 401, 403, 404 or 429.
    public let getProvider = Endpoint(
        .get, "/emails/provider", "Get the e-mail provider", scopes: "read:email_provider",
        query: EmailProviderQuery.self, returns: EmailProvider.self)

    /// Configures the email provider.
    ///
    /// `POST /emails/provider`, with the scope `create:email_provider`. Refused with 400, 401, 403, 409 or 429.
    public let createProvider = Endpoint(
        .post, "/emails/provider", "Configure the e-mail provider", scopes: "create:email_provider", status: 201,
        body: EmailProviderDraft.self, returns: EmailProvider.self)

    /// Updates the email provider. Its credentials are merged if the name stays the same, and replaced if it changes.
    ///
    /// `PATCH /emails/provider`, with the scope `update:email_provider`. Refused with 400, 401, 403, 404, 409 or
    /// 429.
    public let updateProvider = Endpoint(
        .patch, "/emails/provider", "Update the e-mail provider", scopes: "update:email_provider",
        body: Patch<EmailProviderDraft>.self, returns: EmailProvider.self)

    /// Deletes the email provider; it succeeds even if there is none.
    ///
    /// `DELETE /emails/provider`, with the scope `delete:email_provider`. Refused with 400, 401, 403, 404 or 429.
    public let deleteProvider = Endpoint(
        .delete, "/emails/provider", "Delete the e-mail provider", scopes: "delete:email_provider", status: 204)

    public init() {}
}

extension ManagementClient {
    /// The provider that delivers the tenant's emails.
    public var emails: ResourceClient<Emails> { ResourceClient(self) }
}
