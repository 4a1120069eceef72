import Contract
import ManagementClientCore

/// Branding themes: the detailed appearance of login pages. A tenant has at most one theme.
public struct BrandingThemes: Resource {
    /// Creates a branding theme.
    ///
    /// `POST /branding/themes`, with the scope `update:branding`. Refused with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/branding/themes", "Create a branding theme", scopes: "update:branding", body: BrandingThemeDraft.self,
        returns: BrandingTheme.self)

    /// Gets the default branding theme.
    ///
    /// `GET /branding/themes/default`, with the scope `read:branding`. Refused with 401, 403, 404 or 429.
    public let getDefault = Endpoint(
        .get, "/branding/themes/default", "Get the default branding theme", scopes: "read:branding",
        returns: BrandingTheme.self)

    /// Gets a branding theme.
    ///
    /// `GET /branding/themes/{themeId}`, with the scope `read:branding`. Refused with 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/branding/themes/{themeId}", "Get a branding theme", scopes: "read:branding",
        at: ID<BrandingTheme>.self, returns: BrandingTheme.self)

    /// Replaces a theme; without a name in the request, its name is kept.
    ///
    /// `PATCH /branding/themes/{themeId}`, with the scope `update:branding`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let update = Endpoint(
        .patch, "/branding/themes/{themeId}", "Update a branding theme", scopes: "update:branding",
        at: ID<BrandingTheme>.self, body: BrandingThemeDraft.self, returns: BrandingTheme.self)

    /// Deletes a branding theme.
    ///
    /// `DELETE /branding/themes/{themeId}`, with the scope `delete:branding`. Refused with 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/branding/themes/{themeId}", "Delete a branding theme", scopes: "delete:branding", status: 204,
        at: ID<BrandingTheme>.self)

    public init() {}
}

extension ManagementClient {
    /// Branding themes: the detailed appearance of login pages. A tenant has at most one theme.
    public var brandingThemes: ResourceClient<BrandingThemes> { ResourceClient(self) }
}
