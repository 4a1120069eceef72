import Contract
import AppearanceAPI
import ManagementClientCore

/// The methods for how pages look and what they say that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Branding

    /// Gets branding settings.
    ///
    /// `GET /branding`, with the scope `read:branding`. Refused with 401, 403 or 429. The same as
    /// `branding.settings`.
    public func getBrandingSettings() async throws -> BrandingSettings { try await branding.settings() }

    /// Changes branding settings.
    ///
    /// `PATCH /branding`, with the scope `update:branding`. Refused with 400, 401, 403 or 429. The same as
    /// `branding.updateSettings`.
    public func updateBrandingSettings(_ changes: Patch<BrandingSettings>) async throws -> BrandingSettings {
        try await branding.updateSettings(changes)
    }

    /// Gets the template of login pages.
    ///
    /// `GET /branding/templates/universal-login`, with the scope `read:branding`. Refused with 401, 402, 403, 404
    /// or 429. The same as `branding.universalLogin`.
    public func getBrandingUniversalLoginTemplate() async throws -> UniversalLoginTemplate {
        try await branding.universalLogin()
    }

    /// Sets the template of login pages.
    ///
    /// `PUT /branding/templates/universal-login`, with the scope `update:branding`. Refused with 400, 401, 402,
    /// 403, 409 or 429. The same as `branding.setUniversalLogin`.
    public func setBrandingUniversalLoginTemplate(_ draft: UniversalLoginTemplateDraft) async throws {
        try await branding.setUniversalLogin(draft)
    }

    /// Deletes the template of login pages.
    ///
    /// `DELETE /branding/templates/universal-login`, with the scope `delete:branding`. Refused with 401, 402, 403
    /// or 429. The same as `branding.deleteUniversalLogin`.
    public func deleteBrandingUniversalLoginTemplate() async throws { try await branding.deleteUniversalLogin() }

    // MARK: Custom domains

    /// Creates a custom domain.
    ///
    /// `POST /custom-domains`, with the scope `create:custom_domains`. Refused with 400, 401, 403, 409 or 429. The
    /// same as `customDomains.create`.
    public func createCustomDomain(_ draft: CustomDomainDraft) async throws -> CustomDomain {
        try await customDomains.create(draft)
    }

    /// Gets a custom domain.
    ///
    /// `GET /custom-domains/{id}`, with the scope `read:custom_domains`. Refused with 400, 401, 403, 404 or 429.
    /// The same as `customDomains.get`.
    public func getCustomDomain(_ id: ID<CustomDomain>) async throws -> CustomDomain { try await customDomains.get(id) }

    /// Lists custom domains.
    ///
    /// `GET /custom-domains`, with the scope `read:custom_domains`. Refused with 401, 403 or 429. The same as
    /// `customDomains.list`.
    public func getCustomDomains(_ query: CustomDomainFilter = .init()) async throws -> Page<CustomDomain> {
        try await customDomains.list(query)
    }

    /// Verifies a custom domain.
    ///
    /// `POST /custom-domains/{id}/verify`, with the scope `create:custom_domains`. Refused with 400, 401, 403, 404
    /// or 429. The same as `customDomains.verify`.
    public func verifyCustomDomain(_ id: ID<CustomDomain>) async throws -> CustomDomain {
        try await customDomains.verify(id)
    }

    /// Deletes a custom domain.
    ///
    /// `DELETE /custom-domains/{id}`, with the scope `delete:custom_domains`. Refused with 400, 401, 403 or 429.
    /// The same as `customDomains.delete`.
    public func deleteCustomDomain(_ id: ID<CustomDomain>) async throws { try await customDomains.delete(id) }

    // MARK: Prompts

    /// Gets prompt settings.
    ///
    /// `GET /prompts`, with the scope `read:prompts`. Refused with 401, 403 or 429. The same as `prompts.settings`.
    public func getPromptsSettings() async throws -> PromptSettings { try await prompts.settings() }

    /// Changes prompt settings.
    ///
    /// `PATCH /prompts`, with the scope `update:prompts`. Refused with 400, 401, 403 or 429. The same as
    /// `prompts.updateSettings`.
    public func updatePromptsSettings(_ changes: Patch<PromptSettings>) async throws -> PromptSettings {
        try await prompts.updateSettings(changes)
    }

    /// Gets a prompt's custom text.
    ///
    /// `GET /prompts/{prompt}/custom-text/{language}`, with the scope `read:prompts`. Refused with 400, 401, 403,
    /// 404 or 429. The same as `prompts.customText`.
    public func getCustomTextByLanguage(_ prompt: ID<Prompt>, _ language: ID<PromptLanguage>) async throws -> [String:
        [String: String]]
    { try await prompts.customText(prompt, language) }

    /// Sets a prompt's custom text.
    ///
    /// `PUT /prompts/{prompt}/custom-text/{language}`, with the scope `update:prompts`. Refused with 400, 401, 403
    /// or 429. The same as `prompts.setCustomText`.
    public func updateCustomTextByLanguage(
        _ prompt: ID<Prompt>, _ language: ID<PromptLanguage>, _ value: [String: [String: String]]
    ) async throws -> [String: [String: String]] { try await prompts.setCustomText(prompt, language, value) }
}
