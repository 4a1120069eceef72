import Contract
import ManagementClientCore

/// The branding of the tenant's pages and emails.
public struct Branding: Resource {
    /// Gets branding settings.
    ///
    /// `GET /branding`, with the scope `read:branding`. Refused with 401, 403 or 429.
    public let settings = Endpoint(
        .get, "/branding", "Get branding settings", scopes: "read:branding", returns: BrandingSettings.self)

    /// Updates settings. The first level of objects is merged, and `null` removes a member.
    ///
    /// `PATCH /branding`, with the scope `update:branding`. Refused with 400, 401, 403 or 429.
    public let updateSettings = Endpoint(
        .patch, "/branding", "Update branding settings", scopes: "update:branding",
        body: Patch<BrandingSettings>.self, returns: BrandingSettings.self)

    /// Gets the template of login pages.
    ///
    /// `GET /branding/templates/universal-login`, with the scope `read:branding`. Refused with 401, 402, 403, 404
    /// or 429.
    public let universalLogin = Endpoint(
        .get, "/branding/templates/universal-login", "Get the template of login pages", scopes: "read:branding",
        returns: UniversalLoginTemplate.self)

    /// Sets the template of login pages. Creating it responds with 201.
    ///
    /// `PUT /branding/templates/universal-login`, with the scope `update:branding`. Refused with 400, 401, 402,
    /// 403, 409 or 429.
    public let setUniversalLogin = Endpoint(
        .put, "/branding/templates/universal-login", "Set the template of login pages", scopes: "update:branding",
        status: 204, or: 201, body: UniversalLoginTemplateDraft.self)

    /// Deletes the template of login pages; it succeeds even if there is none.
    ///
    /// `DELETE /branding/templates/universal-login`, with the scope `delete:branding`. Refused with 401, 402, 403
    /// or 429.
    public let deleteUniversalLogin = Endpoint(
        .delete, "/branding/templates/universal-login", "Delete the template of login pages", scopes: "delete:branding",
        status: 204)

    public init() {}
}

extension ManagementClient {
    /// The branding of the tenant's pages and emails.
    public var branding: ResourceClient<Branding> { ResourceClient(self) }
}
