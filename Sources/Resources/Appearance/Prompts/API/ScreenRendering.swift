import Contract
import OrderedCollections

/// The rendering of a screen.
@dynamicMemberLookup
public struct ScreenRendering: Pageable, Hashable, Constrained {
    public static let listName = "configs"

    public var prompt: ID<Prompt>?
    public var screen: ID<PromptScreen>?
    /// The domain of the tenant; omitted in lists.
    public var tenant: String?
    /// The settable members, which are accessible as members of the rendering too.
    public var settings: ScreenRenderingSettings

    public init(_ prompt: ID<Prompt>, _ screen: ID<PromptScreen>, _ settings: ScreenRenderingSettings) {
        self.prompt = prompt
        self.screen = screen
        self.settings = settings
    }

    /// The prompt and screen, if both are known.
    public var path: Nested<Prompt, PromptScreen>? {
        guard let prompt, let screen else { return nil }
        return Nested(prompt, screen)
    }

    public subscript<Value>(dynamicMember member: WritableKeyPath<ScreenRenderingSettings, Value>) -> Value {
        get { settings[keyPath: member] }
        set { settings[keyPath: member] = newValue }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        prompt = try container.decodeIfPresent(ID<Prompt>.self, forKey: .prompt)
        screen = try container.decodeIfPresent(ID<PromptScreen>.self, forKey: .screen)
        tenant = try container.decodeIfPresent(String.self, forKey: .tenant)
        settings = try ScreenRenderingSettings(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(prompt, forKey: .prompt)
        try container.encodeIfPresent(screen, forKey: .screen)
        try container.encodeIfPresent(tenant, forKey: .tenant)
        try settings.encode(to: encoder)
    }

    enum CodingKeys: String, CodingKey {
        case prompt
        case screen
        case tenant
    }

    public static var constraints: Constraints {
        let names: Constraints = ["prompt": ID<Prompt>.schema.required, "screen": ID<PromptScreen>.schema.required]
        return names.merging(ScreenRenderingSettings.constraints) { $1 }
    }
}

/// The rendering settings of a screen.
public struct ScreenRenderingSettings: Patchable, Hashable, Constrained {
    public var renderingMode: RenderingMode?
    /// The context that a custom page receives, such as `branding.settings` and `client.metadata.NAME`.
    public var contextConfiguration: [String]?
    public var defaultHeadTagsDisabled: Bool?
    /// Tags for the head of the page.
    public var headTags: [HeadTag]?
    /// The applications, organizations and domains to which the settings apply.
    public var filters: JSON?
    /// Whether the screen is embedded in the tenant's template of login pages.
    public var usePageTemplate: Bool?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case renderingMode = "rendering_mode"
        case contextConfiguration = "context_configuration"
        case defaultHeadTagsDisabled = "default_head_tags_disabled"
        case headTags = "head_tags"
        case filters
        case usePageTemplate = "use_page_template"
    }

    public static var constraints: Constraints {
        [
            "context_configuration": .array(of: context).nullable.described("What pages of one's own are told"),
            "default_head_tags_disabled": Schema.boolean.nullable,
            "head_tags": .array(of: .of(HeadTag.self)).nullable.described("Tags for the page's head"),
            "filters": filters.nullable, "use_page_template": Schema.boolean.nullable,
        ]
    }

    private static var context: Schema {
        let known: [String] = [
            "branding.settings", "branding.themes.default", "client.logo_uri", "client.description",
            "organization.display_name", "organization.branding", "screen.texts", "tenant.name",
            "tenant.friendly_name", "tenant.logo_url", "tenant.enabled_locales", "untrusted_data.submitted_form_data",
            "untrusted_data.authorization_params.login_hint", "untrusted_data.authorization_params.screen_hint",
            "untrusted_data.authorization_params.ui_locales", "user.organizations",
            "transaction.custom_domain.domain",
        ]
        let named = #"^(client|organization)\.metadata\.[^.]+$"#
        let ofDomain = #"^transaction\.custom_domain\.domain_metadata\.[^.]+$"#
        let ofUser = #"^user\.(user|app)_metadata\.[^.]+$"#
        let ofRequest = #"^untrusted_data\.authorization_params\.ext-[^.]+$"#
        let pattern = [named, ofDomain, ofUser, ofRequest].joined(separator: "|")
        return .anyOf(.one(of: known), .string(pattern: Pattern(stringLiteral: pattern)))
    }

    private static var filters: Schema {
        let metadata: Schema = .object([:], others: .allowed(.any), 0...10)
        let filter: Schema = .anyOf(.object(["id": Schema.string.required]), .object(["metadata": metadata.required]))
        return .object([
            "match_type": .one(of: "includes_any", "excludes_any"), "clients": .array(of: filter),
            "organizations": .array(of: filter), "domains": .array(of: filter),
        ])
    }
}

/// A tag for the head of a page.
public struct HeadTag: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    public var tag: String?
    public var content: String?
    /// The attributes of the tag, by name.
    public var attributes: JSON?

    public init(_ tag: String, content: String? = nil, attributes: JSON? = nil) {
        self.tag = tag
        self.content = content
        self.attributes = attributes
    }

    public static var constraints: Constraints { ["attributes": .object([:], others: .allowed(.any), 0...10)] }
}

/// The rendering mode of a screen.
public struct RenderingMode: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The server renders the screen.
    public static let standard: Self = "standard"
    /// Custom scripts of the tenant render the screen.
    public static let advanced: Self = "advanced"
    public static let known: [Self] = [.standard, .advanced]
}

/// The rendering settings of several screens.
public struct ScreenRenderings: Codable, Hashable, Sendable, Constrained {
    public var configs: [ScreenRendering]
    public init(_ configs: [ScreenRendering]) { self.configs = configs }

    public static var constraints: Constraints { ["configs": .array(of: item, 1...)] }

    private static var item: Schema {
        var members = Schema.of(ScreenRendering.self).members
        members["tenant"] = nil
        return .object(members)
    }
}

/// Filters for a list of rendering settings.
public struct ScreenRenderingFilter: Codable, Sendable, OffsetPaged, FieldSelecting, Constrained {
    /// Names of prompts, separated by commas.
    public var prompt: String?
    /// Names of screens, separated by commas.
    public var screen: String?
    public var renderingMode: RenderingMode?
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var fields: String?
    public var includeFields: Bool?

    public init(prompt: String? = nil, screen: String? = nil, renderingMode: RenderingMode? = nil) {
        self.prompt = prompt
        self.screen = screen
        self.renderingMode = renderingMode
    }

    enum CodingKeys: String, CodingKey {
        case prompt
        case screen
        case renderingMode = "rendering_mode"
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case fields
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints {
        [
            "prompt": .fields(Array(Prompt.screens.keys)), "screen": .fields(PromptScreen.names),
            "page": .integer(0...100_000_000), "per_page": .integer(1...100),
            "fields": .fields([
                "rendering_mode", "prompt", "screen", "context_configuration", "default_head_tags_disabled",
                "head_tags", "filters", "use_page_template",
            ]),
        ]
    }
}
