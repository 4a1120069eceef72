import AppearanceAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct PromptsTests {
    @Test func settings() async throws {
        try await eachEngine(run: [
            .get(
                "/prompts", 200,
                [
                    "universal_login_experience": "new", "identifier_first": false,
                    "webauthn_platform_first_factor": false,
                ]),
            .patch("/prompts", ["identifier_first": true], 200, ["identifier_first": true]),
            .patch(
                "/prompts", ["universal_login_experience": "classic"], 200,
                ["universal_login_experience": "classic", "identifier_first": true]),
            .patch("/prompts", ["identifier_first": .null], 200, ["identifier_first": false]),
            .get("/prompts", 200, ["universal_login_experience": "classic"]),
            .patch("/prompts", [:], 400), .patch("/prompts", ["universal_login_experience": "old"], 400),
        ])
    }

    @Test func customText() async throws {
        let path = "/prompts/login/custom-text/"
        try await eachEngine(run: [
            .get(path + "en", 200, [:]),
            .put(path + "en", ["login": ["title": "Welcome"], "mfa": [:]], 200, ["login": ["title": "Welcome"]]),
            .put(path + "pt-BR", ["login": ["title": "Bem-vindo"]], 200),
            .get(path + "en", 200, ["login": ["title": "Welcome"]], lacking: ["mfa"]),
            .put(path + "en", ["login": ["description": "Hello"]], 200, lacking: ["login.title"]),
            .put(path + "en", [:], 200), .get(path + "en", 200, [:], lacking: ["login"]),
            .get(path + "pt-BR", 200, ["login": ["title": "Bem-vindo"]]),
            .put(path + "en", ["login": "Welcome"], 400), .put(path + "en", ["login": ["title": 1]], 400),
            .put(path + "tlh", [:], 400), .get("/prompts/nonsense/custom-text/en", 400, ["errorCode": "invalid_uri"]),
        ])
    }

    @Test func partials() async throws {
        let path = "/prompts/signup/partials"
        let html: JSON = ["signup": ["form-content-start": "<p>{{ client.name }}</p>"]]
        try await eachEngine(run: [
            .get(path, 200, [:]), .put(path, html, 200, html), .get(path, 200, html),
            .put(path, ["signup": [:]], 200, [:], lacking: ["signup"]), .get(path, 200, [:], lacking: ["signup"]),
            .put(path, ["login": ["form-content-start": "x"]], 400), .put(path, ["signup": ["middle": "x"]], 400),
            .put(
                path, ["signup": ["form-content-end": "{% if %}"]], 400,
                ["errorCode": "invalid_body", "message": "~on property signup.form-content-end.$"]),
            .get("/prompts/mfa/partials", 400), .get(path, 200, [:], lacking: ["signup"]),
            .put(
                "/prompts/login-passwordless/partials",
                ["login-passwordless-sms-otp": ["form-footer-end": "x"]], 200),
        ])
    }

    @Test func rendering() async throws {
        let path = "/prompts/login-id/screen/login-id/rendering"
        try await eachEngine(run: [
            .get(
                path, 200,
                [
                    "tenant": "localhost", "prompt": "login-id", "screen": "login-id", "rendering_mode": "standard",
                    "context_configuration": [], "head_tags": [], "filters": .null, "use_page_template": false,
                ]),
            .patch(
                path,
                [
                    "rendering_mode": "advanced", "context_configuration": ["branding.settings", "client.metadata.a"],
                    "head_tags": [["tag": "script", "attributes": ["src": "https://a.b/c.js"]]],
                    "filters": ["match_type": "includes_any", "clients": [["id": "c"], ["metadata": ["a": "b"]]]],
                ], 200, ["rendering_mode": "advanced"], lacking: ["prompt", "use_page_template"]),
            .patch(path, ["use_page_template": true, "head_tags": .null], 200),
            .get(
                path, 200,
                [
                    "rendering_mode": "advanced", "use_page_template": true, "head_tags": .null,
                    "filters": ["match_type": "includes_any"], "default_head_tags_disabled": false,
                ]),
            .get("/prompts/login-id/screen/signup/rendering", 400, ["errorCode": "invalid_screen"]),
            .get("/prompts/login-id/screen/nonsense/rendering", 400, ["errorCode": "invalid_uri"]),
            .patch(path, ["context_configuration": ["user.password"]], 400),
            .patch(path, ["filters": ["clients": [["id": "c", "metadata": [:]]]]], 400),
            .patch(path, ["rendering_mode": "simple"], 400), .patch(path, ["unknown": 1], 400),
        ])
    }

    @Test func renderingsTogether() async throws {
        let all: JSON = [
            "configs": [
                ["prompt": "signup", "screen": "signup", "rendering_mode": "advanced"],
                ["prompt": "logout", "screen": "logout-complete", "use_page_template": true],
            ]
        ]
        try await eachEngine { tenant in
            _ = try await tenant.run([
                .get("/prompts/rendering", 200, []), .patch("/prompts/rendering", all, 200, all),
                .patch(
                    "/prompts/rendering",
                    [
                        "configs": [
                            ["prompt": "signup", "screen": "signup", "rendering_mode": "standard"],
                            ["prompt": "signup", "screen": "login"],
                        ]
                    ], 400),
                .get("/prompts/signup/screen/signup/rendering", 200, ["rendering_mode": "advanced"]),
                .patch("/prompts/rendering", ["configs": []], 400), .patch("/prompts/rendering", [:], 400),
                .get("/prompts/rendering?include_totals=true", 200, ["total": 2, "start": 0, "limit": 50]),
                .get("/prompts/rendering?rendering_mode=advanced", 200, [["prompt": "signup", "screen": "signup"]]),
                .get("/prompts/rendering?prompt=login,logout&fields=screen", 200, [["screen": "logout-complete"]]),
                .get("/prompts/rendering?screen=nonsense", 400),
            ])
            var settings = ScreenRenderingSettings()
            settings.usePageTemplate = true
            _ = try await tenant.client.prompts.updateRenderings(
                ScreenRenderings([ScreenRendering("mfa-sms", "mfa-country-codes", settings)]))
            let kept = try await tenant.client.prompts.rendering("mfa-sms", "mfa-country-codes")
            #expect(kept.usePageTemplate == true && kept.tenant == "localhost")
        }
    }

    @Test func typed() async throws {
        try await eachEngine { tenant in
            let prompts = tenant.client.prompts
            let changed = try await prompts.updateSettings(Patch { $0.identifierFirst = true })
            #expect(changed.identifierFirst == true && changed.universalLoginExperience == .new)
            let texts = try await prompts.setCustomText("login", "en", ["login": ["title": "Hi"]])
            #expect(try await prompts.customText("login", "en") == texts)
            let partials = PromptPartials(["login": ["form-content-start": "<p>Hi</p>"]])
            #expect(try await prompts.setPartials("login", partials) == partials)
            let changes = Patch<ScreenRenderingSettings> { $0.renderingMode = .advanced }
            _ = try await prompts.updateRendering("login", "login", changes)
            #expect(try await prompts.rendering("login", "login").renderingMode == .advanced)
        }
    }
}
