import Contract
import ManagementClientCore

/// Prompts, the steps of the login flow: settings, texts, partials and rendering.
public struct Prompts: Resource {
    /// Gets prompt settings.
    ///
    /// `GET /prompts`, with the scope `read:prompts`. Refused with 401, 403 or 429.
    public let settings = Endpoint(
        .get, "/prompts", "Get prompt settings", scopes: "read:prompts", returns: PromptSettings.self)

    /// Updates prompt settings.
    ///
    /// `PATCH /prompts`, with the scope `update:prompts`. Refused with 400, 401, 403 or 429.
    public let updateSettings = Endpoint(
        .patch, "/prompts", "Update prompt settings", scopes: "update:prompts", body: Patch<PromptSettings>.self,
        returns: PromptSettings.self)

    /// Gets the custom texts of a prompt, by screen and key.
    ///
    /// `GET /prompts/{prompt}/custom-text/{language}`, with the scope `read:prompts`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let customText = Endpoint(
        .get, "/prompts/{prompt}/custom-text/{language}", "Get a prompt's custom text", scopes: "read:prompts",
        at: Nested<Prompt, PromptLanguage>.self, returns: [String: [String: String]].self)

    /// Replaces all custom texts of a prompt in one language.
    ///
    /// `PUT /prompts/{prompt}/custom-text/{language}`, with the scope `update:prompts`. Refused with 400, 401, 403
    /// or 429.
    public let setCustomText = Endpoint(
        .put, "/prompts/{prompt}/custom-text/{language}", "Set a prompt's custom text", scopes: "update:prompts",
        at: Nested<Prompt, PromptLanguage>.self, body: [String: [String: String]].self,
        returns: [String: [String: String]].self)

    /// Gets the partials of a prompt, by screen and insertion point.
    ///
    /// `GET /prompts/{prompt}/partials`, with the scope `read:prompts`. Refused with 400, 401, 403, 404 or 429.
    public let partials = Endpoint(
        .get, "/prompts/{prompt}/partials", "Get a prompt's partials", scopes: "read:prompts",
        at: ID<PromptWithPartials>.self, returns: PromptPartials.self)

    /// Replaces all of a prompt's partials.
    ///
    /// `PUT /prompts/{prompt}/partials`, with the scope `update:prompts`. Refused with 400, 401, 403 or 429.
    public let setPartials = Endpoint(
        .put, "/prompts/{prompt}/partials", "Set a prompt's partials", scopes: "update:prompts",
        at: ID<PromptWithPartials>.self, body: PromptPartials.self, returns: PromptPartials.self)

    /// Lists the rendering settings of screens that were configured.
    ///
    /// `GET /prompts/rendering`, with the scope `read:prompts`. Refused with 400, 401, 402, 403 or 429.
    public let listRenderings = Endpoint(
        .get, "/prompts/rendering", "List how screens are rendered", scopes: "read:prompts",
        query: ScreenRenderingFilter.self, returns: Page<ScreenRendering>.self)

    /// Updates the rendering of several screens in one transaction.
    ///
    /// `PATCH /prompts/rendering`, with the scope `update:prompts`. Refused with 400, 401, 402, 403 or 429.
    public let updateRenderings = Endpoint(
        .patch, "/prompts/rendering", "Update how screens are rendered", scopes: "update:prompts",
        body: ScreenRenderings.self, returns: ScreenRenderings.self)

    /// Gets the rendering settings of a screen.
    ///
    /// `GET /prompts/{prompt}/screen/{screen}/rendering`, with the scope `read:prompts`. Refused with 400, 401,
    /// 402, 403, 404 or 429.
    public let rendering = Endpoint(
        .get, "/prompts/{prompt}/screen/{screen}/rendering", "Get how a screen is rendered", scopes: "read:prompts",
        at: Nested<Prompt, PromptScreen>.self, returns: ScreenRendering.self)

    /// Updates the rendering of a screen. The response contains the changed settings.
    ///
    /// `PATCH /prompts/{prompt}/screen/{screen}/rendering`, with the scope `update:prompts`. Refused with 400, 401,
    /// 402, 403 or 429.
    public let updateRendering = Endpoint(
        .patch, "/prompts/{prompt}/screen/{screen}/rendering", "Update how a screen is rendered",
        scopes: "update:prompts", at: Nested<Prompt, PromptScreen>.self, body: Patch<ScreenRenderingSettings>.self,
        returns: ScreenRenderingSettings.self)

    public init() {}
}

extension ManagementClient {
    /// Prompts, the steps of the login flow: settings, texts, partials and rendering.
    public var prompts: ResourceClient<Prompts> { ResourceClient(self) }
}
