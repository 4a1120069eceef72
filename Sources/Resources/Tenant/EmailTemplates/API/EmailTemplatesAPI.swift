import Contract
import ManagementClientCore

/// What the tenant's mails say.
public struct EmailTemplates: Resource {
    public let create = Endpoint(
        .post, "/email-templates", "Create an e-mail template", scopes: "create:email_templates",
        body: EmailTemplate.self, returns: EmailTemplate.self)

    /// A template that was created. Kinds of mails without one say what is built in.
    public let get = Endpoint(
        .get, "/email-templates/{templateName}", "Get an e-mail template", scopes: "read:email_templates",
        at: ID<EmailTemplate>.self, returns: EmailTemplate.self)

    /// Replaces a template as a whole.
    public let replace = Endpoint(
        .put, "/email-templates/{templateName}", "Replace an e-mail template", scopes: "update:email_templates",
        at: ID<EmailTemplate>.self, body: EmailTemplate.self, returns: EmailTemplate.self)

    public let update = Endpoint(
        .patch, "/email-templates/{templateName}", "Update an e-mail template", scopes: "update:email_templates",
        at: ID<EmailTemplate>.self, body: Changes<EmailTemplate>.self, returns: EmailTemplate.self)

    public init() {}
}

extension ManagementClient {
    public var emailTemplates: ResourceClient<EmailTemplates> { ResourceClient(self) }
}
