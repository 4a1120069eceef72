import Contract
import ManagementClientCore

/// The templates of messages to phones.
public struct PhoneTemplates: Resource {
    /// Lists the tenant's templates, and the default templates of other kinds of messages.
    ///
    /// `GET /branding/phone/templates`, with the scope `read:phone_templates`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/branding/phone/templates", "List phone notification templates", scopes: "read:phone_templates",
        query: DisabledFilter.self, returns: PhoneTemplateList.self)

    /// Creates a phone notification template.
    ///
    /// `POST /branding/phone/templates`, with the scope `create:phone_templates`. Refused with 400, 401, 403, 409
    /// or 429.
    public let create = Endpoint(
        .post, "/branding/phone/templates", "Create a phone notification template", scopes: "create:phone_templates",
        status: 201, body: PhoneTemplateDraft.self, returns: PhoneTemplate.self)

    /// Gets a phone notification template.
    ///
    /// `GET /branding/phone/templates/{id}`, with the scope `read:phone_templates`. Refused with 400, 401, 403, 404
    /// or 429.
    public let get = Endpoint(
        .get, "/branding/phone/templates/{id}", "Get a phone notification template", scopes: "read:phone_templates",
        at: ID<PhoneTemplate>.self, returns: PhoneTemplate.self)

    /// Updates a template. Its content is merged.
    ///
    /// `PATCH /branding/phone/templates/{id}`, with the scope `update:phone_templates`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let update = Endpoint(
        .patch, "/branding/phone/templates/{id}", "Update a phone notification template",
        scopes: "update:phone_templates", at: ID<PhoneTemplate>.self, body: Patch<PhoneTemplateDraft>.self,
        returns: PhoneTemplate.self)

    /// Deletes a phone notification template.
    ///
    /// `DELETE /branding/phone/templates/{id}`, with the scope `delete:phone_templates`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/branding/phone/templates/{id}", "Delete a phone notification template",
        scopes: "delete:phone_templates", status: 204, at: ID<PhoneTemplate>.self)

    /// Resets a template to the default content.
    ///
    /// `PATCH /branding/phone/templates/{id}/reset`, with the scope `update:phone_templates`. Refused with 400,
    /// 401, 403 or 429.
    public let reset = Endpoint(
        .patch, "/branding/phone/templates/{id}/reset", "Reset a phone notification template",
        scopes: "update:phone_templates", at: ID<PhoneTemplate>.self, returns: PhoneTemplate.self)

    /// Sends a test message from a template after the response.
    ///
    /// `POST /branding/phone/templates/{id}/try`, with the scope `create:phone_templates`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let tryOut = Endpoint(
        .post, "/branding/phone/templates/{id}/try", "Send a test message with a template",
        scopes: "create:phone_templates", status: 202, at: ID<PhoneTemplate>.self, body: PhoneTrial.self,
        returns: PhoneTrialAnswer.self)

    public init() {}
}

extension ManagementClient {
    /// The templates of messages to phones.
    public var phoneTemplates: ResourceClient<PhoneTemplates> { ResourceClient(self) }
}
