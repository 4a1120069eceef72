import Contract
import ManagementClientCore

/// How login pages look in detail. A tenant has one theme at most.
public struct BrandingThemes: Resource {
    public let create = Endpoint(
        .post, "/branding/themes", "Create a branding theme", scopes: "update:branding", body: BrandingThemeDraft.self,
        returns: BrandingTheme.self)

    public let getDefault = Endpoint(
        .get, "/branding/themes/default", "Get the default branding theme", scopes: "read:branding",
        returns: BrandingTheme.self)

    public let get = Endpoint(
        .get, "/branding/themes/{themeId}", "Get a branding theme", scopes: "read:branding",
        at: ID<BrandingTheme>.self, returns: BrandingTheme.self)

    /// Replaces a theme; its name stays where none is given.
    public let update = Endpoint(
        .patch, "/branding/themes/{themeId}", "Update a branding theme", scopes: "update:branding",
        at: ID<BrandingTheme>.self, body: BrandingThemeDraft.self, returns: BrandingTheme.self)

    public let delete = Endpoint(
        .delete, "/branding/themes/{themeId}", "Delete a branding theme", scopes: "delete:branding", status: 204,
        at: ID<BrandingTheme>.self)

    public init() {}
}

extension ManagementClient {
    public var brandingThemes: ResourceClient<BrandingThemes> { ResourceClient(self) }
}
