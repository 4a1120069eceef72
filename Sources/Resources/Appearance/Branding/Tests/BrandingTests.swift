import AppearanceAPI
import Contract
import HTTPTypes
import ManagementClient
import TestKit
import Testing

@Suite struct BrandingTests {
    private static let template = "/branding/templates/universal-login"
    private static let html = "<html><head>{%- auth0:head -%}</head><body>{%- auth0:widget -%}</body></html>"

    @Test func settings() async throws {
        let gradient: JSON = ["type": "linear-gradient", "start": "#000000", "end": "#ffffff", "angle_deg": 35]
        try await eachEngine(run: [
            .get("/branding", 200, [:], lacking: ["colors", "logo_url"]),
            .patch(
                "/branding",
                ["colors": ["primary": "#0059d6", "page_background": gradient], "logo_url": "https://a.b/l"], 200,
                ["colors": ["primary": "#0059d6", "page_background": gradient], "logo_url": "https://a.b/l"]),
            .patch(
                "/branding", ["colors": ["page_background": "#000000"], "font": ["url": "https://a.b/f"]], 200,
                ["colors": ["primary": "#0059d6", "page_background": "#000000"], "font": ["url": "https://a.b/f"]]),
            .patch(
                "/branding", ["colors": ["primary": .null], "font": ["url": .null], "logo_url": .null], 200,
                ["colors": ["page_background": "#000000"]], lacking: ["colors.primary", "font", "logo_url"]),
            .patch(
                "/branding",
                ["identifiers": ["phone_display": ["masking": "mask_digits", "formatting": "international"]]], 200,
                ["identifiers": ["phone_display": ["masking": "mask_digits"]]]),
            .get("/branding", 200, ["colors": ["page_background": "#000000"]]),
        ])
    }

    @Test func refusedSettings() async throws {
        try await eachEngine(run: [
            .patch("/branding", [:], 400), .patch("/branding", ["colors": [:]], 400),
            .patch(
                "/branding", ["colors": ["primary": "red"]], 400,
                .invalidBody(
                    """
                    Payload validation error: 'Object didn't pass validation for format html-color-or-null: red' on \
                    property colors.primary.
                    """)),
            .patch("/branding", ["logo_url": "http://a.b/l"], 400), .patch("/branding", ["unknown": 1], 400),
            .patch("/branding", ["identifiers": ["phone_display": ["masking": "mask_digits"]]], 400),
            .patch("/branding", ["identifiers": ["login_display": "both"]], 400),
        ])
    }

    @Test func theTemplateOfLoginPages() async throws {
        try await eachEngine { tenant in
            _ = try await tenant.run([
                .get(Self.template, 404, .refusal(404, "Template does not exist.", code: "inexistent_template")),
                .put(Self.template, ["template": .string(Self.html)], 201),
                .get(Self.template, 200, ["body": .string(Self.html)]),
                .put(Self.template, .string(Self.html + " "), 204),
                .get(Self.template, 200, ["body": .string(Self.html + " ")]),
                .put(
                    Self.template, .string("{% if x %}{% auth0:head %}"), 400,
                    .invalidBody(
                        """
                        Payload validation error: 'The tag if is not closed with endif (line 1, column 4)' on property \
                        template.
                        """)),
                .put(
                    Self.template, .string("{% auth0:head %}{% raw %}{% auth0:widget %}{% endraw %}"), 400,
                    .invalidBody("The template must contain the tag {%- auth0:widget -%}")),
                .put(Self.template, .string(String(repeating: "x", count: 102_401)), 400),
                .put(Self.template, ["template": 1], 400), .put(Self.template, nil, 400),
                .get(Self.template, 200, ["body": .string(Self.html + " ")]),
            ])
            let type: HTTPFields = [.contentType: "text/html; charset=utf-8"]
            let text = "{% if true %}\(Self.html){% endif %}"
            let answer = try await tenant.request(
                "PUT", Self.template, bytes: Array(text.utf8), token: tenant.token, headers: type)
            #expect(answer.status == 204)
            #expect(try await tenant.client.branding.universalLogin().body == text)
            try await tenant.client.branding.deleteUniversalLogin()
            try await tenant.client.branding.deleteUniversalLogin()
            try await tenant.client.branding.setUniversalLogin(UniversalLoginTemplateDraft(Self.html))
            #expect(try await tenant.client.branding.universalLogin().body == Self.html)
        }
    }
}
