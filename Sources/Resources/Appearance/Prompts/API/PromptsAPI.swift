import Contract
import ManagementClientCore

/// The steps of logging in: how they go, what they say, and who draws them.
public struct Prompts: Resource {
    /// Gets prompt settings.
    ///
    /// `GET /prompts`, with the scope `read:prompts`. Refused with 401, 403 or 429.
    public let settings = Endpoint(
        .get, "/prompts", "Get prompt settings", scopes: "read:prompts", returns: PromptSettings.self)

    /// Changes prompt settings.
    ///
    /// `PATCH /prompts`, with the scope `update:prompts`. Refused with 400, 401, 403 or 429.
    public let updateSettings = Endpoint(
        .patch, "/prompts", "Update prompt settings", scopes: "update:prompts", body: Patch<PromptSettings>.self,
        returns: PromptSettings.self)

    /// Texts in place of the usual ones, by screen and by key.
    ///
    /// `GET /prompts/{prompt}/custom-text/{language}`, with the scope `read:prompts`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let customText = Endpoint(
        .get, "/prompts/{prompt}/custom-text/{language}", "Get a prompt's custom text", scopes: "read:prompts",
        at: Nested<Prompt, PromptLanguage>.self, returns: [String: [String: String]].self)

    /// Replaces all of a prompt's texts in a language.
    ///
    /// `PUT /prompts/{prompt}/custom-text/{language}`, with the scope `update:prompts`. Refused with 400, 401, 403
    /// or 429.
    public let setCustomText = Endpoint(
        .put, "/prompts/{prompt}/custom-text/{language}", "Set a prompt's custom text", scopes: "update:prompts",
        at: Nested<Prompt, PromptLanguage>.self, body: [String: [String: String]].self,
        returns: [String: [String: String]].self)

    /// HTML that is put into a prompt's screens, by screen and place.
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

    /// How screens are drawn, as far as that was ever set.
    ///
    /// `GET /prompts/rendering`, with the scope `read:prompts`. Refused with 400, 401, 402, 403 or 429.
    public let listRenderings = Endpoint(
        .get, "/prompts/rendering", "List how screens are rendered", scopes: "read:prompts",
        query: ScreenRenderingFilter.self, returns: Page<ScreenRendering>.self)

    /// Changes several screens: all of them, or none.
    ///
    /// `PATCH /prompts/rendering`, with the scope `update:prompts`. Refused with 400, 401, 402, 403 or 429.
    public let updateRenderings = Endpoint(
        .patch, "/prompts/rendering", "Update how screens are rendered", scopes: "update:prompts",
        body: ScreenRenderings.self, returns: ScreenRenderings.self)

    /// Gets how a screen is rendered.
    ///
    /// `GET /prompts/{prompt}/screen/{screen}/rendering`, with the scope `read:prompts`. Refused with 400, 401,
    /// 402, 403, 404 or 429.
    public let rendering = Endpoint(
        .get, "/prompts/{prompt}/screen/{screen}/rendering", "Get how a screen is rendered", scopes: "read:prompts",
        at: Nested<Prompt, PromptScreen>.self, returns: ScreenRendering.self)

    /// Changes a screen. The answer has what was changed.
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
    /// The steps of logging in: how they go, what they say, and who draws them.
    public var prompts: ResourceClient<Prompts> { ResourceClient(self) }
}
