import Contract
import ManagementClientCore

/// Who takes the tenant's messages to phones. A tenant has one at most.
public struct PhoneProviders: Resource {
    public let list = Endpoint(
        .get, "/branding/phone/providers", "List phone providers", scopes: "read:phone_providers",
        query: DisabledFilter.self, returns: PhoneProviderList.self)

    public let create = Endpoint(
        .post, "/branding/phone/providers", "Configure the phone provider", scopes: "create:phone_providers",
        status: 201, body: PhoneProviderDraft.self, returns: PhoneProvider.self)

    public let get = Endpoint(
        .get, "/branding/phone/providers/{id}", "Get a phone provider", scopes: "read:phone_providers",
        at: ID<PhoneProvider>.self, returns: PhoneProvider.self)

    /// Changes a provider. What is given replaces what was there; another name needs its own credentials.
    public let update = Endpoint(
        .patch, "/branding/phone/providers/{id}", "Update a phone provider", scopes: "update:phone_providers",
        at: ID<PhoneProvider>.self, body: Changes<PhoneProviderDraft>.self, returns: PhoneProvider.self)

    public let delete = Endpoint(
        .delete, "/branding/phone/providers/{id}", "Delete a phone provider", scopes: "delete:phone_providers",
        status: 204, at: ID<PhoneProvider>.self)

    /// Sends a message, once the answer is given.
    public let tryOut = Endpoint(
        .post, "/branding/phone/providers/{id}/try", "Send a test message through a phone provider",
        scopes: "create:phone_providers", status: 202, at: ID<PhoneProvider>.self, body: PhoneTrial.self,
        returns: PhoneTrialAnswer.self)

    public init() {}
}

extension ManagementClient {
    public var phoneProviders: ResourceClient<PhoneProviders> { ResourceClient(self) }
}
