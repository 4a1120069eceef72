import AppearanceAPI
import Contract
import OrderedCollections
import Storage

extension Prompts {
    public static let migrations: [Migration] = [
        Migration(
            "prompts-1",
            "CREATE TABLE prompt_settings (tenant \(.text) NOT NULL PRIMARY KEY, document \(.json) NOT NULL)",
            """
            CREATE TABLE prompt_texts (
                tenant \(.text) NOT NULL, prompt \(.text) NOT NULL, language \(.text) NOT NULL,
                document \(.json) NOT NULL, PRIMARY KEY (tenant, prompt, language))
            """,
            """
            CREATE TABLE prompt_partials (
                tenant \(.text) NOT NULL, prompt \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, prompt))
            """,
            """
            CREATE TABLE screen_renderings (
                tenant \(.text) NOT NULL, prompt \(.text) NOT NULL, screen \(.text) NOT NULL,
                rendering_mode \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, prompt, screen))
            """)
    ]
}

extension Transaction {
    func promptSettings() throws -> JSON {
        try row("SELECT document FROM prompt_settings WHERE tenant = \(tenant)")?["document"] ?? PromptDefaults.settings
    }

    /// Updates settings; `null` resets a setting to its default.
    func changePromptSettings(_ changes: JSONObject) throws -> JSON {
        try insertIfAbsent(into: "prompt_settings", ["document": PromptDefaults.settings])
        let row = try row("SELECT document FROM prompt_settings WHERE tenant = \(tenant)\(.forUpdate)")
        var settings: JSON = try row?["document"] ?? PromptDefaults.settings
        for (name, value) in changes { settings[name] = value.isNull ? PromptDefaults.settings[name] : value }
        try execute("UPDATE prompt_settings SET document = \(settings) WHERE tenant = \(tenant)")
        return settings
    }

    func customText(_ place: Nested<Prompt, PromptLanguage>) throws -> JSON {
        try promptTexts(place.outer.value, language: place.inner.value)
    }

    func setCustomText(_ place: Nested<Prompt, PromptLanguage>, _ texts: JSON) throws {
        try execute(
            """
            INSERT INTO prompt_texts (tenant, prompt, language, document)
            VALUES (\(tenant), \(place.outer), \(place.inner), \(texts))
            ON CONFLICT (tenant, prompt, language) DO UPDATE SET document = excluded.document
            """)
    }

    func partials(_ prompt: ID<PromptWithPartials>) throws -> JSON {
        try row("SELECT document FROM prompt_partials WHERE tenant = \(tenant) AND prompt = \(prompt)")?["document"]
            ?? [:]
    }

    func setPartials(_ prompt: ID<PromptWithPartials>, _ partials: JSON) throws {
        try execute(
            """
            INSERT INTO prompt_partials (tenant, prompt, document) VALUES (\(tenant), \(prompt), \(partials))
            ON CONFLICT (tenant, prompt) DO UPDATE SET document = excluded.document
            """)
    }

    /// Returns the rendering settings of a screen.
    func screenRendering(_ place: Nested<Prompt, PromptScreen>) throws -> JSONObject {
        let row = try row(
            """
            SELECT document FROM screen_renderings
            WHERE tenant = \(tenant) AND prompt = \(place.outer) AND screen = \(place.inner)\(.forUpdate)
            """)
        let document: JSON? = try row?["document"]
        return document?.object ?? PromptDefaults.rendering
    }

    /// Updates the rendering settings of a screen.
    func changeScreenRendering(_ place: Nested<Prompt, PromptScreen>, _ changes: JSONObject) throws {
        let initial: JSON = .object(PromptDefaults.rendering)
        try insertIfAbsent(
            into: "screen_renderings",
            [
                "prompt": place.outer, "screen": place.inner, "rendering_mode": RenderingMode.standard.rawValue,
                "document": initial,
            ])
        let changed = try screenRendering(place).merging(changes) { $1 }
        try execute(
            """
            UPDATE screen_renderings
            SET document = \(JSON.object(changed)), rendering_mode = \(changed["rendering_mode"]?.string ?? "standard")
            WHERE tenant = \(tenant) AND prompt = \(place.outer) AND screen = \(place.inner)
            """)
    }
}

/// The default settings.
enum PromptDefaults {
    static let settings: JSON = [
        "universal_login_experience": "new", "identifier_first": false, "webauthn_platform_first_factor": false,
    ]
    static let rendering: JSONObject = [
        "rendering_mode": "standard", "context_configuration": [], "default_head_tags_disabled": false,
        "head_tags": [], "filters": .null, "use_page_template": false,
    ]
}
