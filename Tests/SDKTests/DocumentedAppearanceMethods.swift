import Contract
import ManagementClient
import TestKit
import Testing

extension DocumentedMethodsTests {
    static let appearanceMethods: [DocumentedMethod] = brandingMethods + domainMethods + promptMethods

    private static let template = UniversalLoginTemplateDraft(
        "<html><head>{%- auth0:head -%}</head><body>{%- auth0:widget -%}</body></html>")

    private static let brandingMethods: [DocumentedMethod] = [
        .init("updateBrandingSettings") { _, api in
            _ = try await api.updateBrandingSettings(Patch { $0.logoURL = "https://cdn.example.com/a.png" })
            #expect(try await api.branding.settings().logoURL == "https://cdn.example.com/a.png")
        },
        .init("getBrandingSettings") { _, api in
            let holds = try await api.getBrandingSettings() == api.branding.settings()
            #expect(holds)
        },
        .init("setBrandingUniversalLoginTemplate") { _, api in
            try await domain(api, "pages.example.com")
            try await api.setBrandingUniversalLoginTemplate(template)
            #expect(try await api.branding.universalLogin().body == template.template)
        },
        .init("getBrandingUniversalLoginTemplate") { _, api in
            let holds = try await api.getBrandingUniversalLoginTemplate().body == template.template
            #expect(holds)
        },
        .init("deleteBrandingUniversalLoginTemplate") { _, api in
            try await api.deleteBrandingUniversalLoginTemplate()
            #expect(try await refusal { try await api.branding.universalLogin() }.hasPrefix("404"))
        },
    ]

    @discardableResult
    private static func domain(_ api: ManagementClient, _ name: String) async throws -> ID<CustomDomain> {
        try #require(try await api.customDomains.create(CustomDomainDraft(name)).id)
    }

    private static let domainMethods: [DocumentedMethod] = [
        .init("createCustomDomain") { _, api in
            let made = try await api.createCustomDomain(CustomDomainDraft("made.example.com"))
            #expect(try await api.customDomains.get(try #require(made.id)).domain == "made.example.com")
        },
        .init("getCustomDomain") { _, api in
            let id = try await domain(api, "got.example.com")
            #expect(try await api.getCustomDomain(id).domain == "got.example.com")
        },
        .init("getCustomDomains") { _, api in
            let id = try await domain(api, "listed.example.com")
            #expect(try await api.getCustomDomains().items.contains { $0.id == id })
        },
        .init("verifyCustomDomain") { _, api in
            let id = try await domain(api, "verified.example.com")
            #expect(try await api.verifyCustomDomain(id).status == "pending_verification")
        },
        .init("deleteCustomDomain") { _, api in
            let id = try await domain(api, "deleted.example.com")
            try await api.deleteCustomDomain(id)
            #expect(try await refusal { try await api.customDomains.get(id) }.hasPrefix("404"))
        },
    ]

    private static let promptMethods: [DocumentedMethod] = [
        .init("updatePromptsSettings") { _, api in
            _ = try await api.updatePromptsSettings(Patch { $0.identifierFirst = true })
            #expect(try await api.prompts.settings().identifierFirst == true)
        },
        .init("getPromptsSettings") { _, api in
            let holds = try await api.getPromptsSettings().identifierFirst == true
            #expect(holds)
        },
        .init("updateCustomTextByLanguage") { _, api in
            _ = try await api.updateCustomTextByLanguage("login", "en", ["login": ["title": "Hello"]])
            #expect(try await api.prompts.customText("login", "en") == ["login": ["title": "Hello"]])
        },
        .init("getCustomTextByLanguage") { _, api in
            let holds = try await api.getCustomTextByLanguage("login", "en") == ["login": ["title": "Hello"]]
            #expect(holds)
        },
    ]
}
