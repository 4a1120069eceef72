import Contract
import ManagementClientCore

/// What messages to phones say.
public struct PhoneTemplates: Resource {
    /// The tenant's templates, and what is said where it has none.
    public let list = Endpoint(
        .get, "/branding/phone/templates", "List phone notification templates", scopes: "read:phone_templates",
        query: DisabledFilter.self, returns: PhoneTemplateList.self)

    public let create = Endpoint(
        .post, "/branding/phone/templates", "Create a phone notification template", scopes: "create:phone_templates",
        status: 201, body: PhoneTemplateDraft.self, returns: PhoneTemplate.self)

    public let get = Endpoint(
        .get, "/branding/phone/templates/{id}", "Get a phone notification template", scopes: "read:phone_templates",
        at: ID<PhoneTemplate>.self, returns: PhoneTemplate.self)

    /// Changes a template. Its content is merged.
    public let update = Endpoint(
        .patch, "/branding/phone/templates/{id}", "Update a phone notification template",
        scopes: "update:phone_templates", at: ID<PhoneTemplate>.self, body: Changes<PhoneTemplateDraft>.self,
        returns: PhoneTemplate.self)

    public let delete = Endpoint(
        .delete, "/branding/phone/templates/{id}", "Delete a phone notification template",
        scopes: "delete:phone_templates", status: 204, at: ID<PhoneTemplate>.self)

    /// Has a template say what is said without one.
    public let reset = Endpoint(
        .patch, "/branding/phone/templates/{id}/reset", "Reset a phone notification template",
        scopes: "update:phone_templates", at: ID<PhoneTemplate>.self, returns: PhoneTemplate.self)

    /// Sends a message that the template makes, once the answer is given.
    public let tryOut = Endpoint(
        .post, "/branding/phone/templates/{id}/try", "Send a test message with a template",
        scopes: "create:phone_templates", status: 202, at: ID<PhoneTemplate>.self, body: PhoneTrial.self,
        returns: PhoneTrialAnswer.self)

    public init() {}
}

extension ManagementClient {
    public var phoneTemplates: ResourceClient<PhoneTemplates> { ResourceClient(self) }
}
