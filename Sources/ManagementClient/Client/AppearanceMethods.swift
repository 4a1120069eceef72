import Contract
import AppearanceAPI
import ManagementClientCore

/// The methods for how pages look and what they say that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Branding

    public func getBrandingSettings() async throws -> BrandingSettings { try await branding.settings() }

    public func updateBrandingSettings(_ changes: Changes<BrandingSettings>) async throws -> BrandingSettings {
        try await branding.updateSettings(changes)
    }

    public func getBrandingUniversalLoginTemplate() async throws -> UniversalLoginTemplate {
        try await branding.universalLogin()
    }

    public func setBrandingUniversalLoginTemplate(_ draft: UniversalLoginTemplateDraft) async throws {
        try await branding.setUniversalLogin(draft)
    }

    public func deleteBrandingUniversalLoginTemplate() async throws { try await branding.deleteUniversalLogin() }

    // MARK: Custom domains

    public func createCustomDomain(_ draft: CustomDomainDraft) async throws -> CustomDomain {
        try await customDomains.create(draft)
    }

    public func getCustomDomain(_ id: ID<CustomDomain>) async throws -> CustomDomain { try await customDomains.get(id) }

    public func getCustomDomains(_ query: CustomDomainFilter = .init()) async throws -> Page<CustomDomain> {
        try await customDomains.list(query)
    }

    public func verifyCustomDomain(_ id: ID<CustomDomain>) async throws -> CustomDomain {
        try await customDomains.verify(id)
    }

    public func deleteCustomDomain(_ id: ID<CustomDomain>) async throws { try await customDomains.delete(id) }

    // MARK: Prompts

    public func getPromptsSettings() async throws -> PromptSettings { try await prompts.settings() }

    public func updatePromptsSettings(_ changes: Changes<PromptSettings>) async throws -> PromptSettings {
        try await prompts.updateSettings(changes)
    }

    public func getCustomTextByLanguage(_ prompt: ID<Prompt>, _ language: ID<PromptLanguage>) async throws -> [String:
        [String: String]]
    { try await prompts.customText(prompt, language) }

    public func updateCustomTextByLanguage(
        _ prompt: ID<Prompt>, _ language: ID<PromptLanguage>, _ value: [String: [String: String]]
    ) async throws -> [String: [String: String]] { try await prompts.setCustomText(prompt, language, value) }
}
