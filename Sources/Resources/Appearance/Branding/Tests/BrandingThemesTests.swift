import AppearanceAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct BrandingThemesTests {
    private static let path = "/branding/themes"

    private static func theme() throws -> JSON {
        let draft = BrandingThemeDraft(
            borders: ThemeBorders(), colors: ThemeColors(), fonts: ThemeFonts(),
            pageBackground: ThemePageBackground(backgroundColor: "#000000"), widget: ThemeWidget())
        // Parsed again, so that whole numbers become integers.
        return try JSON(parsing: JSON(encoding: draft).bytes)
    }

    private static func missing(_ act: String) -> JSON {
        .refusal(404, "There was an error \(act) branding settings: invalid theme ID", code: "theme_not_found")
    }

    @Test func lifeOfATheme() async throws {
        let theme = try Self.theme()
        var changed = theme
        changed["displayName"] = "Dark"
        changed["colors"]?["error"] = "#f00c"
        var renamed = theme
        renamed["widget"]?["logo_height"] = 99.5
        try await eachEngine(run: [
            .get(Self.path + "/default", 404, Self.missing("retrieving")),
            .post(Self.path, theme, 200, theme, keeping: ["id": "themeId"], lacking: ["displayName"]),
            .post(Self.path, theme, 409, ["errorCode": "theme_already_exists"]),
            .get(Self.path + "/{id}", 200, theme), .get(Self.path + "/default", 200, ["themeId": "{id}"]),
            .patch(Self.path + "/{id}", changed, 200, changed), .get(Self.path + "/{id}", 200, changed),
            .patch(
                Self.path + "/{id}", renamed, 200, ["displayName": "Dark", "widget": ["logo_height": 99.5]]),
            .patch(Self.path + "/another", theme, 404, Self.missing("updating")),
            .delete(Self.path + "/another", 404, Self.missing("deleting")), .delete(Self.path + "/{id}", 204),
            .delete(Self.path + "/{id}", 404, Self.missing("deleting")),
            .get(Self.path + "/{id}", 404, Self.missing("retrieving")), .post(Self.path, theme, 200),
        ])
    }

    @Test func refused() async throws {
        let changes: [(String, String, JSON)] = [
            ("borders", "button_border_radius", 0), ("borders", "input_border_weight", 3.5),
            ("borders", "buttons_style", "round"), ("borders", "unknown", 1), ("colors", "error", "red"),
            ("colors", "captcha_widget_theme", "blue"), ("fonts", "reference_text_size", 11),
            ("fonts", "title", ["bold": true, "size": 74]), ("fonts", "subtitle", ["bold": true]),
            ("fonts", "font_url", "http://a.b/f"), ("page_background", "page_layout", "top"),
            ("page_background", "background_color", "#12345"), ("widget", "logo_height", 100.5),
            ("widget", "logo_url", "javascript:alert(1)"), ("widget", "logo_position", .null),
        ]
        let theme = try Self.theme()
        try await eachEngine { tenant in
            for (part, member, value) in changes {
                var wrong = theme
                wrong[part]?[member] = value
                let answer = try await tenant.request("POST", Self.path, body: wrong, token: tenant.token)
                #expect(answer.status == 400, "\(part).\(member): \(answer.text)")
                #expect(answer.json["message"]?.string?.contains(part) == true)
            }
            for part in ["borders", "colors", "fonts", "page_background", "widget"] {
                var wrong = theme
                wrong[part] = nil
                let answer = try await tenant.request("POST", Self.path, body: wrong, token: tenant.token)
                #expect(
                    answer.json["message"]?.string
                        == "Payload validation error: 'Missing required property: \(part)'.")
            }
        }
    }

    @Test func typed() async throws {
        try await eachEngine { tenant in
            let themes = tenant.client.brandingThemes
            var draft: BrandingThemeDraft = try Self.theme().decoded()
            let made = try await themes.create(draft)
            #expect(made.settings == draft)
            draft.displayName = "Ours"
            draft.colors.baseHoverColor = "#abc"
            #expect(try await themes.update(made.id, draft).displayName == "Ours")
            #expect(try await themes.getDefault().colors.baseHoverColor == "#abc")
            try await themes.delete(made.id)
        }
    }
}
