import Contract
import ManagementClientCore

/// The templates of the tenant's emails.
public struct EmailTemplates: Resource {
    /// Creates an email template.
    ///
    /// `POST /email-templates`, with the scope `create:email_templates`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/email-templates", "Create an e-mail template", scopes: "create:email_templates",
        body: EmailTemplate.self, returns: EmailTemplate.self)

    /// Gets an email template. Kinds of emails without one use a built-in template.
    ///
    /// `GET /email-templates/{templateName}`, with the scope `read:email_templates`. Refused with 400, 401, 403 or
    /// 429.
    public let get = Endpoint(
        .get, "/email-templates/{templateName}", "Get an e-mail template", scopes: "read:email_templates",
        at: ID<EmailTemplate>.self, returns: EmailTemplate.self)

    /// Replaces an email template as a whole.
    ///
    /// `PUT /email-templates/{templateName}`, with the scope `update:email_templates`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let replace = Endpoint(
        .put, "/email-templates/{templateName}", "Replace an e-mail template", scopes: "update:email_templates",
        at: ID<EmailTemplate>.self, body: EmailTemplate.self, returns: EmailTemplate.self)

    /// Updates an email template.
    ///
    /// `PATCH /email-templates/{templateName}`, with the scope `update:email_templates`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/email-templates/{templateName}", "Update an e-mail template", scopes: "update:email_templates",
        at: ID<EmailTemplate>.self, body: Patch<EmailTemplate>.self, returns: EmailTemplate.self)

    public init() {}
}

extension ManagementClient {
    /// The templates of the tenant's emails.
    public var emailTemplates: ResourceClient<EmailTemplates> { ResourceClient(self) }
}
