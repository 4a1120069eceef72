import Contract
import ManagementClientCore

/// The phone provider, which delivers the tenant's messages to phones. A tenant has at most one.
public struct PhoneProviders: Resource {
    /// Lists phone providers.
    ///
    /// `GET /branding/phone/providers`, with the scope `read:phone_providers`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/branding/phone/providers", "List phone providers", scopes: "read:phone_providers",
        query: DisabledFilter.self, returns: PhoneProviderList.self)

    /// Configures the phone provider.
    ///
    /// `POST /branding/phone/providers`, with the scope `create:phone_providers`. Refused with 400, 401, 403, 409
    /// or 429.
    public let create = Endpoint(
        .post, "/branding/phone/providers", "Configure the phone provider", scopes: "create:phone_providers",
        status: 201, body: PhoneProviderDraft.self, returns: PhoneProvider.self)

    /// Gets a phone provider.
    ///
    /// `GET /branding/phone/providers/{id}`, with the scope `read:phone_providers`. Refused with 400, 401, 403, 404
    /// or 429.
    public let get = Endpoint(
        .get, "/branding/phone/providers/{id}", "Get a phone provider", scopes: "read:phone_providers",
        at: ID<PhoneProvider>.self, returns: PhoneProvider.self)

    /// Updates a provider. Given members are replaced; changing the name requires new credentials.
    ///
    /// `PATCH /branding/phone/providers/{id}`, with the scope `update:phone_providers`. Refused with 400, 401, 403,
    /// 404, 409 or 429.
    public let update = Endpoint(
        .patch, "/branding/phone/providers/{id}", "Update a phone provider", scopes: "update:phone_providers",
        at: ID<PhoneProvider>.self, body: Patch<PhoneProviderDraft>.self, returns: PhoneProvider.self)

    /// Deletes a phone provider.
    ///
    /// `DELETE /branding/phone/providers/{id}`, with the scope `delete:phone_providers`. Refused with 401, 403, 404
    /// or 429.
    public let delete = Endpoint(
        .delete, "/branding/phone/providers/{id}", "Delete a phone provider", scopes: "delete:phone_providers",
        status: 204, at: ID<PhoneProvider>.self)

    /// Sends a test message after the response.
    ///
    /// `POST /branding/phone/providers/{id}/try`, with the scope `create:phone_providers`. Refused with 400, 401,
    /// 403, 404, 409 or 429.
    public let tryOut = Endpoint(
        .post, "/branding/phone/providers/{id}/try", "Send a test message through a phone provider",
        scopes: "create:phone_providers", status: 202, at: ID<PhoneProvider>.self, body: PhoneTrial.self,
        returns: PhoneTrialAnswer.self)

    public init() {}
}

extension ManagementClient {
    /// The phone provider, which delivers the tenant's messages to phones. A tenant has at most one.
    public var phoneProviders: ResourceClient<PhoneProviders> { ResourceClient(self) }
}
